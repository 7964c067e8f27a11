import type { Decided, Deciding } from '../../../policy/explaining/situation.js';
import { instantMs } from '../../../policy/rules/instant.js';
import { classifications, type Envelope } from '../../../policy/types.js';
import type { EnvelopeTerms } from '../../../storage/envelopeTerms.js';
import { judgeAgain, whomOf } from '../wall/envelopeVerdict.js';
import { writeEnvelope } from '../wall/sharedEnvelope.js';

/**
 * Decides as a source does: the record's standing bounds every category, and its parts bound a whole.
 *
 * @param holds categories in which the record holds data
 * @param categories those of the source; visibility looks at no others
 */
export function decidingAsSource(holds: readonly string[], categories: ReadonlySet<string>): Deciding {
  const unseen = holds.filter((category) => !categories.has(category));
  return ({ policy, facts, guards, envelope, subject }): Decided => {
    if (envelope === null)
      return { effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing', category: guards[0] ?? '' };
    const { originator, expiresAt } = envelope;
    const whom = whomOf(subject, originator === facts.viewer.agency);
    const envelopeVerdict = judgeAgain(
      { policy, facts },
      {
        envelope: writeEnvelope({ originator, terms: termsOf(envelope, holds), unseen }),
        ...(expiresAt != null && instantMs(expiresAt) <= instantMs(facts.asOf) ? { expired: true } : {}),
        ...(whom === null ? {} : { [whom]: true }),
      },
    );
    const { decision, category } = envelopeVerdict.decide(guards);
    return { ...decision, category };
  };
}

function termsOf(envelope: Envelope, holds: readonly string[]): EnvelopeTerms {
  const { minor, source, handlingCodes, addressees, releasableTo, hitTo, purposeLimits } = envelope;
  return {
    ...{ minor, source, handlingCodes, addressees, releasableTo, hitTo, purposeLimits, holds },
    classification: classifications.indexOf(envelope.classification),
    dataSubjectCategory: envelope.dataSubjectCategory ?? null,
    jointOperation: envelope.jointOperation ?? null,
  };
}
