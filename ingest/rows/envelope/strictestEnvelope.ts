import { isWithin } from '../../../policy/loosening.js';
import type { Policy } from '../../../policy/policy.js';
import { protectedSubjects } from '../../../policy/protectedSubjects.js';
import { classifications } from '../../../policy/types.js';
import type { EnvelopeStatement } from '../../records/base.js';

/**
 * The stricter of what a record states of its envelope and what the command states for the whole delivery. A file comes from
 * outside: it may restrict more than its operator does, and must not loosen.
 *
 * Null and absent are the same: nothing is stated. Idempotent: an export that is read again with the same options is what it
 * was.
 *
 * @param command what the operator states; its originator is the run's
 */
export function strictestEnvelope(
  policy: Policy,
  command: EnvelopeStatement,
  record: EnvelopeStatement | null | undefined,
): EnvelopeStatement {
  const own = present(record ?? {});
  const { purposeLimits, handlingCodes, classification, expiresAt, handlingNote } = command;
  const releasableTo = command.releasableTo ?? [];
  const subject = command.dataSubjectCategory;
  return {
    ...own,
    ...(handlingCodes ? { handlingCodes: [...new Set([...handlingCodes, ...(own.handlingCodes ?? [])])].sort() } : {}),
    ...(handlingNote == null ? {} : { handlingNote: bothNotes(handlingNote, own.handlingNote) }),
    ...(classification ? { classification: higher(classification, own.classification) } : {}),
    ...(expiresAt == null ? {} : { expiresAt: earlier(expiresAt, own.expiresAt) }),
    ...(subject != null && (own.dataSubjectCategory == null || isLoosened(subject, own.dataSubjectCategory))
      ? { dataSubjectCategory: subject }
      : {}),
    ...(releasableTo.length > 0 ? { releasableTo: releasedByBoth(policy, command, own) } : {}),
    ...hitToBoth(policy, command, own),
    ...(purposeLimits && purposeLimits.length > 0 ? { purposeLimits: commonPurposes(purposeLimits, own) } : {}),
  };
}

/** True where record and command limit to purposes that have none in common: the record could be lent for nothing. */
export function contradictsPurposes(command: EnvelopeStatement, record: EnvelopeStatement | null | undefined): boolean {
  const { purposeLimits = [] } = command;
  return purposeLimits.length > 0 && commonPurposes(purposeLimits, record ?? {}).length === 0;
}

function present(statement: EnvelopeStatement): EnvelopeStatement {
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value != null));
}

type Level = NonNullable<EnvelopeStatement['classification']>;

function higher(one: Level, other: Level | undefined): Level {
  return other !== undefined && classifications.indexOf(other) > classifications.indexOf(one) ? other : one;
}

function earlier(one: string, other: string | null | undefined): string {
  return other != null && Date.parse(other) < Date.parse(one) ? other : one;
}

function bothNotes(one: string, other: string | null | undefined): string {
  if (other == null || other === '') return one;
  return other.includes(one) ? other : `${one}\n${other}`;
}

function isLoosened(command: string, record: string): boolean {
  return protectedSubjects.includes(command) && !protectedSubjects.includes(record);
}

function commonPurposes(command: readonly string[], { purposeLimits }: EnvelopeStatement): readonly string[] {
  if (purposeLimits == null || purposeLimits.length === 0) return command;
  return purposeLimits.filter((purpose) => command.includes(purpose));
}

/**
 * Who may learn of the records: those that both name; where the command names nobody, those that the record names and the
 * command releases it to. Why: a file must not tell others than these that the records exist.
 */
function hitToBoth(
  policy: Policy,
  { hitTo, releasableTo = [] }: EnvelopeStatement,
  record: EnvelopeStatement,
): Pick<EnvelopeStatement, 'hitTo'> {
  const own = record.hitTo;
  if (hitTo != null) return { hitTo: own == null ? hitTo : namedByBoth(policy, hitTo, own) };
  if (releasableTo == null || releasableTo.length === 0 || own == null) return {};
  return { hitTo: own.filter((name) => isWithin(policy, name, releasableTo)) };
}

function namedByBoth(policy: Policy, one: readonly string[], other: readonly string[]): readonly string[] {
  const named = [
    ...other.filter((name) => isWithin(policy, name, one)),
    ...one.filter((name) => isWithin(policy, name, other)),
  ];
  return [...new Set(named)];
}

/** Those that both name, an agency also by its kind or country; the originator alone where there is none. */
function releasedByBoth(policy: Policy, command: EnvelopeStatement, record: EnvelopeStatement): readonly string[] {
  const [one, other] = [command.releasableTo ?? [], record.releasableTo ?? []];
  if (other.length === 0) return one;
  const named = namedByBoth(policy, one, other);
  return named.length > 0 ? named : [`agency:${command.originator ?? ''}`];
}
