import type {
  Holding,
  Holdings,
  Recipient,
  SubjectDatum,
  SubjectResponse,
  WholeAnswer,
} from '../../../subject/answer.js';
import { type Draft, type DraftOptions, makeDraft } from '../../../subject/index.js';
import type { SubjectSource } from '../../../subject/sources.js';

/** A ground that both regimes of these answers have. */
export const exception = { ground: 'INQUIRY', reason: 'the inquiry goes on' };

/** What the officer states beside an answer. */
export const options: DraftOptions = {
  asked: { name: 'Nora Nowhere', birthDate: '1980-02-03', identifiedBy: 'IN_PERSON' },
  caseReference: 'DEP-2026-00017',
  letterDate: '2026-12-02',
  nonce: '00112233445566778899aabbccddeeff',
  language: 'en',
};

const grounds = [{ code: 'INQUIRY', article: '15(1)(a)', words: 'Not to obstruct an inquiry.' }];
const authority = { name: 'Supervisor of Nowhere', contact: 'supervisor@example.org' };

/** Of no records, by nobody seen. */
export const empty = (source: SubjectSource): Holdings => ({
  source,
  found: [],
  namesakes: [],
  namesakesLeftOut: 0,
  aboveClearance: 0,
  seen: { recipients: { rows: [], looks: 0, next: null } },
});

/** An answer of nothing, but for what is given. */
export function answerOf(given: Partial<WholeAnswer> = {}): WholeAnswer {
  const category = (name: string, told: boolean) => ({
    category: name,
    words: `Words of ${name}.`,
    told,
    group: name.split('.')[0] ?? '',
    basis: ['Directive 2016/680, Article 8'],
    purposes: ['CRIMINAL_INVESTIGATION'],
  });
  return {
    id: 'req_1',
    agency: 'DE-POLICE',
    answeredBy: { name: 'Police of Nowhere', contact: 'dpo@example.org' },
    askedAt: '2026-12-01T10:00:00.000Z',
    regimes: [
      {
        groups: ['persons', 'seizures', 'incidents'],
        regime: 'Directive (EU) 2016/680',
        answerBy: '2027-01-01',
        grounds,
        authority,
        approvedBy: 'A. Lawyer',
      },
      {
        ...{ groups: ['cargo'], regime: 'Regulation (EU) 2016/679', answerBy: '2027-01-01', grounds, authority },
        approvedBy: 'A. Lawyer',
      },
    ],
    categories: [
      category('persons.identity', true),
      category('persons.documents', true),
      category('persons.reason', false),
      category('seizures.core', true),
      category('cargo.parties', true),
    ],
    persons: empty('persons'),
    seizures: empty('seizures'),
    incidents: empty('incidents'),
    cargo: empty('cargo'),
    ...given,
  };
}

/** A source that holds these. */
export function holds(source: SubjectSource, found: readonly Holding[], rows: readonly Recipient[] = []): Holdings {
  return {
    ...empty(source),
    found: [...found],
    seen: { recipients: { rows: [...rows], looks: rows.length, next: null } },
  };
}

/** A value. */
export function datum(path: string, value: string, category = 'persons.identity', ofRecord = false): SubjectDatum {
  return { path, coordinate: `Person.${path.split(/[[.]/)[0]}`, category, value, ofRecord };
}

/** A record. */
export function holding(id: string, data: readonly SubjectDatum[], given: Partial<Holding> = {}): Holding {
  return {
    id,
    type: 'Person',
    recordId: null,
    recordType: null,
    foundBy: 'NAME_AND_BIRTH_DATE',
    twin: null,
    source: 'demo-persons',
    sourceRef: `ref-${id}`,
    originator: 'DE-POLICE',
    caseReference: `case-${id}`,
    expiresAt: '2030-01-01T00:00:00.000Z',
    classification: 'RESTREINT_UE',
    data: [...data],
    ...given,
  };
}

/** A line of the recipients. */
export function recipient(given: Partial<Recipient> = {}): Recipient {
  return {
    agency: 'NL-CUSTOMS',
    agencyKind: 'CUSTOMS_MS',
    country: 'NL',
    thirdCountry: false,
    told: 'SHOWN',
    purpose: 'CUSTOMS_CONTROL',
    month: '2026-11',
    categories: ['persons.identity'],
    times: 2,
    restricted: false,
    contact: 'desk@nl.example.org',
    ...given,
  };
}

/** As a gateway answers it. */
export const responseOf = (subject: WholeAnswer): SubjectResponse => ({ data: { subject } });

/** A draft of such an answer. */
export function draftOf(answer: WholeAnswer, given: Partial<DraftOptions> = {}): Draft {
  return makeDraft(responseOf(answer), { ...options, ...given });
}
