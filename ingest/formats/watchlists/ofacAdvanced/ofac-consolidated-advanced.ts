import type { Format } from '../../format.js';
import { consolidatedName } from '../ofac/lists.js';
import { ofacAdvanced, recogniseAdvanced } from './ofac-advanced.js';
import { readAdvancedList } from './read.js';

/** OFAC's consolidated list as advanced XML; a source of its own as `ofac-consolidated` is, whose entries it states. */
export const ofacConsolidatedAdvanced: Format = {
  ...ofacAdvanced,
  name: 'ofac-consolidated-advanced',
  source: 'ofac-consolidated',
  description: 'OFAC consolidated list (non-SDN: sectoral, CAPTA and others), advanced XML as ofac-advanced',
  files: ['cons_advanced.xml'],
  recognise: (head) => (consolidatedName.test(head.name) ? recogniseAdvanced(head) : null),
  read: (delivery) => readAdvancedList('consolidated', delivery),
};
