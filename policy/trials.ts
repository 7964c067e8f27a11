import type { AgencyKind, Role, Viewer } from './types.js';

/** Whom a row of `trials` is for; null: for all. */
interface For {
  readonly roles: readonly Role[] | null;
  readonly kinds: readonly AgencyKind[] | null;
}

/** How many dates of birth may be tried of one name in a day: of any, and where its two rarest words are usual in names. */
interface DatesOfName {
  readonly datesOfName: number;
  readonly datesOfUsualName: number;
}

/** How much one officer, or one system, may try in a day. */
export interface OfficerTrials extends For, DatesOfName {
  /** Names of one date of birth, 1 January left out. */
  readonly namesOfDate: number;
  /** Numbers of documents of persons that begin alike: all but three characters. */
  readonly documentsOfStem: number;
  readonly caseReferencesOfStem: number;
}

/** How much an agency may try in a day, all of its officers together; those whose roles are named are counted apart. */
export interface AgencyTrials extends For, DatesOfName {
  /** Dates of one name from which on the audit log has an entry of it. */
  readonly entered: number;
}

/** What may be tried of records of which a viewer may only know; of several rows the first that fits holds. */
export interface Trials {
  readonly officers: readonly OfficerTrials[];
  readonly agencies: readonly AgencyTrials[];
}

/** What one viewer may try, and its agency. */
export function trialsOf(
  { trials }: { readonly trials: Trials },
  { role, kind }: Pick<Viewer, 'role' | 'kind'>,
): { readonly officer: OfficerTrials; readonly agency: AgencyTrials } {
  const officer = firstOf(trials.officers, role, kind);
  const agency = firstOf(trials.agencies, role, kind);
  // Invariant: the policy was refused where the last row is not for all.
  if (!officer || !agency) throw new Error('no row of trials is for everybody');
  return { officer, agency };
}

/** The row that holds for a role and a kind of agency. */
export function firstOf<Row extends For>(rows: readonly Row[], role: Role, kind: AgencyKind): Row | undefined {
  return rows.find(({ roles, kinds }) => (roles?.includes(role) ?? true) && (kinds?.includes(kind) ?? true));
}
