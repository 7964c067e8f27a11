import type { EnvelopeField } from './catalogue/envelope.js';
import type { MappedKind } from './catalogue/index.js';
import type { Target } from './fieldPath.js';

/** A mapping file that has passed every check which needs no data: `parseMapping` makes it. */
export interface Mapping {
  /** Name of the file that it was read from. */
  readonly name: string;
  /** SHA-256 of its text, hex. */
  readonly digest: string;
  /** Value of the envelope's `source`: `mapped-NAME`, or one that policy lists for the originator by name. */
  readonly source: string;
  readonly kind: MappedKind;
  readonly input: MappingInput;
  readonly key: KeySpec;
  /** What becomes of rows that follow one another with one key. */
  readonly sameKey: 'reject' | 'merge';
  /** The same for every record of the file. */
  readonly envelope: Readonly<Partial<Record<EnvelopeField, unknown>>>;
  /** Read from each record. */
  readonly envelopeFields: readonly MappedField<EnvelopeField>[];
  readonly fields: readonly MappedField<Target>[];
  /** Columns that are known and have no field; `rest` means all others. */
  readonly ignore: readonly string[] | 'rest';
}

/** What the file is and how it is written. */
export interface MappingInput {
  readonly type: InputType;
  /** One character; unused for `jsonl` and `sql`. */
  readonly delimiter: string;
  /** Label of the WHATWG Encoding Standard; absent: found out. */
  readonly encoding?: string | undefined;
  /** True: the first line names the columns. False: they are `#1`, `#2`. A list: their names, no line has them. */
  readonly header: boolean | readonly string[];
  /** Lines before the header, or before the first record, that are none. */
  readonly skipLines: number;
  /** Texts that mean "nothing", beside the empty one. */
  readonly nullValues: readonly string[];
  readonly decimal: '.' | ',';
  /** Only rows for which all hold are records. */
  readonly where: readonly Condition[];
  /** For `sql`. */
  readonly query?: string | undefined;
  /** For `sql`: name of the environment variable that holds the connection string. */
  readonly urlVariable?: string | undefined;
}

/** Kinds of input that a mapping reads. */
export const inputTypes = ['csv', 'tsv', 'jsonl', 'sql'] as const;
export type InputType = (typeof inputTypes)[number];

/** One condition on a row. */
export interface Condition {
  readonly column: string;
  readonly is?: readonly string[] | undefined;
  readonly isNot?: readonly string[] | undefined;
  readonly matches?: string | undefined;
  readonly empty?: boolean | undefined;
}

/** Where a record's key comes from: the values of columns as they stand, or a hash of them with a counter for repetitions. */
export interface KeySpec {
  readonly columns: readonly string[];
  /** `columns` empty: of the whole row. */
  readonly hash: boolean;
  /** Regular expressions and what stands in the place of each match, in each column. */
  readonly replace?: Readonly<Record<string, string>> | undefined;
}

/** What fills one field. */
export interface MappedField<Path> {
  /** As the mapping writes it. */
  readonly name: string;
  readonly target: Path;
  readonly spec: Spec;
}

/** What becomes of a record with a value that cannot be read: kept with a flag, rejected, or kept with null. */
export const onErrors = ['flag', 'reject', 'null'] as const;
export type OnError = (typeof onErrors)[number];

/** How a mapping may have a text read (`as`), beside by the kind of the field. */
export const readings = [
  'text',
  'country',
  'imo',
  'mrn',
  'container',
  'eori',
  'locode',
  'hs',
  'unit',
  'package',
  'transportMode',
] as const;

/** Where a value comes from and what is done to it, in the order of the members from `extract` on. */
export interface Spec {
  readonly column?: string | undefined;
  /** Several columns, each a value of its own; `alias_*` stands for all that are numbered. */
  readonly columns?: readonly string[] | undefined;
  /** The first of these columns that has a value. */
  readonly from?: readonly string[] | undefined;
  /** A constant. */
  readonly value?: string | undefined;
  /** Text with `{column}` in it. */
  readonly template?: string | undefined;
  /** The file may lack the columns. */
  readonly optional?: boolean | undefined;
  readonly trim?: boolean | undefined;
  /** A regular expression: its first group, or all that it matches, is the value. */
  readonly extract?: string | undefined;
  /** Regular expressions and what stands in the place of each match. */
  readonly replace?: Readonly<Record<string, string>> | undefined;
  /** Separator: each part is a value of its own. */
  readonly split?: string | undefined;
  readonly upper?: boolean | undefined;
  readonly lower?: boolean | undefined;
  /** Joins several values to one. */
  readonly join?: string | undefined;
  /** Values of the file to values of the record; compared without case. */
  readonly map?: Readonly<Record<string, string | null>> | undefined;
  /** For values that `map` does not name; `keep` leaves them as they are. Absent: they are errors. */
  readonly otherwise?: string | null | undefined;
  readonly as?: (typeof readings)[number] | undefined;
  readonly date?: readonly string[] | undefined;
  readonly dateTime?: { readonly format: readonly string[]; readonly zone?: string | undefined } | undefined;
  readonly number?: { readonly decimal?: '.' | ',' | undefined; readonly thousands?: string | undefined } | undefined;
  readonly integer?: boolean | undefined;
  readonly money?: { readonly currency: string | ColumnName; readonly minor?: boolean | undefined } | undefined;
  readonly unit?: string | UnitColumn | undefined;
  readonly boolean?: { readonly true: readonly string[]; readonly false: readonly string[] } | undefined;
  readonly hash?: boolean | undefined;
  /** Where there is no value. */
  readonly default?: string | undefined;
  readonly required?: boolean | undefined;
  /** The element of a group is there only where this field has a value. */
  readonly makesElement?: boolean | undefined;
  readonly onError?: OnError | undefined;
}

/** A column, where a bare text would be a constant. */
export interface ColumnName {
  readonly column: string;
}

/** The column of a unit, and what its words mean. */
export interface UnitColumn extends ColumnName {
  /** Words of the file to units; compared without case. Others are read as they stand. */
  readonly map?: Readonly<Record<string, string | null>> | undefined;
}
