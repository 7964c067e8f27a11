import type { Format } from '../../format.js';
import { type ListFormat, watchList } from '../watchList.js';
import { consolidatedList, describeOldEdition, sanctionsList, type UkPublication } from './publications.js';
import { readUkList } from './read.js';

/**
 * The UK Sanctions List: CSV or a spreadsheet (ODS), with a header below a line with its date, or XML. A row of a table states
 * one name of a designation, and repeats the designation; the XML has an element for each designation.
 *
 * A record's key is the Unique ID, e.g. `RUS2176`. The Group ID of the former consolidated list is in its notes.
 *
 * @see https://www.gov.uk/government/publications/the-uk-sanctions-list
 */
export const ukSanctionsList: Format = ukList(sanctionsList, {
  name: 'uk-sanctions-list',
  description: 'UK Sanctions List, CSV, XML or ODS: individuals, entities, ships',
  publisher: 'Foreign, Commonwealth & Development Office; gov.uk, "UK Sanctions List: change to the list\'s format"',
  versions: ['2022-csv', '2022-xml', '2022-ods'],
  rhythm: 'weekly',
  files: ['UK-Sanctions-List.csv', 'UK-Sanctions-List.xml', 'UK-Sanctions-List.ods'],
  kinds: ['person', 'organization', 'vesselRecord'],
  sample:
    '01/02/2026,XXX0001,,,EXEMPLAROV,Fictius,,,,,Primary Name,,Dr,,,,The Specimen (Sanctions) (EU Exit) Regulations 2020,Individual,UK,Asset freeze|Travel Ban',
});

/**
 * The consolidated list of financial sanctions targets of the United Kingdom (`ConList`, the edition of 2022), CSV with a header
 * below a line with its date, or XML. Each row states one name of a group, and repeats the group; rows of a group need not be
 * adjacent. Its publisher ended it on 28 January 2026: `uk-sanctions-list` reads the list that replaced it.
 *
 * A record's key is the Group ID, which every row has; the reference of the UK Sanctions List, which some lack, is the
 * listing's `authorityId`. What the XML has elements for, the CSV states within `Other Information`, under labels in brackets.
 *
 * @see https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets
 */
export const ukOfsi: Format = ukList(consolidatedList, {
  name: 'uk-ofsi',
  description: 'UK consolidated list of financial sanctions targets until January 2026, CSV or XML',
  publisher:
    'Office of Financial Sanctions Implementation, HM Treasury; gov.uk, "Format guide" of the consolidated list',
  versions: ['2022-csv', '2022-xml'],
  ended: { on: '2026-01-28', replacedBy: 'uk-sanctions-list' },
  files: ['ConList.csv', 'ConList.xml'],
  kinds: ['person', 'organization', 'vesselRecord'],
  sample:
    'EXEMPLAROV,Fictius,,,,,Dr,,,,00/06/1960,Exemple,Malta,Malta,X0000001,,,,Clerk,1 Specimen Road,,,,,Exemple,,Malta,(UK Sanctions List Ref):XXX0001. (Gender):Male,Individual,Primary name,,Specimen,01/02/2020,31/12/2020,01/02/2021,99901',
  describeNear: describeOldEdition,
});

function ukList(publication: UkPublication, list: Omit<ListFormat, 'dispositions' | 'recognise' | 'read'>): Format {
  return watchList({
    ...list,
    dispositions: publication.dispositions,
    recognise: (head) => {
      const opened = publication.open(head);
      return opened && { version: opened.version };
    },
    read: (delivery) => readUkList(publication, delivery),
  });
}
