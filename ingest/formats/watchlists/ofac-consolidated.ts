import type { Format } from '../format.js';
import { toOfacList } from './ofac/lists.js';
import { readOfacList } from './ofac/read.js';
import { recogniseOfac } from './ofac/recognise.js';
import { ofacSdn } from './ofac-sdn.js';

/**
 * OFAC's consolidated list: all its lists but that of Specially Designated Nationals, in the same form.
 *
 * Why a source of its own: who is on both lists has one entry number in them, with the programmes of each. Under one
 * source the last list would stand for both, and a whole one would withdraw the other.
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
  recognise: (head) => (toOfacList(head) === 'consolidated' ? recogniseOfac(head) : null),
  read: (delivery) => readOfacList('consolidated', delivery),
};
