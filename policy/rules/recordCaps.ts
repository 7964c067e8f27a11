import type { CategoryRow, Policy } from '../policy.js';
import { dataSubjectCategories, handlingCodes, isProtected, isProtectedRecord } from '../protectedSubjects.js';
import {
  classifications,
  type Decision,
  type Effect,
  type Envelope,
  type LinkSubject,
  type RequestFacts,
  rank,
} from '../types.js';
import { instantMs } from './instant.js';
import { isNamed } from './requestCaps.js';

/** What a cap looks at in a category. Invariant: categories equal in it are capped alike. */
export type CappedRow = Pick<CategoryRow, 'personal' | 'envelope' | 'thirdCountryConsent'>;

/** What a cap looks at: one category on one record, for one viewer. */
export interface Asked {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  readonly row: CappedRow;
  readonly envelope: Envelope;
  /** The person at the end of the link whose category is asked for; null for the record itself. */
  readonly subject: LinkSubject | null;
  /** Whether the record is the viewer's own: originator control does not bind the originator. */
  readonly own: boolean;
  /** Whether it was found to be that of the person who asks: then the caps of `fallenForAsked` do not apply. */
  readonly isOfAsked?: boolean;
}

/** A rule of the record. */
export interface RecordCap {
  readonly rule: string;
  /** What it lowers the effect to; null where it does not apply. */
  lower(asked: Asked): Decision | null;
}

/**
 * The caps of the record, in the order in which they apply; docs/WALLS.md lists the same. The first that lowers the effect
 * furthest names the rule, and none applies after NONE: so all but the first may rely on an envelope that is understood.
 */
export const recordCaps: readonly RecordCap[] = [
  toNone('envelope.invalid', ({ envelope }) => !isUnderstood(envelope)),
  toNone('cap.clearance.agency', ({ policy, facts, envelope }) => {
    const clearance = policy.agencies[facts.viewer.agency]?.clearance ?? 'PUBLIC';
    return levelOf(envelope.classification) > levelOf(clearance);
  }),
  toNone('cap.clearance', ({ facts, envelope }) => levelOf(envelope.classification) > levelOf(facts.viewer.clearance)),
  toNone(
    'cap.expiry',
    ({ facts, envelope }) => envelope.expiresAt != null && instantMs(envelope.expiresAt) <= instantMs(facts.asOf),
  ),
  toNone(
    'cap.purposeLimits',
    ({ facts, envelope }) => envelope.purposeLimits.length > 0 && !envelope.purposeLimits.includes(facts.purpose ?? ''),
  ),
  toMasked('cap.dataSubject', ({ row, envelope }) => row.personal && isProtectedRecord(envelope)),
  toMasked('cap.linkSubject', ({ row, subject, own }) => row.personal && subject !== null && isProtected(subject, own)),
  toHit(
    'cap.handling.H2',
    ({ facts, envelope }) => envelope.handlingCodes.includes('H2') && !isAddressee(facts, envelope),
  ),
  // Not for the envelope: its note says what the restriction is.
  toMasked(
    'cap.handling.H3',
    ({ row, envelope, own }) => !own && !row.envelope && envelope.handlingCodes.includes('H3'),
  ),
  toHit(
    'cap.release',
    ({ facts, envelope }) => envelope.releasableTo.length > 0 && !isNamed(facts.viewer, envelope.releasableTo),
  ),
  {
    rule: 'cap.release.thirdCountry',
    lower({ facts, row, envelope, own }) {
      const { viewer } = facts;
      if (own || viewer.kind !== 'PARTNER_THIRD_COUNTRY' || !row.thirdCountryConsent) return null;
      return isNamed(viewer, envelope.releasableTo) ? null : { effect: 'HIT', reason: 'ORIGINATOR', rule: this.rule };
    },
  },
];

/**
 * The caps that do not hold of the asked person's own record: they protect persons from everybody but themselves, or say for what
 * others may use the record. Originator control does not bind it either, because such a record counts as the viewer's own.
 */
export const fallenForAsked: readonly string[] = ['cap.purposeLimits', 'cap.dataSubject', 'cap.linkSubject'];

