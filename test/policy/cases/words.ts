import { decide } from '../../../policy/decide.js';
import { mayEnter } from '../../../policy/mayEnter.js';
import type { OperationGrant, Policy } from '../../../policy/policy.js';
import { groupOf } from '../../../policy/rules/standing.js';
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
} from '../../../policy/types.js';
import { packageFile } from '../../../schema/files.js';
import { ordinary } from './cases.js';

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
const at = '2026-11-25T10:00:00Z';

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

function factsOf(policy: Policy, id: string, role: Role, purpose: Purpose): RequestFacts {
  const agency = policy.agencies[id];
  if (!agency) throw new Error(`no agency ${id}`);
  const { kind, country } = agency;
  const viewer = { subject: 'tester', agency: id, kind, country, role, clearance: 'SECRET_UE' as const };
  return { viewer, purpose, caseReference: 'X-1', asOf: at };
}

function pairsOf(
  policy: Policy,
  { roles: only = roles, purposes: of = purposes }: Focus,
): readonly (readonly [Role, Purpose])[] {
  return only.flatMap((role) =>
    policy.roles[role].purposes.flatMap((purpose) => (of.includes(purpose) ? [[role, purpose] as const] : [])),
  );
}

const categoriesOf = (policy: Policy, { categories = Object.keys(policy.categories) }: Focus): readonly Category[] =>
  categories.filter((category) => category !== 'public');

function wordsOnRights(policy: Policy, id: string, focus: Focus): readonly string[] {
  const sentences = new Map<string, string[]>();
  for (const [role, purpose] of pairsOf(policy, focus)) {
    const facts = factsOf(policy, id, role, purpose);
    const text = sentence((category) => decide(policy, facts, category, ordinary).effect, categoriesOf(policy, focus));
    if (text === '') continue;
    const key = `as ${role} ${text}`;
    sentences.set(key, [...(sentences.get(key) ?? []), purpose]);
  }
  return [...sentences].map(([text, of]) => `${id} ${text}: for ${of.join(', ')}.`);
}

/** `sees a, b, and is told of c`; empty where nothing is got. */
function sentence(effectOf: (category: Category) => Effect, categories: readonly Category[]): string {
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
        return decide(policy, factsOf(policy, id, role, purpose), category, record).effect === 'FULL';
      }),
    ),
  );
  return `${id} is cleared to ${reached.at(-1) ?? 'nothing'}.`;
}

function wordsOnOwn(policy: Policy, id: string, focus: Focus): string {
  const record: Envelope = { ...ordinary, originator: id };
  const own = categoriesOf(policy, focus).filter((category) =>
    pairsOf(policy, focus).some(
      ([role, purpose]) => decide(policy, factsOf(policy, id, role, purpose), category, record).rule === 'own',
    ),
  );
  const entered = Object.keys(policy.sources).filter((source) => mayEnter(policy, id, source));
  const groups = [...new Set(own.map(groupOf))];
  return `${id} may enter ${entered.join(', ') || 'nothing'}, and has data of its own in ${groups.join(', ') || 'nothing'}.`;
}

/** Sentences on what a joint operation adds, in its middle, and between which instants. */
export function wordsOnOperation(
  policy: Policy,
  shipped: OperationGrant,
  ids: readonly string[],
  focus: Focus = {},
): readonly string[] {
  const middle = new Date((Date.parse(shipped.from) + Date.parse(shipped.to)) / 2).toISOString();
  const grantOf = (id: string, purpose: Purpose, asOf: string): string => {
    const role = policy.agencies[id]?.roles.find((each) => policy.roles[each].purposes.includes(purpose)) ?? 'ANALYST';
    const facts = { ...factsOf(policy, id, role, purpose), asOf };
    const record: Envelope = { ...ordinary, jointOperation: shipped.id, releasableTo: [`agency:${id}`] };
    return sentence(
      (category) => {
        const { effect, rule } = decide(policy, facts, category, record);
        return rule === `operation.${shipped.id}` ||
          effect !== decide(policy, facts, category, { ...record, jointOperation: null }).effect
          ? effect
          : 'NONE';
      },
      categoriesOf(policy, focus),
    );
  };
  const lines = ids.flatMap((id) =>
    (focus.purposes ?? purposes).flatMap((purpose) => {
      const text = grantOf(id, purpose, middle);
      return text === '' ? [] : [`${shipped.name}: ${id} for ${purpose} ${text}.`];
    }),
  );
  const instants = [shipped.from, shipped.to].flatMap((each) => [Date.parse(each) - 1000, Date.parse(each)]);
  const live = instants.map((each) => {
    const asOf = new Date(each).toISOString();
    const isLive = shipped.members.some((id) => shipped.purposes.some((purpose) => grantOf(id, purpose, asOf) !== ''));
    return `${asOf} ${isLive ? 'yes' : 'no'}`;
  });
  return [...lines, `${shipped.name} grants something at: ${live.join(', ')}.`];
}

/** Where the sentences of the shipped policy are kept. */
export const wordsFile = packageFile('test', 'cases', 'policy', 'decisions.txt');

/** All sentences, agency by agency, then operation by operation. */
export function inWords(policy: Policy): readonly string[] {
  const ids = Object.keys(policy.agencies);
  return [
    ...ids.flatMap((id) => wordsOnAgency(policy, id)),
    ...policy.operations.flatMap((operation) => wordsOnOperation(policy, operation, ids)),
  ];
}

/** The file of them. */
export function wordsText(policy: Policy): string {
  return [
    '# Generated by `npm run policy:words`: what the policy decides, in sentences, over an ordinary record of another agency and under a',
    '# case. Read the difference of this file where a right changes.',
    '',
    ...inWords(policy),
    '',
  ].join('\n');
}
