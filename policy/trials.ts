import type { AgencyKind, Role, Viewer } from './types.js';

/** The viewers that a row of `trials` is for; null: all. */
interface TrialViewers {
  readonly roles: readonly Role[] | null;
  readonly kinds: readonly AgencyKind[] | null;
}

/** How many dates of birth may be tried with one name in a day: with any name, and with one of usual words. */
interface DatesOfName {
  readonly datesOfName: number;
  readonly datesOfUsualName: number;
}

/** How much one officer, or one system, may try in a day. */
export interface OfficerTrials extends TrialViewers, DatesOfName {
  /** Names with one date of birth; 1 January is not counted. */
  readonly namesOfDate: number;
  /** Document numbers that are equal in all but their last three characters. */
  readonly documentsOfStem: number;
  readonly caseReferencesOfStem: number;
}

/** How much an agency may try in a day, all its officers together; roles that a row names are counted separately. */
export interface AgencyTrials extends TrialViewers, DatesOfName {
  /** Dates of one name from which on the audit log has an entry. */
  readonly entered: number;
}

/** Of how many persons it may be asked in a day what is held of them; the same person again is free that day. */
export interface SubjectTrials {
  readonly perOfficer: number;
  readonly perAgency: number;
}

/** Daily limits on guessing at records of which a viewer may only know; the first matching row applies. */
export interface Trials {
  readonly officers: readonly OfficerTrials[];
  readonly agencies: readonly AgencyTrials[];
  readonly subjects: SubjectTrials;
}

/** What one viewer, and its agency, may try. */
export function trialsOf(
  { trials }: { readonly trials: Trials },
  { role, kind }: Pick<Viewer, 'role' | 'kind'>,
): { readonly officer: OfficerTrials; readonly agency: AgencyTrials } {
  const officer = firstOf(trials.officers, role, kind);
  const agency = firstOf(trials.agencies, role, kind);
  // Invariant: a policy whose last row is not for everybody was refused.
  if (!officer || !agency) throw new Error('no row of trials is for everybody');
  return { officer, agency };
}

/** The row that applies to a role and a kind of agency. */
export function firstOf<Row extends TrialViewers>(rows: readonly Row[], role: Role, kind: AgencyKind): Row | undefined {
  return rows.find(({ roles, kinds }) => (roles?.includes(role) ?? true) && (kinds?.includes(kind) ?? true));
}