type Applies = (asked: Asked) => boolean;

/** The lowest caps of the last envelope, by `CappedRow` and `own` as bits. */
let last: Pick<Asked, 'policy' | 'facts' | 'envelope' | 'subject'> & { readonly lowest: (Decision | null)[] } = {
  ...({ policy: null, facts: null, envelope: null, subject: null } as never as Asked),
  lowest: [],
};

/**
 * The lowest of these caps, the first of equals; null where none applies. Cached for the last envelope: all categories of a
 * record are decided in turn, and at most sixteen of them differ to a cap.
 */
export function lowestRecordCap(asked: Asked): Decision | null {
  const { policy, facts, envelope, subject, row, own, isOfAsked = false } = asked;
  if (last.envelope !== envelope || last.facts !== facts || last.subject !== subject || last.policy !== policy)
    last = { policy, facts, envelope, subject, lowest: [] };
  let bits = (row.personal ? 1 : 0) + (row.envelope ? 2 : 0) + (row.thirdCountryConsent ? 4 : 0) + (own ? 8 : 0);
  if (isOfAsked) bits += 16;
  const known = last.lowest[bits];
  if (known !== undefined) return known;
  const lowest = findLowest(asked);
  last.lowest[bits] = lowest;
  return lowest;
}

const capsOfAsked = recordCaps.filter(({ rule }) => !fallenForAsked.includes(rule));

function findLowest(asked: Asked): Decision | null {
  let lowest: Decision | null = null;
  for (const cap of asked.isOfAsked ? capsOfAsked : recordCaps) {
    const lowers = cap.lower(asked);
    lowest = lowest === null ? lowers : lesser(lowest, lowers);
    if (lowest?.effect === 'NONE') return lowest;
  }
  return lowest;
}

/** The lower of a decision and a cap; the decision where they are equal. */
export function lesser(decision: Decision, cap: Decision | null): Decision {
  return cap && rank[cap.effect] < rank[decision.effect] ? cap : decision;
}

function toNone(rule: string, applies: Applies): RecordCap {
  return lowering({ effect: 'NONE', reason: 'RECORD', rule }, applies);
}

function toMasked(rule: string, applies: Applies): RecordCap {
  return lowering({ effect: 'MASKED', reason: 'RECORD', rule }, applies);
}

/** HIT for viewers in the hit list, NONE for others; does not apply to the originator. */
function toHit(rule: string, applies: Applies): RecordCap {
  const hit = Object.freeze({ effect: 'HIT' as Effect, reason: 'ORIGINATOR' as const, rule });
  const none = Object.freeze({ effect: 'NONE' as Effect, reason: 'RECORD' as const, rule });
  return {
    rule,
    lower(asked) {
      if (asked.own || !applies(asked)) return null;
      return isNamed(asked.facts.viewer, asked.envelope.hitTo) ? hit : none;
    },
  };
}

function lowering(decision: Decision, applies: Applies): RecordCap {
  Object.freeze(decision);
  return { rule: decision.rule, lower: (asked) => (applies(asked) ? decision : null) };
}

function levelOf(classification: Envelope['classification']): number {
  return classifications.indexOf(classification);
}

function isAddressee(facts: RequestFacts, envelope: Envelope): boolean {
  const { agency } = facts.viewer;
  return envelope.addressees.includes(agency) || envelope.addressees.includes(`agency:${agency}`);
}

// An unknown value may mean an unknown restriction.
function isUnderstood(envelope: Envelope): boolean {
  const subject = envelope.dataSubjectCategory;
  return (
    classifications.includes(envelope.classification) &&
    isList(envelope.handlingCodes) &&
    envelope.handlingCodes.every((code) => handlingCodes.includes(code)) &&
    isList(envelope.addressees) &&
    isList(envelope.releasableTo) &&
    isList(envelope.hitTo) &&
    isList(envelope.purposeLimits) &&
    (subject == null || dataSubjectCategories.includes(subject)) &&
    typeof envelope.minor === 'boolean' &&
    (envelope.expiresAt == null || !Number.isNaN(instantMs(envelope.expiresAt)))
  );
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}
