import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Act } from '../../../storage/acts/act.js';
import { openActList } from '../../../storage/acts/actList.js';

const key = Buffer.alloc(32, 7);
let heads: string;
beforeEach(() => {
  heads = mkdtempSync(join(tmpdir(), 'portcullis acts '));
});

const purge = (day: number): Act => ({ kind: 'PURGE', asOf: `2026-11-${day}`, quarantineDays: null });
/** The list, on a day of the month. */
const list = (day = 20) => openActList(heads, key, () => new Date(`2026-11-${day}T12:00:00.000Z`));
const actsAfter = (position: `${number}:${string}`) => [...list().since(position)];
const segment = () =>
  join(heads, 'acts', readdirSync(join(heads, 'acts')).find((name) => name.endsWith('.jsonl')) ?? '');

describe('the list of acts', () => {
  it('gives the acts after a position, and of the day before, in order, with what was sealed, which the file does not show', async () => {
    await list(10).append([purge(10)]);
    await list(19).append([purge(1)]);
    const position = await list().position();
    const secret = { reason: 'Ann Other asked for it' };
    const erase: Act = { kind: 'ERASE', log: 'main', id: 'erase/main/7', spans: ['7'], secret };
    await Promise.all([list().append([purge(2), erase]), list().append([purge(3)])]);
    const acts = actsAfter(position);
    expect(acts).toHaveLength(4);
    expect(acts).toEqual(expect.arrayContaining([purge(1), purge(2), erase, purge(3)]));
    await list(25).append([purge(4)]);
    expect(actsAfter(await list(25).position())).toEqual([purge(4)]);
    expect(readFileSync(segment(), 'utf8')).not.toMatch(/Ann Other/);
  });

  it('is refused where its end was cut, a line changed or taken out, or a file is gone', async () => {
    const start = await list().position();
    for (const day of [11, 12, 13]) await list().append([purge(day)]);
    const text = readFileSync(segment(), 'utf8');
    const refused = (change: () => void, code = 'ACTS_DAMAGED') => {
      cpSync(join(heads, 'acts'), join(heads, 'kept'), { recursive: true });
      change();
      expect(() => actsAfter(start)).toThrow(expect.objectContaining({ code }));
      rmSync(join(heads, 'acts'), { recursive: true, force: true });
      cpSync(join(heads, 'kept'), join(heads, 'acts'), { recursive: true });
    };
    const rest = text.split('\n').slice(0, 3).join('\n').length + 1;
    refused(() => truncateSync(segment(), rest));
    refused(() => writeFileSync(segment(), text.replace('2026-11-12', '2026-11-21')));
    refused(() => writeFileSync(segment(), text.split('\n').toSpliced(2, 1).join('\n')));
    refused(() => rmSync(segment()));
    refused(() => rmSync(join(heads, 'acts', 'end')));
    refused(() => rmSync(join(heads, 'acts'), { recursive: true }), 'ACTS_MISSING');
    expect(actsAfter(start)).toHaveLength(3);
  });

  it('adds nothing to a list that was cut', async () => {
    await list().append([purge(11)]);
    truncateSync(segment(), 10);
    await expect(list().append([purge(12)])).rejects.toMatchObject({ code: 'ACTS_DAMAGED' });
  });

  it('does not pass for another list, nor reach a position beyond it', async () => {
    const before = await list().position();
    rmSync(join(heads, 'acts'), { recursive: true });
    await list().append([purge(11)]);
    expect(() => actsAfter(before)).toThrow(expect.objectContaining({ code: 'ACTS_TOO_SHORT' }));
    expect(() => [...openActList(heads, Buffer.alloc(32, 8)).since(before)]).toThrow(
      expect.objectContaining({ code: 'ACTS_DAMAGED' }),
    );
  });

  it('goes on behind what a killed process left: whole lines count, a torn one does not', async () => {
    const start = await list().position();
    const end = readFileSync(join(heads, 'acts', 'end'));
    await list().append([purge(11)]);
    writeFileSync(join(heads, 'acts', 'end'), end);
    appendFileSync(segment(), '{"n":2,"at"');
    expect(actsAfter(start)).toEqual([purge(11)]);
    await list().append([purge(12)]);
    expect(actsAfter(start)).toEqual([purge(11), purge(12)]);
  });

  it('goes on in another file where one is long, and the files that no backup needs may go', async () => {
    const ids = Array.from({ length: 50_000 }, (_, i) => `person_${String(i).padStart(24, '0')}`);
    const of = { source: 'ftm', run: 'r', keptIn: 'persons', table: 'persons.person', at: '2026' } as const;
    const withdraw: Act = { kind: 'WITHDRAW', ...of, ids };
    const start = await list().position();
    for (let i = 0; i < 5; i += 1) await list().append([withdraw]);
    await list(22).append([purge(22)]);
    await list(25).append([purge(25)]);
    const position = await list(25).position();
    await list(11).append([purge(11)]);
    expect(readdirSync(join(heads, 'acts')).filter((name) => name.endsWith('.jsonl'))).toHaveLength(2);
    expect(actsAfter(start)).toHaveLength(8);
    rmSync(segment());
    expect(actsAfter(position)).toEqual([purge(25), purge(11)]);
    expect(() => actsAfter(start)).toThrow(expect.objectContaining({ code: 'ACTS_TOO_SHORT' }));
  });
});
