import { badUserInput } from '../../schema/errors.js';
import { type Contradiction, contradictionsIn } from '../draft/contradictions.js';
import type { PairedHolding } from './paired.js';

/** What is of the person to whom the letter goes, and what is of others of the name and date of birth. */
export interface Whose {
  readonly own: readonly PairedHolding[];
  readonly others: readonly PairedHolding[];
}

/**
 * Parts what is of one person from what is of another of the same name and date of birth. Nothing is guessed: a letter goes to one.
 *
 * @param person the twin that the officer chose
 * @throws BAD_USER_INPUT that says what is to be chosen
 */
export function whoseHoldings(paired: readonly PairedHolding[], person: number | null): Whose {
  const twins = [...new Set(paired.flatMap(({ holding }) => holding.twin ?? []))].sort((a, b) => a - b);
  if (person !== null && !twins.includes(person)) throw unknownPerson(twins);
  if (twins.length < 2) {
    assertOne(paired);
    return { own: paired, others: [] };
  }
  if (person === null) throw severalPeople(paired, twins);
  const isOwn = ({ holding, choice, at }: PairedHolding): boolean => {
    const isOfTwin = holding.twin === null ? choice.isOfPerson : holding.twin === person;
    if (isOfTwin === null) throw untold(paired);
    if (choice.isOfPerson !== null && choice.isOfPerson !== isOfTwin) throw contradicts(at);
    return isOfTwin;
  };
  const own = paired.filter(isOwn);
  return { own, others: paired.filter((each) => !own.includes(each)) };
}

/** Where there are no twins: what the officer confirmed against another record is the person's if the officer says so once more. */
function assertOne(paired: readonly PairedHolding[]): void {
  const contradictions = contradictionsIn(paired.map(({ holding }) => holding));
  for (const { holding, choice, at } of paired) {
    const contradiction = contradictions.find(({ confirmed }) => confirmed === holding.id);
    if (contradiction && choice.isOfPerson === null) throw contradicted(at, contradiction);
    if (choice.isOfPerson !== null && !(contradiction && choice.isOfPerson)) throw nobodyElse(at);
  }
}

function severalPeople(paired: readonly PairedHolding[], twins: readonly number[]): Error {
  const idsOf = (twin: number) =>
    paired.filter(({ holding }) => holding.twin === twin).map(({ holding }) => holding.id);
  const listed = twins.map((twin) => `${twin} (${idsOf(twin).join(', ')})`).join('; ');
  return badUserInput(`The answer has ${twins.length} people of one name and date of birth: ${listed}.`, {
    at: 'person',
    hint: 'State as `person` the number of the one who asks; better, ask again with the records of the others as `excluded`.',
  });
}

function untold(paired: readonly PairedHolding[]): Error {
  const open = paired.filter(({ holding, choice }) => holding.twin === null && choice.isOfPerson === null);
  const listed = open.map(({ at, holding }) => `${at} (${holding.id})`).join(', ');
  return badUserInput(`The source cannot tell of which person these are: ${listed}.`, {
    at: `${open[0]?.at}.isOfPerson`,
    hint: 'State isOfPerson, true or false, for each of them.',
  });
}

function unknownPerson(twins: readonly number[]): Error {
  const hint =
    twins.length === 0 ? 'Leave `person` null: the answer is of one person.' : `One of: ${twins.join(', ')}.`;
  return badUserInput('The draft chooses a person that the answer does not have.', { at: 'person', hint });
}

function nobodyElse(at: string): Error {
  return badUserInput(`${at}.isOfPerson says whose a record is, but the answer is of one person.`, {
    at: `${at}.isOfPerson`,
    hint: 'Leave it null. Where a record is somebody else’s, ask again with its id as `excluded`.',
  });
}

function contradicted(at: string, { confirmed, other, field }: Contradiction): Error {
  return badUserInput(`${confirmed}, which you confirmed, and ${other} contradict each other in ${field}.`, {
    at: `${at}.isOfPerson`,
    hint: 'Look both up by their cases. Of two people, ask again with the other’s id as `excluded`; where a record errs, state true.',
  });
}

function contradicts(at: string): Error {
  return badUserInput(`${at}.isOfPerson contradicts the source, which tells the persons apart.`, {
    at: `${at}.isOfPerson`,
    hint: 'Leave it null. Where the source errs, ask again with `excluded`.',
  });
}
