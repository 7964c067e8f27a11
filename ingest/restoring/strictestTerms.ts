import type { Policy } from '../../policy/policy.js';
import { classifications } from '../../policy/types.js';
import type { KeptTerms } from '../../storage/acts/act.js';
import type { EnvelopeStatement } from '../records/base.js';
import { contradictsPurposes, strictestEnvelope } from '../rows/envelope/strictestEnvelope.js';

/**
 * Terms that show a record to nobody whom either of two envelopes keeps it from. Where both name purposes and have none in common, its
 * originator alone is shown it.
 *
 * @param originator of the record
 */
export function strictestTerms(policy: Policy, present: KeptTerms, later: KeptTerms, originator: string): KeptTerms {
  const [own, other] = [statementOf(present), { ...statementOf(later), originator }];
  const strictest = strictestEnvelope(policy, other, own);
  const isForNothing = contradictsPurposes(other, own);
  const isHeld = (terms: KeptTerms): boolean => terms.handlingCodes.includes('H2');
  return {
    classification: classifications.indexOf(strictest.classification ?? 'PUBLIC'),
    minor: present.minor || later.minor,
    dataSubjectCategory: strictest.dataSubjectCategory ?? null,
    // The members of an operation are lent what others are not.
    jointOperation: present.jointOperation === later.jointOperation ? present.jointOperation : null,
    handlingCodes: strictest.handlingCodes ?? [],
    // They make a difference under H2 alone.
    addressees:
      isHeld(present) && isHeld(later)
        ? present.addressees.filter((name) => later.addressees.includes(name))
        : isHeld(present)
          ? present.addressees
          : later.addressees,
    releasableTo: isForNothing ? [`agency:${originator}`] : (strictest.releasableTo ?? []),
    // As they are written: an agency that is named itself learns of protected records, one of a kind or country that is named does not.
    hitTo: isForNothing ? [] : present.hitTo.filter((name) => later.hitTo.includes(name)),
    purposeLimits: isForNothing ? present.purposeLimits : (strictest.purposeLimits ?? []),
    expiresAt: strictest.expiresAt ?? null,
  };
}

function statementOf({
  classification,
  minor: _minor,
  addressees: _addressees,
  ...terms
}: KeptTerms): EnvelopeStatement {
  return { ...terms, classification: classifications[classification] ?? 'SECRET_UE' };
}
