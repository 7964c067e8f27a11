import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import type { Asker } from '../../askers.js';

/** The officer who answers persons for DE-POLICE. */
export const dpo: Asker = {
  agency: 'DE-POLICE',
  role: 'DPO',
  purpose: 'DATA_SUBJECT_REQUEST',
  clearance: 'RESTREINT_UE',
};

/** Variables: Ina Beispiel asks, in person, unless said otherwise. */
export const asked = (stated: Readonly<Record<string, unknown>> = {}) => ({
  asked: { name: 'BEISPIEL, Ina', birthDate: '1961-04-12', identifiedBy: 'IN_PERSON', ...stated },
});

/** All that the source answers of a person. */
export const whole = `query ($asked: SubjectInput!) { subject(asked: $asked) { id agency answeredBy { name contact } askedAt
  regimes { groups regime answerBy grounds { code article words } authority { name contact } approvedBy }
  categories { category words told group basis purposes }
  persons { source found { id type recordId recordType foundBy twin source sourceRef originator caseReference expiresAt classification
    data { path coordinate category value ofRecord } }
    namesakes { id type alikeBy source sourceRef caseReference } namesakesLeftOut aboveClearance } } }`;

/** A `SubjectHoldings` of an answer. */
export interface Holdings {
  readonly source: string;
  readonly found: readonly (Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly data: readonly Readonly<Record<string, unknown>>[];
  })[];
  readonly namesakes: readonly { readonly id: string; readonly alikeBy: string }[];
  readonly namesakesLeftOut: number;
  readonly aboveClearance: number;
}

/** What the source persons holds. @throws Error where the answer has errors */
export function holdingsIn(answer: SourceAnswer): Holdings {
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return (answer.data as { readonly subject: { readonly persons: Holdings } }).subject.persons;
}
