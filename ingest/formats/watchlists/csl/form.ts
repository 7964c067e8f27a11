import type { ListForm } from '../readLists.js';

/** How the list is written. */
export const cslForm: ListForm = {
  required: ['source', 'name', 'addresses', 'alt_names', 'start_date', 'source_list_url'],
  delimiters: [',', '\t'],
};
