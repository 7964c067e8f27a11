import { consignments } from './consignments.js';
import { incidents, seizures } from './happenings.js';
import type { ListKind } from './kind.js';
import { aircraft, organizations, persons, vessels } from './subjects.js';

/** The lists, in the order of their tabs. */
export const kinds: readonly ListKind[] = [
  consignments,
  persons,
  organizations,
  vessels,
  aircraft,
  seizures,
  incidents,
];

/** The list of an address; undefined: there is none. */
export const kindOf = (id: string): ListKind | undefined => kinds.find((kind) => kind.id === id);
