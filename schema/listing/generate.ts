import type { Access } from '../access.js';
import { snakeCase } from '../records/description/columns.js';
import type { Leaf } from './leaves.js';
import { pageSize } from './pageSize.js';
import { quoted, type Words } from './words.js';

/** A type that may be listed, the words for it, and what it is filtered and sorted by. */
export interface Listing {
  readonly type: string;
  /** Prefix of the names of its inputs, e.g. `Vessel` for the type `VesselRecord`. */
  readonly inputs: string;
  readonly words: Words;
  readonly leaves: readonly Leaf[];
  readonly keys: readonly Leaf[];
  /** By what it is counted. */
  readonly facets: readonly Leaf[];
  readonly histograms: readonly Leaf[];
  readonly sums: readonly Leaf[];
  /** Whether it is counted: a list of a source that keeps records. */
  readonly isCounted: boolean;
}

/** The SDL of a listing: connection, edge, and filter and sort where it has leaves and keys. */
export function generateListing(listing: Listing): string {
  const { leaves, keys, inputs, words, facets, histograms, sums } = listing;
  return [
    pageOf(listing),
    leaves.length > 0 ? filterOf(listing) : '',
    keys.length > 0 ? sortOf(listing) : '',
    enumOf(`${inputs}FacetField`, words('facetKeys'), facets, 'AGGREGATE'),
    enumOf(`${inputs}HistogramField`, words('histogramKeys'), histograms, 'AGGREGATE'),
    enumOf(`${inputs}SumField`, words('sumKeys'), sums, 'AGGREGATE'),
  ].join('');
}

function pageOf(listing: Listing): string {
  const { type, words } = listing;
  return `
    ${words('page')}
    type ${type}Connection @access(category: "public") {
      ${words('edges')} edges: [${type}Edge!]
      ${words('pageInfo')} pageInfo: PageInfo!
      ${countsOf(listing)}
    }
    ${words('edge')}
    type ${type}Edge @access(category: "public") {
      ${words('cursor')} cursor: String!
      ${words('node')} node: ${type}
    }`;
}

/**
 * What is counted of a page's rows, as fields of its connection. It reads rows, whatever page is shown: of a whole list it weighs
 * as many objects as take the processor's time of a count over a million rows; below a record, what its type does.
 */
function countsOf({ inputs, words, isCounted, facets, histograms, sums }: Listing): string {
  const open = '@access(category: "public")';
  const whole = `${open} @cost(weight: 2000)`;
  const by = `by: ${inputs}FacetField`;
  return [
    isCounted ? `${words('totalCount')} totalCount: Count ${open} @cost(weight: 1000)` : '',
    facets.length > 0
      ? `${words('facets')} facets(${words('by')} ${by}! ${open}, ${words('values')} first: Int = 10): Facets ${whole} ${pageSize(['buckets'])}`
      : '',
    histograms.length > 0
      ? `${words('histogram')} histogram(${words('byDate')} by: ${inputs}HistogramField! ${open}, ${words('interval')} interval: HistogramInterval! ${open}, ${words('timeZone')} timeZone: String = "UTC" ${open}): Histogram ${whole}`
      : '',
    sums.length > 0
      ? `${words('sum')} sum(${words('of')} of: ${inputs}SumField! ${open}${facets.length > 0 ? `, ${words('sumBy')} ${by} ${open}` : ''}): Sum ${whole}`
      : '',
  ].join('\n      ');
}

function filterOf({ inputs, words, leaves }: Listing): string {
  const lines = leaves.map(({ name, description, operators, access, identifies }) => {
    if (operators === null) throw new Error(`${inputs}Filter.${name} needs operators: its type has none`);
    const number = identifies === null ? '' : ` @identifies(as: ${quoted(identifies)})`;
    return `${description} ${name}: ${operators} ${labelled(access, 'FILTER')}${number}`;
  });
  return `
    ${words('conditions')}
    input ${inputs}Filter @access(category: "public") {
      ${words('and')} and: [${inputs}Filter!]
      ${words('or')} or: [${inputs}Filter!]
      ${words('not')} not: ${inputs}Filter
      ${lines.join('\n      ')}
    }`;
}

function sortOf({ inputs, words, keys }: Listing): string {
  return `
    ${words('order')}
    input ${inputs}Sort @access(category: "public") {
      ${words('field')} field: ${inputs}SortField!
      ${words('direction')} direction: SortDirection = ASC
    }
    ${enumOf(`${inputs}SortField`, words('keys'), keys, 'SORT')}`;
}

/** An enum of data, each labelled by what is done with it; nothing where there is none. */
function enumOf(name: string, description: string, data: readonly Leaf[], use: 'SORT' | 'AGGREGATE'): string {
  if (data.length === 0) return '';
  const lines = data.map(
    (datum) => `${datum.description} ${snakeCase(datum.name).toUpperCase()} ${labelled(datum.access, use)}`,
  );
  return `
    ${description}
    enum ${name} {
      ${lines.join('\n      ')}
    }`;
}

/** The SDL of the conditions on an enum. */
export function generateOperators(type: string, one: string): string {
  return `
    ${quoted(`Conditions on a ${one}; all that are given must hold.`)}
    input ${type}Filter @access(category: "public") {
      "Equal." eq: ${type}
      "Equal to one of these." in: [${type}!]
      "True: no value; false: some value." isNull: Boolean
    }`;
}

// Without `also` and domain: an input is compiled for a single category, and shows nothing.
function labelled({ category, data }: Access, use: 'FILTER' | 'SORT' | 'AGGREGATE'): string {
  const [one] = data;
  const datum = one === undefined ? '' : `, datum: ${data.length > 1 ? JSON.stringify(data) : quoted(one)}`;
  return `@access(category: ${quoted(category)}${datum}, use: ${use})`;
}
