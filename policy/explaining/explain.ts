import { boundOf } from '../bounds.js';
import { type Effect, rank, type WithheldReason } from '../types.js';
import { type AskedRule, askedRules } from './askedRules.js';
import { isAskable } from './changes.js';
import { type Elevation, elevationsOf } from './elevations.js';
import { type Decided, type Deciding, decideAll, type Situation } from './situation.js';

/** Why a viewer gets of a field what it gets, and what would give more. */
export interface Explanation {
  readonly effect: Effect;
  readonly reason: WithheldReason | null;
  /** The rule that decided, and its category. */
  readonly rule: string;
  readonly category: string;
  /** Whether such a request is taken at all; else it is refused for its role, its purpose, or for want of a case. */
  readonly askable: boolean;
  /** Whether it is of one record; else it is the most that any record can give. */
  readonly ofRecord: boolean;
  readonly asked: readonly AskedRule[];
  readonly elevations: readonly Elevation[];
}

/**
 * Explains what `decide` gives, by the rules that it asks and by trying what would elevation it.
 *
 * @param deciding how the record is judged where more than its envelope counts, as a source does; `decide` alone by default
 */
export function explain(situation: Situation, deciding: Deciding = decidingOf(situation)): Explanation {
  const { effect, reason, rule, category } = deciding(situation);
  return {
    ...{ effect, reason, rule, category },
    askable: isAskable(situation),
    ofRecord: situation.envelope !== null,
    asked: askedRules(situation),
    elevations: elevationsOf(situation, deciding),
  };
}

function decidingOf({ envelope }: Situation): Deciding {
  return envelope === null ? atMost : decideAll;
}

/** The most that any record can give: the ceiling of the least of the guards. */
export function atMost({ policy, facts, guards }: Situation): Decided {
  const ceilings = guards.map((category): Decided => {
    const row = policy.categories[category];
    if (!row) return { effect: 'NONE', reason: 'CATEGORY', rule: 'category.unknown', category };
    const { ceiling, reason, rule } = boundOf(policy, facts, row);
    return { effect: ceiling, reason, rule, category };
  });
  return ceilings.reduce((least, each) => (rank[each.effect] < rank[least.effect] ? each : least));
}
