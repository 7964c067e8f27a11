// SPDX-License-Identifier: Apache-2.0
import { protectedSubjects } from '../policy/decide.js';
import type { Policy } from '../policy/policy.js';
import { classifications } from '../policy/types.js';
import type { EnvelopeStatement } from './records/base.js';

/**
 * What a record states of its envelope, under what the command states for the whole delivery: of the two the stricter
 * holds. A file comes from outside, and must not set free what its operator restricts; it may restrict more.
 *
 * Null and absent are the same: nothing is stated. Applied twice it gives the same, so that an export that is read again
 * with the same switches is what it was.
 *
 * @param command what the operator states; its originator is the run's
 */
export function strictestEnvelope(
  policy: Policy,
  command: EnvelopeStatement,
  record: EnvelopeStatement | null | undefined,
): EnvelopeStatement {
  const own = present(record ?? {});
  const { releasableTo, purposeLimits, handlingCodes, classification, expiresAt, handlingNote } = command;
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
    ...(releasableTo && releasableTo.length > 0 ? { releasableTo: releasedByBoth(policy, command, own) } : {}),
    // Why: who alone may be shown the records is told of them; a file must not tell others that there are any.
    ...(releasableTo && releasableTo.length > 0 && own.hitTo
      ? { hitTo: own.hitTo.filter((name) => isWithin(policy, name, releasableTo)) }
      : {}),
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

/** Whom both name, an agency by its kind or country too; the originator alone where they name nobody together. */
function releasedByBoth(policy: Policy, command: EnvelopeStatement, record: EnvelopeStatement): readonly string[] {
  const [one, other] = [command.releasableTo ?? [], record.releasableTo ?? []];
  if (other.length === 0) return one;
  const named = [
    ...other.filter((name) => isWithin(policy, name, one)),
    ...one.filter((name) => isWithin(policy, name, other)),
  ];
  return named.length > 0 ? [...new Set(named)] : [`agency:${command.originator ?? ''}`];
}

/** Whether a list names all whom a name means. */
function isWithin(policy: Policy, name: string, list: readonly string[]): boolean {
  if (list.includes(name)) return true;
  const agency = name.startsWith('agency:') ? policy.agencies[name.slice('agency:'.length)] : undefined;
  return agency !== undefined && (list.includes(`kind:${agency.kind}`) || list.includes(`country:${agency.country}`));
}
