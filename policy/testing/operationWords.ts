import { decide } from '../decide.js';
import type { Agency, OperationGrant, Policy } from '../policy.js';
import { ordinary } from '../space/records.js';
import { factsAt } from '../space/requests.js';
import { type Envelope, type Purpose, purposes } from '../types.js';
import { categoriesOf, sentence, wordsOnAgency } from './words.js';

/** Sentences on what a joint operation adds, halfway through it, and on when it grants anything. */
export function* wordsOnOperation(policy: Policy, shipped: OperationGrant, ids: readonly string[]): Generator<string> {
  const categories = categoriesOf(policy);
  const isoOf = (ms: number): string => new Date(ms).toISOString();
  const grantOf = (id: string, purpose: Purpose, asOf: string): string => {
    const agency = policy.agencies[id] as Agency;
    const role = agency.roles.find((each) => policy.roles[each].purposes.includes(purpose)) ?? 'ANALYST';
    const facts = factsAt({ role, purpose, hasCase: true }, agency, asOf);
    const record: Envelope = { ...ordinary, jointOperation: shipped.id, releasableTo: [`agency:${id}`] };
    const without: Envelope = { ...record, jointOperation: null };
    return sentence((category) => {
      const { effect, rule } = decide(policy, facts, category, record);
      const isOfOperation = rule === `operation.${shipped.id}`;
      return isOfOperation || effect !== decide(policy, facts, category, without).effect ? effect : 'NONE';
    }, categories);
  };
  const [from, to] = [Date.parse(shipped.from), Date.parse(shipped.to)];
  // Only these: to others, and for other purposes, it grants nothing.
  const { members = [], purposes: granted = [] } = policy.operations.find(({ id }) => id === shipped.id) ?? {};
  for (const id of ids.filter((each) => members.includes(each)))
    for (const purpose of purposes.filter((each) => granted.includes(each))) {
      const text = grantOf(id, purpose, isoOf((from + to) / 2));
      if (text !== '') yield `${shipped.name}: ${id} for ${purpose} ${text}.`;
    }
  const live = [from - 1000, from, to - 1000, to].map(isoOf).map((asOf) => {
    const isLive = shipped.members.some((id) => shipped.purposes.some((purpose) => grantOf(id, purpose, asOf) !== ''));
    return `${asOf} ${isLive ? 'yes' : 'no'}`;
  });
  yield `${shipped.name} grants something at: ${live.join(', ')}.`;
}

/** All sentences on a policy, agency by agency, then operation by operation. */
export function inWords(policy: Policy): readonly string[] {
  const ids = Object.keys(policy.agencies);
  return [
    ...ids.flatMap((id) => [...wordsOnAgency(policy, id)]),
    ...policy.operations.flatMap((operation) => [...wordsOnOperation(policy, operation, ids)]),
  ];
}
