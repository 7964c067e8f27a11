import type { Document } from '../../../parts/document.js';
import type { DataOrder } from '../../../parts/table/column.js';
import type { FilterInput } from '../filters/filterOf.js';
import { type ListColumn, type ListKind, selectionOf } from '../kinds/kind.js';
import type { Count, HistogramBucket } from '../time/barsOf.js';
import type { Interval } from '../time/intervals.js';

/* The questions of a list. Made from its description: a column that is not in sight is not asked, since what is asked is disclosed. */

/** Which rows, in which order. */
export interface ListVariables {
  readonly filter: FilterInput | undefined;
  readonly order: DataOrder | undefined;
}

/** A page of rows. Null, where the source did not answer. */
export interface ListPage {
  readonly list: {
    readonly edges: readonly ({ readonly node: { readonly id: string } | null } | null)[] | null;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

const rowsOf = (columns: readonly ListColumn[]): string =>
  `edges { node { ${['id', ...columns.map(selectionOf)].join(' ')} } }`;

/** A page of the rows with some columns. */
export function pageDocument({ root, stem }: ListKind, columns: readonly ListColumn[]) {
  return `query List($first: Int!, $after: String, $filter: ${stem}Filter, $order: ${stem}Sort) {
  list: ${root}(first: $first, after: $after, filter: $filter, sort: $order) {
    ${rowsOf(columns)}
    pageInfo { hasNextPage endCursor }
  }
}` as Document<ListPage, ListVariables & { readonly first: number; readonly after?: string }>;
}

/** All rows with some columns, for a file. */
export function fileDocument({ root, stem }: ListKind, columns: readonly ListColumn[]): string {
  return `query Export($filter: ${stem}Filter, $order: ${stem}Sort) {
  ${root}(first: 100, filter: $filter, sort: $order) { ${rowsOf(columns)} }
}`;
}

type Of<Key extends string, Value> = { readonly list: { readonly [_ in Key]: Value | null } | null };

/** How many rows there are. */
export function countDocument({ root, stem }: ListKind) {
  return `query Count($filter: ${stem}Filter) {
  list: ${root}(filter: $filter) { totalCount { number atLeast } }
}` as Document<Of<'totalCount', Count>, { readonly filter: FilterInput | undefined }>;
}

/** How many rows there are by the values of a datum. */
export interface Facets {
  readonly buckets: readonly { readonly value: string | null; readonly count: Count | null }[] | null;
  readonly more: boolean | null;
  readonly none: Count | null;
  readonly notShown: Count | null;
}

export function facetDocument({ root, stem }: ListKind) {
  return `query Facet($filter: ${stem}Filter, $by: ${stem}FacetField!, $first: Int!) {
  list: ${root}(filter: $filter) {
    facets(by: $by, first: $first) {
      buckets { value count { number atLeast } } more none { number atLeast } notShown { number atLeast }
    }
  }
}` as Document<
    Of<'facets', Facets>,
    { readonly filter: FilterInput | undefined; readonly by: string; readonly first: number }
  >;
}

/** How many rows there are in each interval of a time. */
export interface Histogram extends Omit<Facets, 'buckets'> {
  readonly buckets: readonly HistogramBucket[] | null;
}

export function histogramDocument({ root, stem }: ListKind) {
  return `query Histogram($filter: ${stem}Filter, $by: ${stem}HistogramField!, $interval: HistogramInterval!) {
  list: ${root}(filter: $filter) {
    histogram(by: $by, interval: $interval) {
      buckets { begins isPrecise count { number atLeast } } more none { number atLeast } notShown { number atLeast }
    }
  }
}` as Document<
    Of<'histogram', Histogram>,
    { readonly filter: FilterInput | undefined; readonly by: string; readonly interval: Interval }
  >;
}

/** A place of the directory. */
export interface Place {
  readonly unlocode: string;
  readonly name: string | null;
  readonly country: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Fields of an operation are at most twenty. */
export const PLACES_AT_ONCE = 20;

/** Where places are, by their UN/LOCODEs: each is a field `p0`, `p1`. */
export function placesDocument(codes: readonly string[]) {
  const each = (_: string, index: number) =>
    `  p${index}: location(unlocode: $p${index}) { unlocode name country latitude longitude }`;
  return `query Places(${codes.map((_, index) => `$p${index}: String!`).join(', ')}) {
${codes.map(each).join('\n')}
}` as Document<Readonly<Record<string, Place | null>>, Readonly<Record<string, string>>>;
}
