import { describe, expect, test } from '@jest/globals';
import { leastOf } from '../../../../policy/rules/verdict.js';
import type { Decision, Effect } from '../../../../policy/types.js';
import { unknownEnvelope, versionVerdict } from '../../../../subgraphs/kit/provenance/versionVerdict.js';
import type { Verdict } from '../../../../subgraphs/kit/wall/verdict.js';

const decision = (effect: Effect, rule: string): Decision => ({ effect, reason: null, rule });
const envelopeVerdict = (effects: Readonly<Record<string, Effect>>, rule: string) => ({
  of: (category: string) => decision(effects[category] ?? 'NONE', rule),
});
const verdictBy = (of: ReturnType<typeof envelopeVerdict>): Verdict => ({
  ...of,
  decide: (guards) => leastOf(of, guards),
  envelopeVerdict: of,
  report: null,
  record: null,
});

const present = envelopeVerdict({ history: 'FULL', provenance: 'HIT' }, 'present');
const then = envelopeVerdict({ history: 'MASKED', provenance: 'FULL' }, 'then');
const record = verdictBy(present);

describe('the verdict on a version', () => {
  test('gives of each category the lesser of what both envelopes give, and says by which', () => {
    const verdict = versionVerdict(record, then);
    expect(verdict.of('history')).toEqual(decision('MASKED', 'then'));
    expect(verdict.of('provenance')).toEqual(decision('HIT', 'present'));
  });

  test('is the record’s own where the version had the same envelope', () => {
    expect(versionVerdict(record, present)).toBe(record);
  });

  test('shares its envelopeVerdict with versions of the same pair of envelopes, and with no other', () => {
    const { envelopeVerdict: first } = versionVerdict(record, then);
    expect(versionVerdict(verdictBy(present), then).envelopeVerdict).toBe(first);
    expect(versionVerdict(record, unknownEnvelope).envelopeVerdict).not.toBe(first);
    expect(versionVerdict(verdictBy(then), present).envelopeVerdict).not.toBe(first);
    expect([present, then]).not.toContain(first);
  });

  test('gives nothing where the version’s envelope is not known', () => {
    expect(versionVerdict(record, unknownEnvelope).of('history').effect).toBe('NONE');
  });
});
