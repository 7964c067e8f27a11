import type { Policy } from './policy.js';
import { decideOfAsked, isOpenedToAsked } from './rules/ofAsked.js';
import { lesser, lowestRecordCap } from './rules/recordCaps.js';
import { baseOn, rightsOf } from './rules/rights.js';
import type { Category, Decision, Envelope, LinkSubject, RequestFacts } from './types.js';

/**
 * What a viewer gets of a category on a record, and why: `min(caps, base)`. Pure and total: it never throws, and gives NONE
 * for what it does not understand. The row predicate and the bounds are its twins; `recordStanding` is the last step, over
 * all categories of a row.
 *
 * @param subject the person at the end of the link whose category is asked for; null for the record itself, or for a link
 *   to no natural person
 * @param isOfAsked whether a source found the record, or the link, to be that of the person who asks what is held of him: set
 *   by the source alone, after equality; see `rules/ofAsked.ts`
 */
export function decide(
  policy: Policy,
  facts: RequestFacts,
  category: Category,
  envelope: Envelope | null,
  subject: LinkSubject | null = null,
  isOfAsked = false,
): Decision {
  const right = rightsOf(policy, facts).get(category);
  if (!right) return unknownCategory;
  if (right.settled) return right.settled;
  if (!envelope) return withoutEnvelope;
  if (isOfAsked && isOpenedToAsked(right.row)) return decideOfAsked(policy, facts, right, envelope);

  const { row } = right;
  const own = right.originates && envelope.originator === facts.viewer.agency;
  let decision = lesser(baseOn(right, envelope, own), right.cap);
  if (decision.effect !== 'NONE')
    decision = lesser(decision, lowestRecordCap({ policy, facts, row, envelope, subject, own }));
  if (decision.effect === 'NONE' || row.needs === null || own) return decision;
  const needed = decide(policy, facts, row.needs, envelope, subject);
  return needed.effect === 'FULL' ? decision : { ...needed, effect: 'NONE', rule: `needs.${needed.rule}` };
}

const unknownCategory: Decision = Object.freeze({ effect: 'NONE', reason: 'CATEGORY', rule: 'category.unknown' });
const withoutEnvelope: Decision = Object.freeze({ effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing' });
