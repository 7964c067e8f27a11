import type { Format } from '../format.js';
import { recogniseOfac } from './ofac/files.js';
import { readOfacList } from './ofac/read.js';
import { watchList } from './watchList.js';

/**
 * OFAC's list of Specially Designated Nationals in the legacy comma-delimited form. Addresses, aliases and continued
 * remarks may be missing. The consolidated list has the same form: see `ofac-consolidated`.
 *
 * @see https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
 */
export const ofacSdn: Format = watchList({
  name: 'ofac-sdn',
  description:
    'OFAC list of Specially Designated Nationals, legacy CSV: entries, addresses, aliases, continued remarks',
  publisher:
    'Office of Foreign Assets Control, US Treasury; ofac.treasury.gov, "Specification for the delimited files"',
  versions: ['legacy'],
  rhythm: 'weekly',
  files: ['sdn.csv', 'add.csv', 'alt.csv', 'sdn_comments.csv'],
  kinds: ['person', 'organization', 'vesselRecord', 'aircraftRecord'],
  sample:
    '99901,"EXEMPLAROV, Fictius","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1 Jan 1970; Passport X0000001 (Iran)."',
  dispositions: 'watchlists/ofac/elements',
  recognise: (head) => recogniseOfac('sdn', head),
  read: (delivery) => readOfacList('sdn', delivery),
});

/**
 * OFAC's consolidated list: all its lists except that of Specially Designated Nationals, in the same form.
 *
 * Why a source of its own: an entry on both lists has the same number, with the programmes of each. Under one source the
 * later list would replace the other's entries, and a whole list would withdraw them.
 *
 * @see https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists
 */
export const ofacConsolidated: Format = {
  ...ofacSdn,
  name: 'ofac-consolidated',
  description: 'OFAC consolidated list (non-SDN: sectoral, evaders, CAPTA and others), legacy CSV as ofac-sdn',
  files: ['cons_prim.csv', 'cons_add.csv', 'cons_alt.csv', 'cons_comments.csv'],
  sample:
    '99902,"SPECIMEN BANK",-0- ,"SSI",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Tax ID No. 99-1; Executive Order 13662 Directive Determination - ."',
  recognise: (head) => recogniseOfac('consolidated', head),
  read: (delivery) => readOfacList('consolidated', delivery),
};
