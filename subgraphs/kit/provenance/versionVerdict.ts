import { leastOf, type Verdicts } from '../../../policy/rules/verdict.js';
import { type Decision, rank } from '../../../policy/types.js';
import type { NotedVerdicts } from '../wall/decisions.js';
import type { Verdict } from '../wall/verdict.js';

/** What a version lets through: by its envelope, whose decisions are noted, or by a rule apart from any envelope. */
export type VersionVerdicts = Verdicts & Partial<NotedVerdicts>;

/** Identities of judgements, by the record's and the version's: equal pairs share one. */
const pairs = new WeakMap<object, WeakMap<object, object>>();

/**
 * The verdict of a version: what both the record's present envelope and the version's own let through.
 *
 * Why both: loosening an envelope does not release what was said under the stricter one, and tightening one must hold for
 * what was said before.
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

/** For a version whose envelope was not kept, or is not understood. */
export const unknownEnvelope: VersionVerdicts = { of: () => unknown };
