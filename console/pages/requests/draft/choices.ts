import { contradictionsIn, type Draft, subjectSources } from '../../../../subject/index.js';

/** What is chosen for a record or link, and for a line of the recipients. */
export type HoldingChoice = Draft['holdings'][number];
export type RecipientChoice = Draft['recipients'][number];

/** Why something is left out: a ground, by its code, and a reason. */
export type Exception = NonNullable<Draft['notTold']>;

/** Words copied out of a value that is not told by default. */
export type Copied = HoldingChoice['copied'][number];

/** A draft in which a whole record or link is left out, or told again. */
export function leaveOutHolding(draft: Draft, id: string, leaveOut: Exception | null): Draft {
  return changeHolding(draft, id, (choice) => ({ ...choice, leaveOut }));
}

/** A draft in which one value of it is. @param at its place among the values */
export function leaveOutDatum(draft: Draft, id: string, at: number, leaveOut: Exception | null): Draft {
  return changeHolding(draft, id, (choice) => ({
    ...choice,
    data: choice.data.map((datum, place) => (place === at ? { ...datum, leaveOut } : datum)),
  }));
}

/** A draft in which words of one value are copied; null: none are. */
export function copyWords(draft: Draft, id: string, path: string, copied: Omit<Copied, 'path'> | null): Draft {
  return changeHolding(draft, id, (choice) => ({
    ...choice,
    copied: [...choice.copied.filter((each) => each.path !== path), ...(copied ? [{ path, ...copied }] : [])],
  }));
}

/** A draft in which it is said whose a record is, where the source cannot tell; null: not decided. */
export function decideWhose(draft: Draft, id: string, isOfPerson: boolean | null): Draft {
  return changeHolding(draft, id, (choice) => ({ ...choice, isOfPerson }));
}

/** A draft with another choice for a line of the recipients. @param at its place among them, over all sources */
export function changeRecipient(
  draft: Draft,
  at: number,
  change: Partial<Pick<RecipientChoice, 'tell' | 'note' | 'leaveOut'>>,
): Draft {
  const recipients = draft.recipients.map((each, place) => (place === at ? { ...each, ...change } : each));
  return { ...draft, recipients };
}

/** A draft for one of several people of a name and date: what was said of whose a record is, was said of another. */
export function choosePerson(draft: Draft, person: number): Draft {
  return { ...draft, person, holdings: draft.holdings.map((each) => ({ ...each, isOfPerson: null })) };
}

/** The numbers of the people whom the sources tell apart; fewer than two: there is one. */
export function twinsIn({ answer }: Pick<Draft, 'answer'>): readonly number[] {
  const found = subjectSources.flatMap((source) => answer[source].found);
  return [...new Set(found.flatMap(({ twin }) => twin ?? []))].sort((one, other) => one - other);
}

/** Whether it is to be said whose a record is: where a source cannot tell, or what was confirmed contradicts another record. */
export function isToBeSaid(
  draft: Draft,
  { id, twin }: { readonly id: string | null; readonly twin: number | null },
): boolean {
  if (twinsIn(draft).length > 1) return twin === null;
  const found = subjectSources.flatMap((source) => draft.answer[source].found);
  return contradictionsIn(found).some(({ confirmed }) => confirmed === id);
}

/** What a letter needs beside the answer: an officer states it once, however often it is searched again. */
const settings = [
  ...(['language', 'nonce', 'answeredBy', 'answerAs', 'court', 'textsApprovedBy'] as const),
  ...(['recipientsBy', 'safeguards', 'reasonsTold', 'notTold', 'aboveClearance'] as const),
] as const;

/**
 * A new draft with the choices of the one before it: of the same record, value or line. What is new is told as by default.
 *
 * @param after made of a new answer to the same request; of another, nothing is taken over
 */
export function takeOver(before: Draft, after: Draft): Draft {
  if (before.answer.id !== after.answer.id) return after;
  const kept = Object.fromEntries(settings.map((name) => [name, before[name]])) as Pick<
    Draft,
    (typeof settings)[number]
  >;
  const person = before.person !== null && twinsIn(after).includes(before.person) ? before.person : null;
  const holdings = new Map(before.holdings.map((each) => [each.id, each]));
  const lines = new Map(before.recipients.map((each) => [lineOf(each), each]));
  return {
    ...after,
    ...kept,
    person,
    holdings: after.holdings.map((each) => mergeHolding(holdings.get(each.id), each, person !== null)),
    recipients: after.recipients.map((each) => lines.get(lineOf(each)) ?? each),
  };
}

function mergeHolding(before: HoldingChoice | undefined, after: HoldingChoice, isChosen: boolean): HoldingChoice {
  if (!before) return after;
  const data = new Map(before.data.map(({ path, leaveOut }) => [path, leaveOut]));
  const paths = new Set(after.data.map(({ path }) => path));
  return {
    ...after,
    isOfPerson: isChosen ? before.isOfPerson : null,
    leaveOut: before.leaveOut,
    data: after.data.map(({ path }) => ({ path, leaveOut: data.get(path) ?? null })),
    copied: before.copied.filter(({ path }) => paths.has(path)),
  };
}

const lineOf = ({ source, agency, told, purpose, month }: RecipientChoice) =>
  JSON.stringify([source, agency, told, purpose, month]);

function changeHolding(draft: Draft, id: string, change: (choice: HoldingChoice) => HoldingChoice): Draft {
  return { ...draft, holdings: draft.holdings.map((each) => (each.id === id ? change(each) : each)) };
}
