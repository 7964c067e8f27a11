import type { Access } from '../access.js';
import type { Leaf } from './leaves.js';
import { quoted, type Words } from './words.js';

/** What may be listed: a type, the words for it, and what it is filtered and sorted by. */
export interface Listing {
  readonly type: string;
  /** What the names of its inputs begin with, e.g. `Vessel` for the type `VesselRecord`. */
  readonly inputs: string;
  readonly words: Words;
  readonly leaves: readonly Leaf[];
  readonly keys: readonly Leaf[];
}

/** SDL of all that a listing brings: connection, edge, and filter and sort where it has leaves and keys. */
export function generateListing(listing: Listing): string {
  const { leaves, keys } = listing;
  return [pageOf(listing), leaves.length > 0 ? filterOf(listing) : '', keys.length > 0 ? sortOf(listing) : ''].join('');
}

function pageOf({ type, words }: Listing): string {
  return `
    ${words('page')}
    type ${type}Connection @access(category: "public") {
      ${words('edges')} edges: [${type}Edge!]
      ${words('pageInfo')} pageInfo: PageInfo!
    }
    ${words('edge')}
    type ${type}Edge @access(category: "public") {
      ${words('cursor')} cursor: String!
      ${words('node')} node: ${type}
    }`;
}

function filterOf({ inputs, words, leaves }: Listing): string {
  const lines = leaves.map(({ name, description, operators, access, identifies }) => {
    if (operators === null) throw new Error(`${inputs}Filter.${name} states no operators, and its type has none`);
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
  const lines = keys.map(
    ({ name, description, access }) => `${description} ${upperSnake(name)} ${labelled(access, 'SORT')}`,
  );
  return `
    ${words('order')}
    input ${inputs}Sort @access(category: "public") {
      ${words('field')} field: ${inputs}SortField!
      ${words('direction')} direction: SortDirection = ASC
    }
    ${words('keys')}
    enum ${inputs}SortField {
      ${lines.join('\n      ')}
    }`;
}

/** SDL of the conditions on an enum. */
export function generateOperators(type: string, one: string): string {
  return `
    ${quoted(`Conditions on a ${one}; all that are given must hold.`)}
    input ${type}Filter @access(category: "public") {
      "Equal." eq: ${type}
      "Equal to one of these." in: [${type}!]
      "True: no value; false: some value." isNull: Boolean
    }`;
}

// Why no `also`, no domain: an input is compiled for the one category of what it compares with, and shows nothing.
function labelled({ category, data }: Access, use: 'FILTER' | 'SORT'): string {
  const [one] = data;
  const datum = one === undefined ? '' : `, datum: ${data.length > 1 ? JSON.stringify(data) : quoted(one)}`;
  return `@access(category: ${quoted(category)}${datum}, use: ${use})`;
}

function upperSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
