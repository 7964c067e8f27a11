import { knownElements } from '../../fates.js';
import type { TableForm } from '../table.js';

/** How the list is written. */
export const cslForm: TableForm = {
  get columns() {
    return [...knownElements('watchlists/csl/elements')];
  },
  required: ['source', 'name', 'addresses', 'alt_names', 'start_date', 'source_list_url'],
  delimiters: [',', '\t'],
};
