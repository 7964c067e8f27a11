import type { Document } from '../../../parts/document.js';
import type { ListColumn, ListDatum, ListKind } from '../kinds/kind.js';

/* What of a list this viewer may use at all: the schema of its view, which leaves out what can never be answered or asked. */

interface Names {
  readonly name: string;
}

/** The view's schema of one kind; null: nothing of it is there. */
export interface ListSchema {
  readonly __type: { readonly fields: readonly Names[] } | null;
  readonly record: { readonly fields: readonly Names[] } | null;
  readonly filter: { readonly inputFields: readonly Names[] } | null;
  readonly orders: { readonly enumValues: readonly Names[] } | null;
  readonly facets: { readonly enumValues: readonly Names[] } | null;
  readonly times: { readonly enumValues: readonly Names[] } | null;
}

export function schemaDocument({ type, stem }: ListKind) {
  return `query ListSchema {
  __type(name: "Query") { fields { name } }
  record: __type(name: "${type}") { fields { name } }
  filter: __type(name: "${stem}Filter") { inputFields { name } }
  orders: __type(name: "${stem}SortField") { enumValues { name } }
  facets: __type(name: "${stem}FacetField") { enumValues { name } }
  times: __type(name: "${stem}HistogramField") { enumValues { name } }
}` as Document<ListSchema, Record<string, never>>;
}

/** What a viewer may do with a list. */
export interface ListRights {
  readonly mayList: boolean;
  maySee(column: ListColumn): boolean;
  mayFilter(datum: ListDatum): boolean;
  mayOrder(field: string): boolean;
  mayCount(facet: string): boolean;
  mayDate(time: string): boolean;
}

/** Reads a view's schema. What is in it may still be withheld of a record. */
export function rightsOf({ root }: ListKind, schema: ListSchema): ListRights {
  const names = (list: readonly Names[] | undefined) => new Set(list?.map(({ name }) => name));
  const roots = names(schema.__type?.fields);
  const fields = names(schema.record?.fields);
  const inputs = names(schema.filter?.inputFields);
  const orders = names(schema.orders?.enumValues);
  const facets = names(schema.facets?.enumValues);
  const times = names(schema.times?.enumValues);
  return {
    mayList: roots.has(root),
    maySee: ({ id, field = id }) => fields.has(field),
    mayFilter: ({ id, form }) => form !== undefined && inputs.has(form.is === 'box' ? 'within' : id),
    mayOrder: (field) => orders.has(field),
    mayCount: (facet) => facets.has(facet),
    mayDate: (time) => times.has(time),
  };
}
