import { dataSubjectCategories as articleSix } from '../schema/records/parts/shared.js';
import type { CategoryRow, Policy } from './policy.js';
import { baseOf } from './rules/base.js';
import { instantMs } from './rules/instant.js';
import { isNamed, isOwn, standing } from './rules/standing.js';
import {
  type Category,
  classifications,
  type Decision,
  type Effect,
  type Envelope,
  type LinkSubject,
  type RequestFacts,
  rank,
  type WithheldReason,
} from './types.js';

/** Europol handling codes that this layer understands; a record with another one is shown to nobody. */
export const handlingCodes: readonly string[] = ['H0', 'H1', 'H2', 'H3'];

/** Directive 2016/680, Article 6. A record with another value is shown to nobody. */
export const dataSubjectCategories: readonly string[] = articleSix.stored;

/** Data subjects whose data nobody sees in full. */
export const protectedSubjects: readonly string[] = ['VICTIM', 'WITNESS'];

/** Whether the data of the person at the end of a link are shown to nobody in full: who is not known is protected. */
export function isProtected({ category, minor }: LinkSubject): boolean {
  return minor || !dataSubjectCategories.includes(category ?? '') || protectedSubjects.includes(category ?? '');
}

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
  const lower = (cap: Decision): void => {
    if (rank[cap.effect] < rank[decision.effect]) decision = cap;
  };
  viewer.caps.forEach(lower);
  if (decision.effect !== 'NONE') lowerByRecord(policy, facts, row, { envelope, subject }, lower);
  if (decision.effect === 'NONE' || row.needs === null || isOwn(policy, facts, row, envelope.originator))
    return decision;
  const needed = decide(policy, facts, row.needs, envelope, subject);
  return needed.effect === 'FULL' ? decision : { ...needed, effect: 'NONE', rule: `needs.${needed.rule}` };
}

function withReason(effect: Effect, reason: WithheldReason, rule: string): Decision {
  return { effect, reason: effect === 'FULL' ? null : reason, rule };
}

// Why long: the order of evaluation is read in one place, as docs/POLICY.md lists it. The first cap that lowers the effect furthest names the rule.
function lowerByRecord(
  policy: Policy,
  facts: RequestFacts,
  row: CategoryRow,
  { envelope, subject }: { readonly envelope: Envelope; readonly subject: LinkSubject | null },
  lower: (cap: Decision) => void,
): void {
  const none = (rule: string): void => lower({ effect: 'NONE', reason: 'RECORD', rule });
  if (!isUnderstood(envelope)) {
    none('envelope.invalid');
    return;
  }

  const clearance = policy.agencies[facts.viewer.agency]?.clearance ?? 'PUBLIC';
  const level = classifications.indexOf(envelope.classification);
  if (level > classifications.indexOf(clearance)) none('cap.clearance.agency');
  if (level > classifications.indexOf(facts.viewer.clearance)) none('cap.clearance');

  if (envelope.expiresAt != null && instantMs(envelope.expiresAt) <= instantMs(facts.asOf)) none('cap.expiry');
  if (envelope.purposeLimits.length > 0 && !envelope.purposeLimits.includes(facts.purpose ?? ''))
    none('cap.purposeLimits');

  const protectedSubject = envelope.minor || protectedSubjects.includes(envelope.dataSubjectCategory ?? '');
  if (row.personal && protectedSubject) lower({ effect: 'MASKED', reason: 'RECORD', rule: 'cap.dataSubject' });
  if (row.personal && subject && isProtected(subject))
    lower({ effect: 'MASKED', reason: 'RECORD', rule: 'cap.linkSubject' });

  if (isOwn(policy, facts, row, envelope.originator)) return;
  const hit: Effect = isNamed(facts.viewer, envelope.hitTo) ? 'HIT' : 'NONE';
  const hitOr = (rule: string): void => lower({ effect: hit, reason: hit === 'HIT' ? 'ORIGINATOR' : 'RECORD', rule });
  if (envelope.handlingCodes.includes('H2') && !isAddressee(facts, envelope)) hitOr('cap.handling.H2');

  // Why not the envelope: the note says what the restriction is.
  if (envelope.handlingCodes.includes('H3') && !row.envelope)
    lower({ effect: 'MASKED', reason: 'RECORD', rule: 'cap.handling.H3' });

  const named = isNamed(facts.viewer, envelope.releasableTo);
  if (envelope.releasableTo.length > 0 && !named) hitOr('cap.release');
  if (facts.viewer.kind === 'PARTNER_THIRD_COUNTRY' && row.thirdCountryConsent && !named)
    lower({ effect: 'HIT', reason: 'ORIGINATOR', rule: 'cap.release.thirdCountry' });
}

function isAddressee(facts: RequestFacts, envelope: Envelope): boolean {
  const { agency } = facts.viewer;
  return envelope.addressees.includes(agency) || envelope.addressees.includes(`agency:${agency}`);
}

// A value that this layer does not know may mean a restriction that it does not know.
function isUnderstood(envelope: Envelope): boolean {
  const subject = envelope.dataSubjectCategory;
  return (
    classifications.includes(envelope.classification) &&
    isList(envelope.handlingCodes) &&
    envelope.handlingCodes.every((code) => handlingCodes.includes(code)) &&
    [envelope.addressees, envelope.releasableTo, envelope.hitTo, envelope.purposeLimits].every(isList) &&
    (subject == null || dataSubjectCategories.includes(subject)) &&
    typeof envelope.minor === 'boolean' &&
    (envelope.expiresAt == null || !Number.isNaN(instantMs(envelope.expiresAt)))
  );
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}
