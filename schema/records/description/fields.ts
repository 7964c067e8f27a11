import type { CodeList } from './codeList.js';

/** An amount of money as stated, in minor units of its currency (ISO 4217). */
export interface StatedAmount {
  readonly minorUnits: number;
  readonly currency: string;
}

/** Points at a record of a source, as the one who asserts the link names it there. */
export interface RecordPointer {
  readonly source: string;
  readonly sourceRef: string;
}

/** What a record may state in a field of each kind. */
export interface KindValues {
  text: string;
  /** PartialDate: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  date: string;
  /** UTC, ISO 8601. */
  instant: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  code: string | number;
  integer: number;
  /** Not below zero. */
  number: number;
  boolean: boolean;
  /** Mass in kilograms, not below zero. */
  kg: number;
  /** An amount in the unit beside it. */
  quantity: number;
  /** UNECE Recommendation 20. */
  unit: string;
  money: StatedAmount;
  /** 0 to 100. */
  percentage: number;
  /** WGS 84, degrees. */
  latitude: number;
  longitude: number;
  imo: string;
  registrationMark: string;
  icaoAddress: string;
  mrn: string;
  /** ISO 6346. */
  container: string;
  eori: string;
  /** UN/LOCODE without space. */
  unlocode: string;
  hs6: string;
  cn8: string;
  /** UNECE Recommendation 21. */
  package: string;
  /** What is doubtful, in capitals, e.g. `MRN_CHECK_DIGIT`. */
  flag: string;
  pointer: RecordPointer;
  /** Names to texts, numbers, truth values and lists of texts. */
  properties: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Kind of a field that is no group and no list. */
export type ScalarKind = keyof KindValues;

/** What is said of a field, beside its kind. Nothing here is repeated where it is the default. */
export interface FieldOptions {
  /** Without it there is no record; in a group or list, no element of it. */
  readonly required?: true;
  /**
   * Column; the name in snake case where absent, after the columns' prefix of its group. Null: it has none, other columns
   * are computed from it, and `node` names the field of the SDL in which it is shown.
   */
  readonly column?: string | null;
  /** Name in the SDL, dotted where it lies in a group there alone; the own name where absent; null: not shown. */
  readonly node?: string | null;
  /** What the author of a mapping must know; the SDL's description where absent. */
  readonly about?: string;
  /** What a mapped record has where its mapping does not say. */
  readonly otherwise?: string | number | null | readonly never[];
  /** Name of the field beside it that a mapped record takes it from where its mapping does not say. */
  readonly otherwiseAs?: string;
  /** It restricts who sees the record or a part of it: what cannot be read must not fall away. */
  readonly protects?: true;
  /**
   * Beside a pointer to a person: where it is stated, or one of these values, and no person is, no natural person stands at
   * the end of the link, and none is protected.
   */
  readonly noPerson?: 'stated' | readonly (string | number)[];
  /** Of a pointer to a person: why nobody at its end is protected. Without it, `subject` stands beside the pointer. */
  readonly unprotected?: string;
  /** False: that it is stated does not count as data of its category that the record holds. */
  readonly holds?: false;
  /** Leaf of the record's filter input: the own name where true. */
  readonly filter?: true | string;
  /** Value of the record's sort enum: the own name in upper snake case where true. */
  readonly sort?: true | string;
  /**
   * A type of the graph that is nothing but this identifier, and the field of the SDL that leads to it, beside the own
   * one; in place of the own one where `node` is absent. Every UN/LOCODE leads to its `Location`.
   */
  readonly leadsTo?: { readonly type: string; readonly key: string; readonly node?: string };
  /** Brings a stated value into the stored form; as stated where absent. */
  readonly store?: (stated: string) => string | null;
  /**
   * Brings a filter's text into the stored form. Where absent: the one form of an identifier, capitals for codes that
   * are written in them, else as `store` does.
   */
  readonly sought?: (text: string) => string;
}

/** A field of one value. */
export interface ScalarField<Value = unknown> extends FieldOptions {
  readonly kind: ScalarKind;
  /** Of a code. */
  readonly codes?: CodeList;
  /** Of a code: other texts are stored too, and not shown. */
  readonly open?: true;
  /** Type of the record that a pointer leads to. */
  readonly to?: string;
  /**
   * Computed from the object that holds the field, its record and its position in its table from 0, and never stated; of a
   * pointer, what the reference is made of. Why `never`: each function says itself what it reads.
   */
  readonly from?: (holder: never, record: never, position: number) => unknown;
  /** Carries the type of the value, and is never there. */
  readonly value?: Value;
}

/** A list of scalars, in one column. */
export interface ListField<Value = unknown> extends FieldOptions {
  readonly kind: 'list';
  readonly of: ScalarField;
  readonly from?: ScalarField['from'];
  readonly value?: Value;
}

/** Fields that mean nothing apart. */
export interface GroupField<Inner extends Fields = Fields> extends FieldOptions {
  /** `group`: columns with a common prefix; `json`: one jsonb column in the shape of the SDL. */
  readonly kind: 'group' | 'json';
  readonly fields: Inner;
}

/** A list of objects. */
export interface EntriesField<Inner extends Fields = Fields> extends FieldOptions {
  /** `entries`: one jsonb column in the shape of the SDL; `child`: rows of a table of their own. */
  readonly kind: 'entries' | 'child';
  readonly fields: Inner;
  /** Field that is meant where the list alone is named, e.g. `name` for `names`. */
  readonly main: string;
  /** Of `entries`: fields that are not stated are stored as null. */
  readonly filled?: true;
  /** Of `entries`: one of which no field is stored, a key alone, is left out. */
  readonly sparse?: true;
  /** Brings the stated list into the one that is stored, e.g. joins what names the same. */
  readonly gather?: (stated: never) => readonly unknown[];
  /** An entry is stated as the text of its main field alone, e.g. a container by its number. */
  readonly plain?: true;
  /** Of a child: its entries are records of this kind of their own, and have no table here. */
  readonly asserts?: string;
  /** Of a child: its table without the schema, prefix of its ids, type of the SDL. */
  readonly table?: string;
  readonly idPrefix?: string;
  readonly type?: string;
  /** Of a child: what its names are names of, as of a record. */
  readonly named?: Named;
  /** Of a child: its entries are flagged at ingest whose names say that they are firms, where nothing is stated of it. */
  readonly flagsFirms?: true;
}

/** What the names of a record, or of an entry, are names of: it is then found by names alike, by `matchedColumns`. */
export type Named = 'person' | 'organization' | 'vessel' | 'aircraft';

/** Any field of a description. */
export type Field = ScalarField | ListField | GroupField | EntriesField;

/** Fields by name, in the order in which they are documented. */
export interface Fields {
  readonly [name: string]: Field;
}

/** True for a field that is computed when its record is stored, and that no delivery states. */
export function isComputed(field: Field): boolean {
  return 'from' in field && field.from !== undefined;
}
