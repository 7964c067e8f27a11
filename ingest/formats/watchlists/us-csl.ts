import { toScreenedRecord } from './csl/entry.js';
import { tableList } from './watchList.js';

/**
 * The Consolidated Screening List of the US International Trade Administration, CSV with a header: the lists of three
 * departments in one table. Columns are found by name; the newer form begins with `_id`. Several values in one field
 * are separated by `; `.
 *
 * A record's key is the list and the entry's number on it. Where a list has none, it is a hash of list, name, start date
 * and Federal Register notice, for the Denied Persons List also of the addresses, with a counter for repetitions; `_id` is
 * unsuitable, as it derives from the entry's content. On lists without types the kind is assumed, with the flag
 * `SUBJECT_KIND_ASSUMED`.
 *
 * @see https://www.trade.gov/consolidated-screening-list
 */
export const usCsl = tableList({
  name: 'us-csl',
  description: 'US Consolidated Screening List, CSV with header: persons, organizations, vessels, aircraft',
  publisher: 'International Trade Administration, US Department of Commerce; trade.gov/consolidated-screening-list',
  versions: ['id', '28-columns'],
  rhythm: 'daily',
  files: ['consolidated.csv'],
  kinds: ['person', 'organization', 'vesselRecord', 'aircraftRecord'],
  sample:
    'Specially Designated Nationals (SDN) - Treasury Department,99901,Individual,DEMO,"EXEMPLAROV, Fictius",,"1 Specimen Road, Exemple, FR",,2020-01-31,,,,,,,,,,,,,"EXEMPLAROFF, F.",FR,1970-01-01,FR,"Exemple, France",,"FR, X0000001, Passport"',
  dispositions: 'watchlists/csl/elements',
  countsRepetitions: true,
  required: ['source', 'name', 'addresses', 'alt_names', 'start_date', 'source_list_url'],
  delimiters: [',', '\t'],
  versionOf: ({ columns }) => (columns.has('id') ? 'id' : '28-columns'),
  toItem: toScreenedRecord,
});
