import { leastOf, type Verdicts } from '../../../policy/rules/verdict.js';
import { type Decision, rank } from '../../../policy/types.js';
import type { NotedVerdicts } from '../wall/decisions.js';
import type { Verdict } from '../wall/verdict.js';

/** What a version lets through: of its envelope, whose decisions are noted, or by a rule of no envelope. */
export type VersionVerdicts = Verdicts & Partial<NotedVerdicts>;

/** Judgements of versions, by the record's own and the version's: equal pairs are one. */
const pairs = new WeakMap<object, WeakMap<object, object>>();

/**
 * Of a version of a record: what both the record's present envelope and the version's own let through.
 *
 * Why both: an envelope that was loosened says nothing of what was said under the stricter one; and one that was
 * tightened must hold for what was said before.
 */
export function versionVerdict(record: Verdict, version: VersionVerdicts): Verdict {
  if (version === record.envelopeVerdict) return record;
  const ofRecord = pairs.get(record.envelopeVerdict) ?? new WeakMap<object, object>();
  pairs.set(record.envelopeVerdict, ofRecord);
  const envelopeVerdict = ofRecord.get(version) ?? {};
  ofRecord.set(version, envelopeVerdict);
  const verdicts = {
    of(category: string): Decision {
      const present = record.of(category);
      const then = version.of(category);
      return rank[then.effect] < rank[present.effect] ? then : present;
    },
  };
  return {
    of: verdicts.of,
    decide(guards) {
      record.decide(guards);
      version.decide?.(guards);
      return leastOf(verdicts, guards);
    },
    envelopeVerdict,
    report: record.report,
    record: record.record,
  };
}

const unknown: Decision = { effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing' };

/** Of a version whose envelope was not kept, or is not understood. */
export const unknownEnvelope: VersionVerdicts = { of: () => unknown };
