import { effectVerbs } from '../comparing/sentences.js';
import { regimesInWords } from '../comparing/subjectRequests.js';
import { decide } from '../decide.js';
import { exportPurposes } from '../exportRight.js';
import { mayOriginate } from '../mayOriginate.js';
import type { Agency, Policy } from '../policy.js';
import { openedOriginators } from '../rules/ofAsked.js';
import { groupOf } from '../rules/requestCaps.js';
import { ordinary } from '../space/records.js';
import { factsAt, requestPoints } from '../space/requests.js';
import {
  type Category,
  classifications,
  type Decision,
  type Effect,
  type Envelope,
  type Purpose,
  type RequestFacts,
} from '../types.js';
import { instantOf } from './cases.js';

/*
 * What a policy decides, in sentences: for each agency, what its people get of another's ordinary record, their clearance, what
 * is their own, and what joint operations add. A change of a right is then a change of a sentence.
 */

/** Sentences on one agency. */
export function* wordsOnAgency(policy: Policy, id: string): Generator<string> {
  yield* wordsOnRights(policy, id);
  yield* wordsOnIdentity(policy, id);
}

/** What an agency gets of another's ordinary record, and of entries of the log. */
export function* wordsOnRights(policy: Policy, id: string): Generator<string> {
  const asked = askedOf(policy, id);
  for (const [text, of] of textsOn(asked, ordinary, categoriesOf(policy))) yield `${id} ${text}: for ${of.join(', ')}.`;
  yield* wordsOnLog(asked);
  yield* wordsOnAsked(asked);
}

/** How an agency is named and cleared, and what is its own. */
export function* wordsOnIdentity(policy: Policy, id: string): Generator<string> {
  const asked = askedOf(policy, id);
  const { agency } = asked;
  for (const { kind, by } of policy.protectedHits)
    if (kind === agency.kind) yield `${id} is told by a ${by} of protected records of which it sees nothing.`;
  for (const [role, purposes] of exportPurposes(policy, id))
    yield `${id} as ${role} may export answers for ${purposes.join(', ')}.`;
  yield* regimesInWords(agency);
  // Records are released, and hits given, by these names.
  yield `${id} is named by agency:${id}, kind:${agency.kind} and country:${agency.country}.`;
  yield wordsOnClearance(asked);
  yield wordsOnOwn(asked);
}

interface Asked {
  readonly policy: Policy;
  readonly agency: Agency;
  /** Every request that it may make, under a case. */
  readonly requests: readonly RequestFacts[];
}

function askedOf(policy: Policy, id: string): Asked {
  const agency = policy.agencies[id] as Agency;
  const asking = [...requestPoints([policy], { agencies: [id], cases: [true] })];
  return { policy, agency, requests: asking.map((each) => factsAt(each, agency, instantOf(policy))) };
}

/** The categories that sentences name. */
export const categoriesOf = ({ categories }: Policy): readonly Category[] =>
  Object.keys(categories).filter((category) => category !== 'public');

/** What each role gets of a record, with the purposes for which it gets exactly that. */
function textsOn(
  { policy, requests }: Asked,
  record: Envelope,
  categories: readonly Category[],
): ReadonlyMap<string, readonly Purpose[]> {
  const texts = new Map<string, Purpose[]>();
  for (const facts of requests) {
    const text = sentence((category) => decide(policy, facts, category, record).effect, categories);
    if (text === '') continue;
    const key = `as ${facts.viewer.role} ${text}`;
    texts.set(key, [...(texts.get(key) ?? []), facts.purpose as Purpose]);
  }
  return texts;
}

/** What it gets of log entries: its own, those of each agency in its mandate, and those that name no agency. */
function wordsOnLog(asked: Asked): readonly string[] {
  const { policy, agency } = asked;
  const categories = categoriesOf(policy).filter((category) => policy.categories[category]?.own === false);
  const originators = new Map<string, string[]>();
  for (const originator of new Set([agency.id, ...agency.mandate, '']))
    for (const [text, of] of textsOn(asked, { ...ordinary, originator }, categories)) {
      const key = `${text}, for ${of.join(', ')}`;
      originators.set(key, [...(originators.get(key) ?? []), originator || 'nobody']);
    }
  return [...originators].map(([text, of]) => `${agency.id} ${text}: of entries of ${of.join(', ')}.`);
}

/** What it opens of a record to the person who asks what is held of him: of its own, or of those in its mandate. */
function wordsOnAsked({ policy, agency, requests }: Asked): readonly string[] {
  const categories = categoriesOf(policy).filter((category) => policy.categories[category]?.own);
  const found = new Map<string, Set<string>>();
  for (const facts of requests)
    for (const originator of openedOriginators(policy, facts)) {
      const record = { ...ordinary, originator };
      const isClosed = (category: Category) => decide(policy, facts, category, record, null, true).effect !== 'FULL';
      const closed = categories.filter(isClosed).join(', ') || 'nothing';
      const key = `as ${facts.viewer.role} opens to a person who asks all but ${closed}`;
      found.set(key, (found.get(key) ?? new Set()).add(originator || 'nobody'));
    }
  return [...found].map(([text, of]) => `${agency.id} ${text}: of records of ${[...of].join(', ')}.`);
}

/** `sees a, b; is told of c`; empty where it gets nothing. */
export function sentence(effectOf: (category: Category) => Effect, categories: readonly Category[]): string {
  const by = new Map<Effect, Category[]>();
  for (const category of categories) {
    const effect = effectOf(category);
    if (effect !== 'NONE') by.set(effect, [...(by.get(effect) ?? []), category]);
  }
  return (['FULL', 'MASKED', 'HIT'] as const)
    .flatMap((effect) => (by.has(effect) ? [`${effectVerbs[effect].one} ${by.get(effect)?.join(', ')}`] : []))
    .join('; ');
}

/** Whether some request of the agency is decided so. */
function isDecided(
  { policy, requests }: Asked,
  category: Category,
  record: Envelope,
  is: (decision: Decision) => boolean,
): boolean {
  return requests.some((facts) => is(decide(policy, facts, category, record)));
}

function wordsOnClearance(asked: Asked): string {
  const { id } = asked.agency;
  const isFull = ({ effect }: Decision): boolean => effect === 'FULL';
  const reached = classifications.findLast(
    (classification) =>
      isDecided(asked, 'handling', { ...ordinary, classification }, isFull) ||
      isDecided(asked, 'audit.log', { ...ordinary, originator: id, classification }, isFull),
  );
  return `${id} is cleared to ${reached ?? 'nothing'}.`;
}

function wordsOnOwn(asked: Asked): string {
  const { policy, agency } = asked;
  const record: Envelope = { ...ordinary, originator: agency.id };
  const own = categoriesOf(policy).filter((category) =>
    isDecided(asked, category, record, ({ rule }) => rule === 'own'),
  );
  const entered = Object.keys(policy.sources).filter((source) => mayOriginate(policy, agency.id, source));
  const groups = [...new Set(own.map(groupOf))].join(', ');
  return `${agency.id} may enter ${entered.join(', ') || 'nothing'}, and has data of its own in ${groups || 'nothing'}.`;
}
