import { decide } from '../decide.js';
import { mayEnter } from '../mayEnter.js';
import type { Policy } from '../policy.js';
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
import { instantOf, ordinary } from './cases.js';

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
  return [...wordsOnRights(policy, id, focus), wordsOnClearance(policy, id, focus), wordsOnOwn(policy, id, focus)];
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
  const sentences = new Map<string, string[]>();
  for (const [role, purpose] of pairsOf(policy, focus)) {
    const facts = askingOf(policy, id, role, purpose);
    const text = sentence((category) => decide(policy, facts, category, ordinary).effect, categoriesOf(policy, focus));
    if (text === '') continue;
    const key = `as ${role} ${text}`;
    sentences.set(key, [...(sentences.get(key) ?? []), purpose]);
  }
  return [...sentences].map(([text, of]) => `${id} ${text}: for ${of.join(', ')}.`);
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
          originator: category === 'handling' ? 'BE-CUSTOMS' : id,
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
