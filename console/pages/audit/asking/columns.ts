import type { Document } from '../../../parts/document.js';
import type { AuditEntryFilter } from '../../../parts/schema.gql.js';
import {
  AskedForThisName,
  Enumerations,
  LooksAtOffHours,
  LooksAtSubject,
  LooksInAMonth,
  type LooksInAMonthQuery,
  LooksOfThisOfficer,
} from './questions.gql.js';
import type { QuestionId } from './questions.js';

/** A page of entries, of which only the first fields are the same for each question. */
export type EntriesPage = {
  readonly auditEntries?: {
    readonly edges?: readonly ({ readonly node?: Row | null } | null)[] | null;
    readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor?: string | null } | null;
  } | null;
};

/** What leads from a row to its entry. */
type Row = Pick<
  NonNullable<NonNullable<NonNullable<LooksInAMonthQuery['auditEntries']>['edges']>[number]['node']>,
  'id' | 'log' | 'index'
>;

type Question = Document<EntriesPage, { readonly filter: AuditEntryFilter; readonly after?: string }>;

const looks = ['kind', 'agency', 'subjectName', 'subject', 'role', 'purpose', 'code', 'disclosedCount'];
const subject = ['agency', 'subjectName', 'purpose', 'caseReference', 'justification', 'disclosed'];

/** How a question is asked, and which columns it has behind the instant. */
export const askedAs: Readonly<
  Partial<Record<QuestionId, { readonly document: Question; readonly columns: readonly string[] }>>
> = {
  LooksInAMonth: { document: LooksInAMonth as Question, columns: looks.slice(1) },
  LooksAtThisPerson: { document: LooksAtSubject as Question, columns: subject },
  LooksAtThisNumber: { document: LooksAtSubject as Question, columns: subject },
  AskedForThisName: {
    document: AskedForThisName as Question,
    columns: ['agency', 'subjectName', 'purpose', 'caseReference', 'askedNames'],
  },
  LooksOfThisOfficer: {
    document: LooksOfThisOfficer as Question,
    columns: ['agency', 'purpose', 'caseReference', 'code', 'disclosed'],
  },
  LooksAtOffHours: {
    document: LooksAtOffHours as Question,
    columns: ['weekday', 'hour', 'agency', 'subjectName', 'purpose', 'disclosedCount'],
  },
  LooksAtMany: { document: LooksInAMonth as Question, columns: looks.slice(1) },
  Enumerations: { document: Enumerations as Question, columns: ['agency', 'triedName', 'triedDates', 'triedBy'] },
  Entries: { document: LooksInAMonth as Question, columns: looks },
};
