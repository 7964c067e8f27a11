import { ordinary } from '../comparing/records.js';
import { decide } from '../decide.js';
import { mayEnter } from '../mayEnter.js';
import type { Agency, Policy } from '../policy.js';
import { groupOf } from '../rules/standing.js';
import {
  type Category,
  classifications,
  type Effect,
  type Envelope,
  type Purpose,
  purposes,
  type RequestFacts,
  type Role,
  roles,
} from '../types.js';
import { instantOf } from './cases.js';

/*
 * What a policy decides, in sentences: of each agency what its people get of another's ordinary record, how far they are
 * cleared, what is their own, and what joint operations add. A change of a right is then a change of a sentence.
 */

const verbs: Readonly<Record<Effect, string>> = {
  FULL: 'sees',
  MASKED: 'sees part of',
  HIT: 'is told of',
  NONE: 'gets nothing of',
};

/** What sentences are asked of; everything where absent. */
export interface Focus {
  readonly categories?: readonly Category[];
  readonly roles?: readonly Role[];
  readonly purposes?: readonly Purpose[];
}

/** Sentences on one agency. */
export function wordsOnAgency(policy: Policy, id: string, focus: Focus = {}): readonly string[] {
  return [
    ...wordsOnRights(policy, id, focus),
    ...wordsOnLog(policy, id, focus),
    ...wordsOnProtectedHits(policy, id),
    wordsOnNames(policy, id),
    wordsOnClearance(policy, id, focus),
    wordsOnOwn(policy, id, focus),
  ];
}

/** Facts of an agency that states what it states under a case. */
export function askingOf(policy: Policy, id: string, role: Role, purpose: Purpose): RequestFacts {
  const agency = policy.agencies[id];
  if (!agency) throw new Error(`no agency ${id}`);
  const { kind, country } = agency;
  const viewer = { subject: 'tester', agency: id, kind, country, role, clearance: 'SECRET_UE' as const };
  return { viewer, purpose, caseReference: 'X-1', asOf: instantOf(policy) };
}

function pairsOf(
  policy: Policy,
  { roles: only = roles, purposes: of = purposes }: Focus,
): readonly (readonly [Role, Purpose])[] {
  return only.flatMap((role) =>
    policy.roles[role].purposes.flatMap((purpose) => (of.includes(purpose) ? [[role, purpose] as const] : [])),
  );
}

/** The categories that sentences name. */
export const categoriesOf = (
  policy: Policy,
  { categories = Object.keys(policy.categories) }: Focus,
): readonly Category[] => categories.filter((category) => category !== 'public');

function wordsOnRights(policy: Policy, id: string, focus: Focus): readonly string[] {
  const texts = textsOn(policy, id, focus, { record: ordinary, categories: categoriesOf(policy, focus) });
  return [...texts].map(([text, of]) => `${id} ${text}: for ${of.join(', ')}.`);
}

/** What each role gets of a record, and for which purposes it gets just that. */
function textsOn(
  policy: Policy,
  id: string,
  focus: Focus,
  of: { readonly record: Envelope; readonly categories: readonly Category[] },
): ReadonlyMap<string, readonly Purpose[]> {
  const texts = new Map<string, Purpose[]>();
  for (const [role, purpose] of pairsOf(policy, focus)) {
    const facts = askingOf(policy, id, role, purpose);
    const text = sentence((category) => decide(policy, facts, category, of.record).effect, of.categories);
    if (text === '') continue;
    const key = `as ${role} ${text}`;
    texts.set(key, [...(texts.get(key) ?? []), purpose]);
  }
  return texts;
}

/** Of entries of the log: of the agency's own, of those of each agency in its mandate, and of those that name none. */
function wordsOnLog(policy: Policy, id: string, focus: Focus): readonly string[] {
  const categories = categoriesOf(policy, focus).filter((category) => policy.categories[category]?.own === false);
  if (categories.length === 0) return [];
  const originators = new Map<string, string[]>();
  for (const originator of new Set([id, ...(policy.agencies[id]?.mandate ?? []), ''])) {
    const record: Envelope = { ...ordinary, originator };
    for (const [text, of] of textsOn(policy, id, focus, { record, categories })) {
      const key = `${text}, for ${of.join(', ')}`;
      originators.set(key, [...(originators.get(key) ?? []), originator || 'nobody']);
    }
  }
  return [...originators].map(([text, of]) => `${id} ${text}: of entries of ${of.join(', ')}.`);
}

function wordsOnProtectedHits(policy: Policy, id: string): readonly string[] {
  const kind = policy.agencies[id]?.kind;
  return policy.protectedHits
    .filter((row) => row.kind === kind)
    .map(({ by }) => `${id} is told by a ${by} of protected records of which it sees nothing.`);
}

// Why: records are released, and told of, by these names.
function wordsOnNames(policy: Policy, id: string): string {
  const { kind, country } = policy.agencies[id] as Agency;
  return `${id} is named by agency:${id}, kind:${kind} and country:${country}.`;
}

/** `sees a, b, and is told of c`; empty where nothing is got. */
export function sentence(effectOf: (category: Category) => Effect, categories: readonly Category[]): string {
  const by = new Map<Effect, Category[]>();
  for (const category of categories) {
    const effect = effectOf(category);
    if (effect !== 'NONE') by.set(effect, [...(by.get(effect) ?? []), category]);
  }
  return (['FULL', 'MASKED', 'HIT'] as const)
    .flatMap((effect) => (by.has(effect) ? [`${verbs[effect]} ${by.get(effect)?.join(', ')}`] : []))
    .join('; ');
}

function wordsOnClearance(policy: Policy, id: string, focus: Focus): string {
  const reached = classifications.filter((classification) =>
    pairsOf(policy, focus).some(([role, purpose]) =>
      ['handling', 'audit.log'].some((category) => {
        const record: Envelope = {
          ...ordinary,
          originator: category === 'handling' ? ordinary.originator : id,
          classification,
        };
        return decide(policy, askingOf(policy, id, role, purpose), category, record).effect === 'FULL';
      }),
    ),
  );
  return `${id} is cleared to ${reached.at(-1) ?? 'nothing'}.`;
}

function wordsOnOwn(policy: Policy, id: string, focus: Focus): string {
  const record: Envelope = { ...ordinary, originator: id };
  const own = categoriesOf(policy, focus).filter((category) =>
    pairsOf(policy, focus).some(
      ([role, purpose]) => decide(policy, askingOf(policy, id, role, purpose), category, record).rule === 'own',
    ),
  );
  const entered = Object.keys(policy.sources).filter((source) => mayEnter(policy, id, source));
  const groups = [...new Set(own.map(groupOf))];
  return `${id} may enter ${entered.join(', ') || 'nothing'}, and has data of its own in ${groups.join(', ') || 'nothing'}.`;
}
