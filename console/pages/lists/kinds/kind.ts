/* What the console knows of a kind of record that the graph lists: columns, filters, counts, places. Pure data; a test holds it to the schema. */
import type { DataOrder } from '../../../parts/table/column.js';

/** How the values of a datum are written. */
export type Writing = 'text' | 'number' | 'constant' | 'instant' | 'country' | 'place';

/** A column of a list. */
export interface ListColumn {
  /** Field of the record, e.g. `grossMassKg`, where `field` names no other. */
  readonly id: string;
  readonly field?: string;
  /** What is asked below the field, e.g. `{ score }`. */
  readonly below?: string;
  /** From the field to the value, or to the list of them. */
  readonly path?: readonly string[];
  /** From an item of that list to its value. */
  readonly each?: readonly string[];
  readonly writing?: Writing;
  /** Value of the kind's sort field. */
  readonly order?: string;
  /** In sight until the viewer chooses otherwise. */
  readonly isFirst?: boolean;
}

/** How a filter is filled in, and what the graph takes for it. */
export type FilterForm =
  /** `StringFilter`: one of these texts, or how it begins. */
  | { readonly is: 'text'; readonly hasBeginning: boolean; readonly writing?: Writing }
  /** `NameFilter`, `CodesFilter`: one of these. */
  | { readonly is: 'oneOf'; readonly isName?: boolean; readonly writing?: Writing }
  /** An enum's filter, by its constants that are counted. */
  | { readonly is: 'constants' }
  /** `DateTimeFilter`. */
  | { readonly is: 'instants' }
  /** `FloatFilter`. */
  | { readonly is: 'numbers' }
  /** `StringFilter` of a date: how it begins, `1961-05`. */
  | { readonly is: 'dateBeginning' }
  /** `within.place`: UN/LOCODE or country; with a facet of countries and one of places. */
  | { readonly is: 'stood' }
  /** `within.box`. */
  | { readonly is: 'box' };

/** A datum by which a list is narrowed, or counted, or both. */
export interface ListDatum {
  /** Name of the filter's field, e.g. `countryOfDestination`; of a datum that is only counted its own. */
  readonly id: string;
  /** Absent: it is counted, and no filter. */
  readonly form?: FilterForm;
  /** Value of the kind's facet field that counts it. */
  readonly facet?: string;
  /** How counted values are written, where no form says so. */
  readonly writing?: Writing;
  /** Field of the record that a refusal is explained by, e.g. `placeOfLoading`. */
  readonly of?: string;
}

/** A time by which rows are counted. */
export interface ListTime {
  /** Value of the kind's histogram field. */
  readonly id: string;
  /** The datum that narrows it; absent: nothing does. */
  readonly datum?: string;
  /** Whether the graph dates it in a time zone. */
  readonly isDate: boolean;
}

/** What a map counts. */
export interface ListPlaces {
  /** Value of the kind's facet field. */
  readonly facet: string;
  /** The datum that a click on it narrows. */
  readonly datum?: string;
  readonly by: 'country' | 'unlocode';
}

/** A kind of record that the graph lists. */
export interface ListKind {
  /** In the page's address. */
  readonly id: string;
  /** Field of Query. */
  readonly root: string;
  /** Type of the records. */
  readonly type: string;
  /** From which the names of its inputs are made: `Person` in `PersonFilter`. */
  readonly stem: string;
  /** The first names the row. */
  readonly columns: readonly [ListColumn, ...ListColumn[]];
  /** In which order the rows are at first; absent: in the graph's own. */
  readonly order?: DataOrder;
  readonly data: readonly ListDatum[];
  readonly times: readonly ListTime[];
  readonly places: readonly ListPlaces[];
}

/** What a column asks, as a document has it. */
export const selectionOf = ({ id, field = id, below = '' }: ListColumn): string => `${field} ${below}`.trim();

/** What a record says of its handling: in sight at first, so that what is printed has its marking. */
export const marking = {
  id: 'marking',
  field: 'handling',
  below: '{ classification handlingCodes }',
  path: ['classification'],
  writing: 'constant',
  isFirst: true,
} as const satisfies ListColumn;
