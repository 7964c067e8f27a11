import type { CodeList } from './codeList.js';

/** An amount of money as stated, in minor units of its currency (ISO 4217). */
export interface StatedAmount {
  readonly minorUnits: number;
  readonly currency: string;
}

/** Points at a record of a source, by the name that the link's author gives it there. */
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
  /** A doubt about the data, in capitals, e.g. `MRN_CHECK_DIGIT`. */
  flag: string;
  pointer: RecordPointer;
  /** Texts, numbers, booleans and lists of texts by name. */
  properties: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** The kind of a field that is neither a group nor a list. */
export type ScalarKind = keyof KindValues;

/** Everything about a field but its kind. Defaults are left out. */
export interface FieldOptions {
  /** A record, or an element of a group or list, must have it. */
  readonly required?: true;
  /**
   * Its column; by default its name in snake case, after the prefix of its group. Null: it has none, other columns are computed
   * from it, and `node` names the SDL field that shows it.
   */
  readonly column?: string | null;
  /** Its name in the SDL, dotted within a group that only the SDL has; by default its name here; null: not shown. */
  readonly node?: string | null;
  /** What the author of a mapping must know; by default the SDL's description. */
  readonly about?: string;
  /** Its value in a mapped record whose mapping does not state it. */
  readonly otherwise?: string | number | null | readonly never[];
  /** The field beside it whose value it then takes instead. */
  readonly otherwiseAs?: string;
  /** An index holds it, or what is made of it: its text has an end (`ingest/records/forms.ts`). */
  readonly indexed?: true;
  /** It restricts who sees the record or a part of it: an unreadable value must not be dropped. */
  readonly protects?: true;
  /**
   * Beside a pointer to a person: where this is stated, or has one of these values, and no person is stated, the end of the link
   * is not a natural person, and is not protected.
   */
  readonly noPerson?: 'stated' | readonly (string | number)[];
  /** For a pointer to a person: why the person is not protected. Otherwise `subject` must be beside the pointer. */
  readonly unprotected?: string;
  /** False: stating it does not make the record hold data of its category. */
  readonly holds?: false;
  /** Its leaf in the record's filter input; true: its own name. */
  readonly filter?: true | string;
  /** Its value in the record's sort enum; true: its own name in upper snake case. */
  readonly sort?: true | string;
  /** Its value in the enum of what the record's lists are counted by; true: its own name in upper snake case. */
  readonly facet?: true | string;
  /** How many records of each envelope have each value is kept: for a facet of codes or places, of no `personal` category. */
  readonly cube?: true;
  /** The same of the enum of dates that the record's lists are counted by. */
  readonly histogram?: true | string;
  /** For an instant: the field beside it that says how precisely it is known. */
  readonly precisionIn?: string;
  /** The same of the enum of what is summed of the record's lists: an amount in kilograms, in the `unit` beside it, of money, or a number. */
  readonly sum?: true | string;
  /**
   * The entity that this identifier is the key of, and the SDL field that leads to it; without `node` that field replaces the
   * field's own. Every UN/LOCODE leads to its `Location`.
   */
  readonly leadsTo?: { readonly type: string; readonly key: string; readonly node?: string };
  /** The field beside it that states the same: who takes along all that a record holds takes that alone. */
  readonly repeats?: string;
  /** Converts a stated value to the stored form; by default stored as stated. */
  readonly store?: (stated: string) => string | null;
  /** Converts a filter's text to the stored form; by default parses identifiers, capitalises codes, else does as `store`. */
  readonly sought?: (text: string) => string;
}

/** A field of one value. */
export interface ScalarField<Value = unknown> extends FieldOptions {
  readonly kind: ScalarKind;
  /** For a code: the list. */
  readonly codes?: CodeList;
  /** For a code: other texts are stored too, but not shown. */
  readonly open?: true;
  /** For a pointer: the type of the record it leads to. */
  readonly to?: string;
  /**
   * Computes the field, which is then never stated, from the object that holds it, its record and its position in its table from
   * 0; for a pointer, the parts of the reference. Typed `never` because each function declares what it reads.
   */
  readonly from?: (holder: never, record: never, position: number) => unknown;
  /** Carries the type of the value; never present. */
  readonly value?: Value;
}

/** A list of scalars, in one column. */
export interface ListField<Value = unknown> extends FieldOptions {
  readonly kind: 'list';
  readonly of: ScalarField;
  readonly from?: ScalarField['from'];
  readonly value?: Value;
}

/** Fields that belong together. */
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
  /** The field that the name of the list alone refers to, e.g. `name` for `names`. */
  readonly main: string;
  /** For `entries`: fields that are not stated are stored as null. */
  readonly filled?: true;
  /** For `entries`: an entry with nothing but a key is left out. */
  readonly sparse?: true;
  /** Converts the stated list to the stored one, e.g. merges entries that name the same. */
  readonly gather?: (stated: never) => readonly unknown[];
  /** An entry is stated as the text of its main field alone, e.g. a container by its number. */
  readonly plain?: true;
  /** For a child: its entries are records of this kind, and have no table here. */
  readonly asserts?: string;
  /** For a child: its table without the schema, the prefix of its ids, its SDL type. */
  readonly table?: string;
  readonly idPrefix?: string;
  readonly type?: string;
  /** For a child: what its names are names of, as for a record. */
  readonly named?: Named;
  /** For a child: at ingest, entries of no stated kind whose names are firms' are flagged. */
  readonly flagsFirms?: true;
}

/** What the names of a record, or of an entry, are names of: similar names find it by `matchedColumns`. */
export type Named = 'person' | 'organization' | 'vessel' | 'aircraft';

/** Any field of a description. */
export type Field = ScalarField | ListField | GroupField | EntriesField;

/** Fields by name, in the order of documentation. */
export interface Fields {
  readonly [name: string]: Field;
}

/** True for a field that is computed when its record is stored, and never stated. */
export function isComputed(field: Field): boolean {
  return 'from' in field && field.from !== undefined;
}

/** Whether the SDL shows a code as an enum, which has no value for codes outside of the list. */
export function isEnum(field: Field): field is ScalarField & { readonly codes: NonNullable<ScalarField['codes']> } {
  return field.kind === 'code' && (field as ScalarField).codes?.type != null;
}
