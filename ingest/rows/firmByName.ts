import { hasLegalForm } from '../../matching/index.js';
import { firmByName } from '../../schema/records/parts/consignmentQuality.js';

/** Columns of a row of somebody of whom a delivery may state what kind of person that is. */
interface PartyRow {
  readonly name?: string | null;
  readonly person_type?: number | null;
  readonly person_ref?: string | null;
  readonly subject_category?: string | null;
  readonly subject_minor?: boolean | null;
  quality_flags?: readonly string[];
}

/**
 * Flags a row where nothing is stated of the kind of person and a legal form in the name says that it is a firm's: such a
 * party is no natural person. Why stored: a name is not taken apart in SQL, and both walls look at the flag.
 */
export function flagFirm(row: PartyRow): void {
  const { name, person_type, person_ref, subject_category, subject_minor, quality_flags = [] } = row;
  const stated = [person_type, person_ref, subject_category, subject_minor];
  if (!name || stated.some((value) => value != null) || !hasLegalForm(name)) return;
  row.quality_flags = [...quality_flags, firmByName];
}
