import { boundOf } from '../bounds.js';
import { type Effect, rank, type WithheldReason } from '../types.js';
import { type AskedRule, askedRules } from './askedRules.js';
import { isAskable } from './changes.js';
import { type Elevation, elevationsOf } from './elevations.js';
import { type Decided, type Deciding, decideAll, type Situation } from './situation.js';

/** What a viewer gets of a field, why, and what would give more. */
export interface Explanation {
  readonly effect: Effect;
  readonly reason: WithheldReason | null;
  /** The rule that decided, and its category. */
  readonly rule: string;
  readonly category: string;
  /** Whether the gateway accepts such a request; if not, it refuses the role, the purpose, or the lack of a case. */
  readonly askable: boolean;
  /** Whether it is about one record; else the effect is the most that any record can give. */
  readonly ofRecord: boolean;
  readonly asked: readonly AskedRule[];
  readonly elevations: readonly Elevation[];
}

/**
 * Explains what `decide` gives, by the rules that it applies and by trying what would raise the effect.
 *
 * @param deciding how the situation is decided, e.g. as a source does it; by default `decide`, or the bounds without a record
 */
export function explain(
  situation: Situation,
  deciding: Deciding = situation.envelope === null ? atMost : decideAll,
): Explanation {
  const { effect, reason, rule, category } = deciding(situation);
  return {
    ...{ effect, reason, rule, category },
    askable: isAskable(situation),
    ofRecord: situation.envelope !== null,
    asked: askedRules(situation),
    elevations: elevationsOf(situation, deciding),
  };
}

/** The most that any record can give: the lowest ceiling of the guards. */
export function atMost({ policy, facts, guards }: Situation): Decided {
  const ceilings = guards.map((category): Decided => {
    const row = policy.categories[category];
    if (!row) return { effect: 'NONE', reason: 'CATEGORY', rule: 'category.unknown', category };
    const { ceiling, reason, rule } = boundOf(policy, facts, row);
    return { effect: ceiling, reason, rule, category };
  });
  return ceilings.reduce((least, each) => (rank[each.effect] < rank[least.effect] ? each : least));
}
