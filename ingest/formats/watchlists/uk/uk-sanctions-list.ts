import { fatesOf } from '../../fates.js';
import type { FileHead, Format, Recognition } from '../../format.js';
import {
  designationFates,
  designationHeaderOf,
  isDesignationSheet,
  isDesignations,
  ukSanctions,
} from './designations.js';
import { readUkList } from './read.js';

/**
 * The UK Sanctions List: CSV or a spreadsheet (ODS), with a header below a line with its date, or XML. A row of a table is one name
 * of a designation, and states the designation anew; the XML has an element for each.
 *
 * A record's key is the Unique ID, e.g. `RUS2176`. The Group ID that the consolidated list had stands in its notes.
 *
 * @see https://www.gov.uk/government/publications/the-uk-sanctions-list
 */
export const ukSanctionsList: Format = {
  name: 'uk-sanctions-list',
  description: 'UK Sanctions List, CSV, XML or ODS: individuals, entities, ships',
  publisher: 'Foreign, Commonwealth & Development Office; gov.uk, "UK Sanctions List: change to the list\'s format"',
  versions: ['2022-csv', '2022-xml', '2022-ods'],
  files: ['UK-Sanctions-List.csv', 'UK-Sanctions-List.xml', 'UK-Sanctions-List.ods'],
  kinds: ['person', 'organization', 'vesselRecord'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample:
    '01/02/2026,XXX0001,,,EXEMPLAROV,Fictius,,,,,Primary Name,,Dr,,,,The Specimen (Sanctions) (EU Exit) Regulations 2020,Individual,UK,Asset freeze|Travel Ban',
  elements: () => fatesOf(designationFates),
  mayBeWhole: true,
  recognise,
  read: (delivery) => readUkList(ukSanctions, delivery),
};

function recognise(head: FileHead): Recognition | null {
  if (designationHeaderOf(head) !== null) return { version: '2022-csv' };
  if (isDesignations(head)) return { version: '2022-xml' };
  return isDesignationSheet(head) ? { version: '2022-ods' } : null;
}
