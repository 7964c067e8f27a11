import { readSubject } from './un/entry.js';
import { xmlList } from './xmlList.js';

/**
 * The consolidated list of the United Nations Security Council, XML (`CONSOLIDATED_LIST`), in any of its languages.
 *
 * A record's key is its permanent reference number (`QDi.001`): the sanctions committee assigns it with the listing, and it
 * is the same in every form and language of the list and after amendments. `DATAID`, the row number in the publisher's
 * database, is in no other form of the list, and is the key only of an entry without a reference number.
 *
 * @see https://www.un.org/sc/resources/sc-sanctions.xsd
 */
export const unConsolidated = xmlList({
  name: 'un-consolidated',
  description: 'UN Security Council consolidated list, XML: individuals and entities',
  publisher: 'United Nations Security Council; scsanctions.un.org, schema sc-sanctions.xsd',
  versions: ['sc-sanctions'],
  rhythm: 'weekly',
  files: ['consolidated.xml'],
  kinds: ['person', 'organization'],
  sample: `<INDIVIDUAL><DATAID>9999901</DATAID><FIRST_NAME>FICTIUS</FIRST_NAME><SECOND_NAME>EXEMPLAROV</SECOND_NAME>
<UN_LIST_TYPE>Specimen</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.999</REFERENCE_NUMBER><LISTED_ON>2001-01-01</LISTED_ON>
</INDIVIDUAL>`,
  dispositions: 'watchlists/un/elements',
  what: 'consolidated list (CONSOLIDATED_LIST)',
  isRoot: ({ name }) => name === 'CONSOLIDATED_LIST',
  isWithin: (names) => names.includes('INDIVIDUALS') || names.includes('ENTITIES'),
  depth: 3,
  key: 'REFERENCE_NUMBER',
  toRecord: readSubject,
});
