import type { FilterForm, ListKind } from '../kinds/kind.js';
import { dayAfter } from '../time/intervals.js';
import type { Term, Terms } from './terms.js';

/** An input of the graph, e.g. a `PersonFilter`. */
export type FilterInput = Readonly<Record<string, unknown>>;

/** What the graph takes for the terms; undefined: all rows. */
export function filterOf({ data }: ListKind, terms: Terms): FilterInput | undefined {
  const leaves = data.flatMap(({ id, form }) => {
    const term = terms[id];
    return form && term ? [leafOf(id, form, term)] : [];
  });
  return leaves.length > 1 ? { and: leaves } : leaves[0];
}

function leafOf(id: string, form: FilterForm, term: Term): FilterInput {
  if (form.is === 'box') return { within: { box: term.is === 'box' ? term.box : undefined } };
  if (form.is === 'stood' && term.is === 'values') return anyOf(term.values.map((place) => ({ within: { place } })));
  return { [id]: conditionOf(term) };
}

function conditionOf(term: Term): FilterInput {
  if (term.is === 'values') return term.values.length === 1 ? { eq: term.values[0] } : { in: term.values };
  if (term.is === 'begins') return { startsWith: term.text };
  if (term.is === 'none') return { isNull: true };
  if (term.is === 'range') return { gte: term.least, lte: term.most };
  if (term.is === 'span')
    return {
      gte: term.from && `${term.from}T00:00:00Z`,
      lt: term.to && `${dayAfter(term.to)}T00:00:00Z`,
    };
  throw new RangeError(`a ${term.is} narrows no value`);
}

const anyOf = (leaves: readonly FilterInput[]): FilterInput =>
  leaves.length === 1 ? { ...leaves[0] } : { or: leaves };
