import type { Policy } from './policy.js';
import { isProtectedRecord, protectedSubjects } from './protectedSubjects.js';
import { instantMs } from './rules/instant.js';
import { classifications, type Envelope } from './types.js';

/** The terms of an envelope that decide who is shown the record, in the order in which they are reported. */
export const restrictions = [
  'originator',
  'classification',
  'handlingCodes',
  'addressees',
  'releasableTo',
  'hitTo',
  'purposeLimits',
  'dataSubjectCategory',
  'minor',
  'jointOperation',
  'expiresAt',
] as const satisfies readonly (keyof Envelope)[];
export type Restriction = (typeof restrictions)[number];

/** Those terms of an envelope. */
export type RestrictedTerms = Pick<Envelope, Restriction>;

/**
 * The terms in which a record's new envelope is looser than its present one; none where it is as strict or stricter.
 *
 * Law: where it names none, `decide` gives nobody more of the record under the new envelope than under the present one. It
 * may name a term that happens to give nobody more: an envelope is for people too.
 */
export function findLoosened(policy: Policy, present: RestrictedTerms, next: RestrictedTerms): readonly Restriction[] {
  const isHeld = present.handlingCodes.includes('H2');
  const isRestricted = isHeld || present.releasableTo.length > 0;
  const looser: Readonly<Record<Restriction, boolean>> = {
    originator: next.originator !== present.originator,
    classification: classifications.indexOf(next.classification) < classifications.indexOf(present.classification),
    handlingCodes: !includesAll(next.handlingCodes, present.handlingCodes),
    // Only under H2 do addressees make a difference: it does not apply to them.
    addressees: isHeld && !includesAll(present.addressees, next.addressees),
    hitTo:
      (isRestricted && !next.hitTo.every((name) => isWithin(policy, name, present.hitTo))) ||
      (isProtectedRecord(present) && namesAnother(present.hitTo, next.hitTo)),
    releasableTo: releasesMore(policy, present.releasableTo, next.releasableTo),
    purposeLimits:
      present.purposeLimits.length > 0 &&
      (next.purposeLimits.length === 0 || !includesAll(present.purposeLimits, next.purposeLimits)),
    dataSubjectCategory: isProtected(present) && !isProtected(next),
    minor: present.minor && !next.minor,
    // Any joint operation is looser: its members are lent what others are not.
    jointOperation: next.jointOperation != null && next.jointOperation !== present.jointOperation,
    expiresAt: present.expiresAt != null && !(endOf(next) <= endOf(present)),
  };
  return restrictions.filter((term) => looser[term]);
}

/** Whether a list of `agency:ID`, `kind:KIND`, `country:CC` covers everybody that a name covers. */
export function isWithin(policy: Policy, name: string, list: readonly string[]): boolean {
  if (list.includes(name)) return true;
  const agency = name.startsWith('agency:') ? policy.agencies[name.slice('agency:'.length)] : undefined;
  return agency !== undefined && (list.includes(`kind:${agency.kind}`) || list.includes(`country:${agency.country}`));
}

// Only an agency named itself learns of a protected record; its kind or country is not enough.
function namesAnother(present: readonly string[], next: readonly string[]): boolean {
  return next.some((name) => name.startsWith('agency:') && !present.includes(name));
}

function releasesMore(policy: Policy, present: readonly string[], next: readonly string[]): boolean {
  if (present.length > 0) return next.length === 0 || !next.every((name) => isWithin(policy, name, present));
  // To name a third country gives it what needs consent, and no third country was named.
  return next.some((name) => namesThirdCountry(policy, name));
}

function namesThirdCountry(policy: Policy, name: string): boolean {
  const partners = Object.values(policy.agencies).filter(({ kind }) => kind === 'PARTNER_THIRD_COUNTRY');
  return (
    name === 'kind:PARTNER_THIRD_COUNTRY' ||
    partners.some(({ id, country }) => name === `agency:${id}` || name === `country:${country}`)
  );
}

function includesAll(list: readonly string[], others: readonly string[]): boolean {
  return others.every((item) => list.includes(item));
}

function isProtected({ dataSubjectCategory }: RestrictedTerms): boolean {
  return protectedSubjects.includes(dataSubjectCategory ?? '');
}

function endOf({ expiresAt }: RestrictedTerms): number {
  return expiresAt == null ? Number.POSITIVE_INFINITY : instantMs(expiresAt);
}
