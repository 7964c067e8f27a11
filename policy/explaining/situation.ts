import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { type Category, type Decision, type Envelope, type LinkSubject, type RequestFacts, rank } from '../types.js';

/** What a decision depends on. */
export interface Situation {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  /** What guards the field, its own category first: the least of them decides. */
  readonly guards: readonly Category[];
  /** The record that is asked about; null: any, at best. */
  readonly envelope: Envelope | null;
  readonly subject: LinkSubject | null;
}

/** A decision, and the category that made it. */
export interface Decided extends Decision {
  readonly category: Category;
}

/** How a situation is decided: by `decide`, by the bounds, or as a source does it. */
export type Deciding = (situation: Situation) => Decided;

/** The least of what the guards of a field let through on a record; what is one's own is read whatever datum it repeats. */
export function decideAll({ policy, facts, guards, envelope, subject }: Situation): Decided {
  let least: Decided | null = null;
  for (const category of guards) {
    const decided = { ...decide(policy, facts, category, envelope, subject), category };
    if (least === null || rank[decided.effect] < rank[least.effect]) least = decided;
    if (least.rule === 'own') break;
  }
  return least ?? { effect: 'NONE', reason: 'CATEGORY', rule: 'category.missing', category: 'unknown' };
}
