import { createRandom } from '../../../ingest/demo/invented/random.js';
import { rank } from '../../../policy/types.js';
import { withoutIds } from './alike.js';
import type { Hidden } from './hidden.js';
import type { Officer } from './officers.js';
import { anyQuestion, type Question, statesWhole } from './questions.js';
import type { Worlds } from './worlds.js';

/** An answer by which somebody tells the two worlds apart who may not. */
export interface Leak {
  readonly number: number;
  readonly asker: string;
  readonly hidden: string;
  readonly door: string;
  readonly asked: object;
  readonly answers: readonly [string, string];
}

/** What came of questions to both worlds. */
export interface Compared {
  questions: number;
  /** Questions that state the datum whole, of a record that the asker may know of; and those among them whose answers differ. */
  whole: number;
  told: number;
  readonly leaks: Leak[];
}

/** Nothing was asked yet. */
export function nothingCompared(): Compared {
  return { questions: 0, whole: 0, told: 0, leaks: [] };
}

/** Asks both worlds one question, made from a number. Each is an officer's first: limits are not what is looked at. */
export async function compareOnce(worlds: Worlds, seed: string, number: number, compared: Compared): Promise<void> {
  const random = createRandom(seed, `question ${number}`);
  const hidden = random.pick(worlds.hidden);
  const officer = pickOfficer(worlds, hidden, random.next());
  if (!officer) return;
  const subject = `officer-${number}`;
  const question = anyQuestion(hidden, subject, random);
  const [one, other] = worlds.both;
  const answers = await Promise.all(
    [one, other].map(async (world) => withoutIds(await world.ask(officer, subject, question.request(world)))),
  );
  const isAlike = answers[0] === answers[1];
  compared.questions += 1;
  if (mayTell(worlds, officer, hidden, question)) {
    compared.whole += 1;
    if (!isAlike) compared.told += 1;
    return;
  }
  if (isAlike) return;
  const { agency, role, purpose } = officer;
  compared.leaks.push({
    number,
    asker: `${agency} ${role} ${purpose}`,
    hidden: hidden.sourceRef,
    door: question.door,
    asked: question.asked,
    answers: [part(answers, 0), part(answers, 1)],
  });
}

/** A protected record whose best is a hit is invisible, whatever is stated. */
function mayTell(worlds: Worlds, officer: Officer, hidden: Hidden, question: Question): boolean {
  return hidden.standing === 'LENT' && worlds.bestOn(officer, hidden) === rank.HIT && statesWhole(hidden, question);
}

/** Somebody who does not see the record; of every kind of agency as often, and mostly one who may know of it. */
function pickOfficer(worlds: Worlds, hidden: Hidden, at: number): Officer | undefined {
  const blind = worlds.officers.filter((officer) => worlds.bestOn(officer, hidden) <= rank.HIT);
  const kinds = [...new Set(blind.map(({ kind }) => kind))];
  const kind = kinds[Math.floor(at * kinds.length)];
  const ofKind = blind.filter((officer) => officer.kind === kind);
  const knowing = ofKind.filter((officer) => worlds.bestOn(officer, hidden) === rank.HIT);
  const some = knowing.length > 0 && (at * 997) % 1 < 0.8 ? knowing : ofKind;
  return some[Math.floor(((at * 7919) % 1) * some.length)];
}

/** From a little before the first letter that differs. */
function part(answers: readonly string[], of: 0 | 1): string {
  const [one = '', other = ''] = answers;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return (answers[of] ?? '').slice(Math.max(0, at - 80), at + 200);
}
