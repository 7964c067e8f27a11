import { badUserInput } from '../../schema/errors.js';
import type { WholeAnswer } from '../answer.js';
import type { LeftOutRecipient, WhyRecipientLeftOut } from '../leftOut.js';
import type { SubjectSource } from '../sources.js';
import { groundOf, noGround } from './grounds.js';
import type { PairedHolding, PairedRecipient } from './paired.js';
import { type ToldHolding, toldCategories } from './toldHoldings.js';

/** A line of the recipients that is told, with the categories of it that are. */
export interface ToldRecipient extends PairedRecipient {
  readonly categories: readonly string[];
}

/** What of the recipients is told, and what is not. */
export interface ToldRecipients {
  readonly told: readonly ToldRecipient[];
  readonly leftOut: readonly LeftOutRecipient[];
}

/** What of the records of one source is told. */
interface SourceState {
  readonly categories: ReadonlySet<string>;
  /** Some record of the person is not in the letter. */
  readonly isPartial: boolean;
  /** Some record is of another person of the name. */
  readonly isMixed: boolean;
}

/**
 * Which recipients are told: those of data that are told. Nobody is named who saw nothing of these.
 *
 * @param others what is of other persons of the name: who saw these cannot be told from who saw the person's own
 * @throws BAD_USER_INPUT for a ground that does not hold, and for a line that is told without a note
 */
export function toldRecipients(
  answer: WholeAnswer,
  paired: readonly PairedRecipient[],
  own: readonly PairedHolding[],
  others: readonly PairedHolding[],
  toldOf: readonly ToldHolding[],
): ToldRecipients {
  const states = new Map<SubjectSource, SourceState>();
  const told: ToldRecipient[] = [];
  const leftOut: LeftOutRecipient[] = [];
  for (const one of paired) {
    const state = states.get(one.source) ?? stateOf(one.source, own, others, toldOf);
    states.set(one.source, state);
    const { choice, at } = one;
    if (choice.tell && choice.note === null) throw noNote(at);
    if (choice.leaveOut) {
      leftOut.push(leftOutRecipient(one, 'GROUND', groundOf(answer, choice.leaveOut, [], `${at}.leaveOut`)));
      continue;
    }
    const why = silenceOf(one, state);
    if (why) leftOut.push(leftOutRecipient(one, why));
    else told.push({ ...one, categories: (one.row.categories ?? []).filter((each) => state.categories.has(each)) });
  }
  return { told, leftOut };
}

/** A line of the recipients as one that is not in the letter. */
export function leftOutRecipient(
  { source, row }: PairedRecipient,
  why: WhyRecipientLeftOut,
  ground = noGround,
): LeftOutRecipient {
  const { agency, told, purpose, month, contact } = row;
  return { source, agency, told, purpose, month, contact, why, ...ground };
}

function stateOf(
  source: SubjectSource,
  own: readonly PairedHolding[],
  others: readonly PairedHolding[],
  toldOf: readonly ToldHolding[],
): SourceState {
  const isHere = (each: { readonly source: SubjectSource }): boolean => each.source === source;
  const told = toldOf.filter(isHere);
  return {
    categories: new Set(told.flatMap(toldCategories)),
    isPartial: told.length < own.filter(isHere).length,
    isMixed: others.some(isHere),
  };
}

// In this order: what the officer may lift comes last.
function silenceOf({ row, choice }: PairedRecipient, state: SourceState): WhyRecipientLeftOut | null {
  if (row.told === 'ASKED') return 'IN_VAIN';
  if (state.isMixed) return 'ANOTHER_PERSON';
  if (state.categories.size === 0) return 'DATA_LEFT_OUT';
  if (row.restricted) return choice.tell ? null : 'RESTRICTED';
  if (row.told === 'SHOWN' && !row.categories?.some((each) => state.categories.has(each))) return 'DATA_LEFT_OUT';
  return state.isPartial && !choice.tell ? 'CANNOT_BE_TOLD_APART' : null;
}

function noNote(at: string): Error {
  return badUserInput(`${at} is told although it would not be, and has no note.`, {
    at: `${at}.note`,
    hint: 'State in a note why it is told.',
  });
}
