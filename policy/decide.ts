import type { Policy } from './policy.js';
import { baseOf } from './rules/base.js';
import { recordCaps } from './rules/recordCaps.js';
import { isOwn, standing } from './rules/standing.js';
import {
  type Category,
  type Decision,
  type Effect,
  type Envelope,
  type LinkSubject,
  type RequestFacts,
  rank,
  type WithheldReason,
} from './types.js';

/**
 * What a viewer gets of a category on a record, and why: `min(caps, base)` of DESIGN section 4. Pure and total: never
 * throws, whatever the values; what it does not understand is NONE. The row predicate and the bounds are its twins.
 *
 * @param subject the person at the end of the link that the category is asked of; null where it is asked of the record
 *   itself, or of a link to no natural person
 */
export function decide(
  policy: Policy,
  facts: RequestFacts,
  category: Category,
  envelope: Envelope | null,
  subject: LinkSubject | null = null,
): Decision {
  const row = policy.categories[category];
  if (!row) return { effect: 'NONE', reason: 'CATEGORY', rule: 'category.unknown' };
  if (row.public) return { effect: 'FULL', reason: null, rule: 'public' };

  const viewer = standing(policy, facts, row);
  if (!viewer.known) return { effect: 'NONE', reason: viewer.reason, rule: viewer.rule };
  if (!envelope) return { effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing' };

  const base = baseOf(policy, facts, row, envelope);
  let decision = withReason(base.effect, 'CATEGORY', base.rule);
  for (const cap of viewer.caps) decision = lesser(decision, cap);
  const own = isOwn(policy, facts, row, envelope.originator);
  const asked = { policy, facts, row, envelope, subject, own };
  for (const cap of recordCaps) {
    if (decision.effect === 'NONE') return decision;
    decision = lesser(decision, cap.lower(asked));
  }
  if (decision.effect === 'NONE' || row.needs === null || own) return decision;
  const needed = decide(policy, facts, row.needs, envelope, subject);
  return needed.effect === 'FULL' ? decision : { ...needed, effect: 'NONE', rule: `needs.${needed.rule}` };
}

function withReason(effect: Effect, reason: WithheldReason, rule: string): Decision {
  return { effect, reason: effect === 'FULL' ? null : reason, rule };
}

/** The first of equals. */
function lesser(decision: Decision, cap: Decision | null): Decision {
  return cap && rank[cap.effect] < rank[decision.effect] ? cap : decision;
}
