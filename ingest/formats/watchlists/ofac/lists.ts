import type { FileHead } from '../../format.js';
import { headRows } from '../../tables/headRows.js';
import { toOfacRole, toText } from './roles.js';

/** OFAC's two sets of files: Specially Designated Nationals, and all its other lists in one. */
export type OfacList = 'sdn' | 'consolidated';

/** Rows that are looked at. */
const looked = 50;

/**
 * Programmes of the lists that the consolidated list is made of, which no Specially Designated National has.
 *
 * @see https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists
 */
const consolidatedProgramme = /^(?:NS-|FSE-|561|SSI$|CAPTA|CMIC|MBS)/i;

/** In names: `cons_prim.csv`, and as a member of an archive. */
export const consolidatedName = /(?:^|[!/\\])cons(?:olidated)?[_-]/i;

/**
 * Which of the two a file is of: entries by their programmes, the others by their names, since neither set has a header and
 * both have the same columns. Null for addresses, aliases and remarks whose name says nothing.
 */
export function toOfacList({ name, text }: FileHead): OfacList | null {
  if (consolidatedName.test(name)) return 'consolidated';
  const entries = headRows(text, ',')
    .slice(0, looked)
    .filter((row) => toOfacRole(row) === 'entries');
  if (entries.length === 0) return /sdn/i.test(name) ? 'sdn' : null;
  const others = entries.filter((row) => consolidatedProgramme.test(toText(row[3])?.replace(/^\[/, '') ?? ''));
  return others.length * 2 > entries.length ? 'consolidated' : 'sdn';
}
