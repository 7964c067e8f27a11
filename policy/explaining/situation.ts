import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { openedOriginators } from '../rules/ofAsked.js';
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
export const decideAll: Deciding = (situation) => decideBy(situation, false);

/** The most that is told of a record that was found to be that of the person who asks: on one that only its agency limits. */
export const mostOfAsked: Deciding = (situation) => {
  const { policy, facts } = situation;
  const [originator = facts.viewer.agency] = openedOriginators(policy, facts);
  return decideBy({ ...situation, envelope: { ...unlimited, originator } }, true);
};

const unlimited: Omit<Envelope, 'originator'> = {
  ...{ handlingCodes: [], addressees: [], releasableTo: [], hitTo: [], purposeLimits: [] },
  ...{ classification: 'PUBLIC', minor: false, source: '', sourceRef: '' },
};

function decideBy({ policy, facts, guards, envelope, subject }: Situation, isOfAsked: boolean): Decided {
  const of = (category: Category): Decision => decide(policy, facts, category, envelope, subject, isOfAsked);
  const { category, decision } = leastOf({ of }, guards);
  return { ...decision, category };
}
