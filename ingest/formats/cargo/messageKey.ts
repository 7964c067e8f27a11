import { parseEori } from '../../../schema/identifiers/eori.js';
import { parseMrn } from '../../../schema/identifiers/mrn.js';
import type { Statement } from './messageTable.js';
import { partsOf, textOf } from './statements.js';

/** Identifies the declaration that a message makes or amends. */
export interface MessageKey {
  readonly sourceRef: string;
  readonly mrn: string | null;
  readonly lrn: string | null;
}

/** Roles of the party that lodges: the first of these with a number. */
const lodgingRoles = ['DECLARANT', 'REPRESENTATIVE', 'CARRIER', 'IMPORTER', 'EXPORTER'];

/**
 * Key of a declaration: its MRN, which is the same in every message about it, else its LRN with the number of the party
 * that lodges it, for which the LRN is unique. Null where it has neither.
 */
export function toMessageKey(message: Statement): MessageKey | null {
  const stated = textOf(message, 'mrn');
  const mrn = stated === null ? null : (parseMrn(stated) ?? stated.toUpperCase());
  const lrn = textOf(message, 'lrn');
  if (mrn !== null) return { sourceRef: `MRN/${mrn}`, mrn, lrn };
  const lodger = findLodger(message);
  return lrn === null || lodger === null ? null : { sourceRef: `LRN/${lodger}/${lrn}`, mrn, lrn };
}

function findLodger(message: Statement): string | null {
  for (const role of lodgingRoles) {
    for (const party of partsOf(message, 'party', role)) {
      const eori = textOf(party, 'party.eori');
      if (eori !== null) return parseEori(eori) ?? eori.toUpperCase();
    }
  }
  return textOf(message, 'sender')?.toUpperCase() ?? null;
}
