import { badUserInput, PortcullisError } from '../../../schema/errors.js';
import type { Listing } from '../listing.js';
import type { ListedRows } from '../page/listed.js';
import type { SourceSession } from '../sourceSession.js';
import type { Count } from './countRows.js';
import { groupRows } from './groupRows.js';

/** How many rows of a list have each value of a datum. */
export interface Facets {
  readonly buckets: readonly { readonly value: string; readonly count: Count }[];
  /** Whether rows have further values, which are not counted. */
  readonly more: boolean;
  readonly none: Count | null;
  readonly notShown: Count | null;
}

const MAX_VALUES = 100;

/**
 * How many rows of a list have each value of a datum for this viewer: of data that are FULL on the row. Throws BAD_USER_INPUT
 * for `first` outside 1 to 100.
 */
export async function facetsOfRows(
  session: SourceSession,
  rows: ListedRows,
  { by: name, first: stated }: { readonly by: string; readonly first?: number | null },
): Promise<Facets> {
  const first = stated ?? 10;
  if (first < 1 || first > MAX_VALUES)
    throw badUserInput(`"first" is 1 to ${MAX_VALUES}.`, { facts: { limit: MAX_VALUES } });
  const { listing } = rows;
  const by = {
    grouping: countedBy(listing.facets, name),
    categories: [categoryOf(session, listing, 'Facet', name)],
    name: `facet ${name}`,
  };
  const { groups: buckets, ...others } = await groupRows(session, rows, by, first);
  return { buckets, ...others };
}

/** What the listing says of a value of one of its enums. */
export function countedBy<Said>(said: Readonly<Record<string, Said>> | undefined, name: string): Said {
  const found = said?.[name];
  if (found) return found;
  throw new PortcullisError('INTERNAL', { cause: new Error(`nothing is counted by ${name}`) });
}

/** The category of a value of one of the listing's enums, e.g. `SeizureFacetField.LEGAL_STATUS`. */
export function categoryOf(
  session: SourceSession,
  { filterType }: Pick<Listing<never, unknown>, 'filterType'>,
  use: 'Facet' | 'Histogram' | 'Sum',
  name: string,
): string {
  return session.category(`${filterType?.replace(/Filter$/, `${use}Field`)}.${name}`);
}
