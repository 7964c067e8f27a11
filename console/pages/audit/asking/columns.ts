import type { Document } from '../../../parts/document.js';
import type { AuditEntryFilter } from '../../../parts/schema.gql.js';
import {
  AskedForThisName,
  Enumerations,
  LooksAtOffHours,
  LooksAtSubject,
  LooksInAMonth,
  type LooksInAMonthQuery,
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

const as = (document: unknown, ...columns: readonly string[]) => ({ document: document as Question, columns });
const looks = as(LooksInAMonth, 'agency', 'subjectName', 'subject', 'role', 'purpose', 'code', 'disclosedCount');
const seen = as(LooksAtSubject, 'agency', 'subjectName', 'purpose', 'caseReference', 'justification', 'disclosed');

/** How a question is asked, and which columns it has behind the instant. */
export const askedAs: Readonly<Record<Exclude<QuestionId, 'LooksCounted'>, typeof looks>> = {
  LooksInAMonth: looks,
  LooksAtThisPerson: seen,
  LooksAtThisNumber: seen,
  AskedForThisName: as(AskedForThisName, 'agency', 'subjectName', 'purpose', 'caseReference', 'askedNames'),
  LooksOfThisOfficer: seen,
  LooksAtOffHours: as(LooksAtOffHours, 'weekday', 'hour', 'agency', 'subjectName', 'purpose', 'disclosedCount'),
  LooksAtMany: looks,
  Enumerations: as(Enumerations, 'agency', 'triedName', 'triedDates', 'triedBy'),
  Entries: { ...looks, columns: ['kind', ...looks.columns] },
};
