import { recordCaps } from '../rules/recordCaps.js';
import { requestCaps } from '../rules/requestCaps.js';
import { baseOn, rightOf } from '../rules/rights.js';
import { type Category, type Effect, rank } from '../types.js';
import type { Situation } from './situation.js';

/** A rule that `decide` applied, in order. */
export interface AskedRule {
  readonly category: Category;
  readonly rule: string;
  /** What it gives, or lowers the effect to; null where it does not apply. */
  readonly effect: Effect | null;
  /** What the rule looks at. */
  readonly of: 'POLICY' | 'REQUEST' | 'RECORD';
}

/** The rules that `decide` applies to each guard, in its order, up to the one that leaves nothing. */
export function askedRules(situation: Situation): readonly AskedRule[] {
  return situation.guards.flatMap((category) => askedOf(situation, category));
}

function askedOf(situation: Situation, category: Category): readonly AskedRule[] {
  const { policy, facts, envelope, subject } = situation;
  const row = policy.categories[category];
  const rule = (name: string, effect: Effect | null, of: AskedRule['of']): AskedRule => {
    return { category, rule: name, effect, of };
  };
  if (!row) return [rule('category.unknown', 'NONE', 'POLICY')];
  if (row.public) return [rule('public', 'FULL', 'POLICY')];
  const viewer = requestCaps(policy, facts, row);
  if (!viewer.known) return [rule(viewer.rule, 'NONE', 'REQUEST')];
  const right = rightOf(policy, facts, row);
  const own = right.originates && envelope?.originator === facts.viewer.agency;
  const base = envelope ? baseOn(right, envelope, own) : right.cell;
  const asked = [
    rule(base.rule, base.effect, 'POLICY'),
    ...viewer.caps.map((cap) => rule(cap.rule, cap.effect, 'REQUEST')),
  ];
  if (!envelope || asked.some(({ effect }) => effect === 'NONE')) return asked;
  for (const cap of recordCaps) {
    const effect = cap.lower({ policy, facts, row, envelope, subject, own })?.effect ?? null;
    asked.push(rule(cap.rule, effect, 'RECORD'));
    if (effect === 'NONE') return asked;
  }
  const isReached = asked.every(({ effect }) => effect === null || rank[effect] > 0);
  if (row.needs === null || own || !isReached) return asked;
  return [...asked, ...askedOf(situation, row.needs)];
}
