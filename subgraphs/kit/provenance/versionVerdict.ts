import { type Decision, rank } from '../../../policy/types.js';
import type { Judgement } from '../wall/judgement.js';
import type { Verdict } from '../wall/verdict.js';

/** Judgements of versions, by the record's own and the version's: equal pairs are one. */
const pairs = new WeakMap<object, WeakMap<object, object>>();

/**
 * Of a version of a record: what both the record's present envelope and the version's own let through.
 *
 * Why both: an envelope that was loosened says nothing of what was said under the stricter one; and one that was
 * tightened must hold for what was said before.
 */
export function versionVerdict(record: Verdict, version: Pick<Judgement, 'of'>): Verdict {
  if (version === record.judgement) return record;
  const ofRecord = pairs.get(record.judgement) ?? new WeakMap<object, object>();
  pairs.set(record.judgement, ofRecord);
  const judgement = ofRecord.get(version) ?? {};
  ofRecord.set(version, judgement);
  return {
    of(category) {
      const present = record.of(category);
      const then = version.of(category);
      return rank[then.effect] < rank[present.effect] ? then : present;
    },
    judgement,
    report: record.report,
    record: record.record,
  };
}

const unknown: Decision = { effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing' };

/** Of a version whose envelope was not kept, or is not understood. */
export const unknownEnvelope: Pick<Judgement, 'of'> = { of: () => unknown };
