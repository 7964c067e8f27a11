import { describe, expect, it } from '@jest/globals';
import { envelopesOf, groupDecisions } from '../../auditlog/decided.js';
import type { StatedDecisions } from '../../auditlog/types.js';

const digestOf = (text: string): string => `digest-of-${text}`;
const stated = (envelope: string | null, changes: Partial<StatedDecisions> = {}): StatedDecisions => ({
  envelope,
  full: ['cargo.movement'],
  below: [],
  ...changes,
});
const below: StatedDecisions['below'] = [['cargo.risk', 'NONE', 'cell.cargo.risk.POLICE_MS']];

describe('decisions of an entry', () => {
  it('name all envelopes with the same decisions in one group', () => {
    expect(groupDecisions([stated('b'), stated('a'), stated('c', { below })], digestOf)).toEqual([
      { under: ['digest-of-c'], full: ['cargo.movement'], below },
      { under: ['digest-of-a', 'digest-of-b'], full: ['cargo.movement'] },
    ]);
  });

  it('put together what several calls said of one envelope', () => {
    const other = stated('a', { full: ['cargo.goods', 'cargo.movement'], below });
    expect(groupDecisions([stated('a'), other, stated('a', { below })], digestOf)).toEqual([
      { under: ['digest-of-a'], full: ['cargo.goods', 'cargo.movement'], below },
    ]);
  });

  it('keep apart what was decided of a protected person, of expired records, of hits, and under no envelope', () => {
    const marks: Partial<StatedDecisions>[] = [{ protected: true }, { expired: true }, { standing: 'HIT' }];
    const groups = groupDecisions([stated('a'), stated(null), ...marks.map((mark) => stated('a', mark))], digestOf);
    expect(groups).toHaveLength(5);
    expect(groups).toContainEqual({ full: ['cargo.movement'] });
    for (const mark of marks)
      expect(groups).toContainEqual({ under: ['digest-of-a'], ...mark, full: ['cargo.movement'] });
  });

  it('have one text, in whatever order sources answered', () => {
    const all = [stated('a', { below, full: ['z', 'y'] }), stated('b'), stated(null), stated('c', { standing: 'HIT' })];
    expect(JSON.stringify(groupDecisions(all.toReversed(), digestOf))).toBe(
      JSON.stringify(groupDecisions(all, digestOf)),
    );
  });

  it('name each envelope once, and none where no record decided', () => {
    expect(
      envelopesOf([{ under: ['a', 'b'], full: [] }, { under: ['a'], standing: 'HIT', full: [] }, { full: [] }]),
    ).toEqual(['a', 'b']);
  });
});
