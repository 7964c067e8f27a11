import { fatesOf } from '../../fates.js';
import type { FileHead, Format, Recognition } from '../../format.js';
import { consolidatedList, describeOldEdition, isUkXml, ukFates, ukHeaderOf } from './forms.js';
import { readUkList } from './read.js';

/**
 * The consolidated list of financial sanctions targets of the United Kingdom (`ConList`, the edition of 2022), CSV with a header
 * below a line with its date, or XML. Each row is one name of a group, and states the group anew; rows of a group do not stand
 * together. Its publisher ended it on 28 January 2026: `uk-sanctions-list` reads the list that replaced it.
 *
 * A record's key is the Group ID, which every row has; the reference of the UK Sanctions List, which some lack, is the listing's
 * `authorityId`. The CSV states within `Other Information`, under labels in brackets, what the XML has elements for.
 *
 * @see https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets
 */
export const ukOfsi: Format = {
  name: 'uk-ofsi',
  description: 'UK consolidated list of financial sanctions targets until January 2026, CSV or XML',
  publisher:
    'Office of Financial Sanctions Implementation, HM Treasury; gov.uk, "Format guide" of the consolidated list',
  versions: ['2022-csv', '2022-xml'],
  files: ['ConList.csv', 'ConList.xml'],
  kinds: ['person', 'organization', 'vesselRecord'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample:
    'EXEMPLAROV,Fictius,,,,,Dr,,,,00/06/1960,Exemple,Malta,Malta,X0000001,,,,Clerk,1 Specimen Road,,,,,Exemple,,Malta,(UK Sanctions List Ref):XXX0001. (Gender):Male,Individual,Primary name,,Specimen,01/02/2020,31/12/2020,01/02/2021,99901',
  elements: () => fatesOf(ukFates),
  mayBeWhole: true,
  recognise,
  describeNear: describeOldEdition,
  read: (delivery) => readUkList(consolidatedList, delivery),
};

function recognise(head: FileHead): Recognition | null {
  if (ukHeaderOf(head) !== null) return { version: '2022-csv' };
  return isUkXml(head) ? { version: '2022-xml' } : null;
}
