import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { leastOf } from '../rules/verdict.js';
import type { Category, Decision, Envelope, LinkSubject, RequestFacts } from '../types.js';

/** What a decision depends on. */
export interface Situation {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  /** The categories that guard the field, its own first: the strictest decides. */
  readonly guards: readonly Category[];
  /** The record's envelope; null: any record, at best. */
  readonly envelope: Envelope | null;
  readonly subject: LinkSubject | null;
}

/** A decision, and the category that made it. */
export interface Decided extends Decision {
  readonly category: Category;
}

/** How a situation is decided: by `decide`, by the bounds, or the way a source decides. */
export type Deciding = (situation: Situation) => Decided;

/** Decides a field by all of its guards together, on one record. */
export function decideAll({ policy, facts, guards, envelope, subject }: Situation): Decided {
  const of = (category: Category): Decision => decide(policy, facts, category, envelope, subject);
  const { category, decision } = leastOf({ of }, guards);
  return { ...decision, category };
}
