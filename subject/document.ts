import { subjectSources } from './sources.js';

export type { SubjectAnswer, SubjectResponse, WholeAnswer } from './answer.js';

/** How the officer made sure who asks (Directive (EU) 2016/680, Article 12(5)). */
export const identifications = [
  'IDENTITY_DOCUMENT',
  'ELECTRONIC_IDENTIFICATION',
  'IN_PERSON',
  'REPRESENTATIVE',
  'SUPERVISORY_AUTHORITY',
] as const;

/** `SubjectInput` of the graph: who asks, as the officer identified them. */
export interface AskedSubject {
  /** Id of the request where it was asked before. */
  readonly request?: string | null | undefined;
  readonly agency?: string | null | undefined;
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly birthDate?: string | null | undefined;
  readonly documents?:
    | readonly {
        readonly number: string;
        readonly country?: string | null | undefined;
        readonly kind?: string | null | undefined;
      }[]
    | null
    | undefined;
  readonly eori?: string | null | undefined;
  readonly identifiedBy: (typeof identifications)[number];
  readonly confirmed?: readonly string[] | null | undefined;
  readonly excluded?: readonly string[] | null | undefined;
}

/**
 * The question of what is held of a person. Its variables: `asked` (a `SubjectInput`), and for each source where its recipients go on
 * (`nextVariables`).
 */
export const subjectDocument = `query Subject(
  $asked: SubjectInput!
${subjectSources.map((source) => `  $${source}After: String`).join('\n')}
) {
  subject(asked: $asked) {
    id
    agency
    answeredBy { name contact }
    askedAt
    regimes { groups regime answerBy grounds { code article words } authority { name contact } approvedBy }
    categories { category words told group basis purposes }
${subjectSources.map((source) => `    ${source} { ...Held seen { recipients(after: $${source}After) { ...Recipients } } }`).join('\n')}
  }
}

fragment Held on SubjectHoldings {
  source
  found {
    id
    type
    recordId
    recordType
    foundBy
    twin
    source
    sourceRef
    originator
    caseReference
    expiresAt
    classification
    data { path coordinate category value ofRecord }
  }
  namesakes { id type alikeBy source sourceRef caseReference }
  namesakesLeftOut
  aboveClearance
}

fragment Recipients on SubjectRecipients {
  rows { agency agencyKind country thirdCountry told purpose month categories times restricted contact }
  looks
  next
}
`;
