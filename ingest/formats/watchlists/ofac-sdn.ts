import { fatesOf } from '../fates.js';
import type { Format } from '../format.js';
import { toOfacList } from './ofac/lists.js';
import { readOfacList } from './ofac/read.js';
import { recogniseOfac } from './ofac/recognise.js';

/**
 * OFAC's list of Specially Designated Nationals in the legacy comma-delimited form. Addresses, aliases and continued
 * remarks may be missing. The consolidated list has the same form: see `ofac-consolidated`.
 *
 * @see https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
 */
export const ofacSdn: Format = {
  name: 'ofac-sdn',
  description:
    'OFAC list of Specially Designated Nationals, legacy CSV: entries, addresses, aliases, continued remarks',
  publisher:
    'Office of Foreign Assets Control, US Treasury; ofac.treasury.gov, "Specification for the delimited files"',
  versions: ['legacy'],
  files: ['sdn.csv', 'add.csv', 'alt.csv', 'sdn_comments.csv'],
  kinds: ['person', 'organization', 'vesselRecord', 'aircraftRecord'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample:
    '99901,"EXEMPLAROV, Fictius","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1 Jan 1970; Passport X0000001 (Iran)."',
  elements: () => fatesOf('watchlists/ofac/elements'),
  mayBeWhole: true,
  recognise: (head) => (toOfacList(head) === 'consolidated' ? null : recogniseOfac(head)),
  read: (delivery) => readOfacList('sdn', delivery),
};
