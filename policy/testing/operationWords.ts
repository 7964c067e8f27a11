import { ordinary } from '../comparing/records.js';
import { decide } from '../decide.js';
import type { OperationGrant, Policy } from '../policy.js';
import { type Envelope, type Purpose, purposes } from '../types.js';
import { askingOf, categoriesOf, type Focus, sentence, wordsOnAgency } from './words.js';

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
    const facts = { ...askingOf(policy, id, role, purpose), asOf };
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

/** All sentences, agency by agency, then operation by operation. */
export function inWords(policy: Policy): readonly string[] {
  const ids = Object.keys(policy.agencies);
  return [
    ...ids.flatMap((id) => wordsOnAgency(policy, id)),
    ...policy.operations.flatMap((operation) => wordsOnOperation(policy, operation, ids)),
  ];
}
