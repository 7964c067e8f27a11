import type { EnvelopeField } from './catalogue/envelope.js';
import type { MappedKind } from './catalogue/index.js';
import type { Target } from './fieldPath.js';
import type { MappingFile } from './parse/schema.js';

/** A mapping file that has passed every check without data. */
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
  /** What becomes of consecutive rows with one key. */
  readonly sameKey: MappingFile['sameKey'];
  /** The same for every record of the file. */
  readonly envelope: Readonly<Partial<Record<EnvelopeField, unknown>>>;
  /** Read from each record. */
  readonly envelopeFields: readonly MappedField<EnvelopeField>[];
  readonly fields: readonly MappedField<Target>[];
  /** Columns that are known and have no field; `rest` means all others. */
  readonly ignore: readonly string[] | 'rest';
}

/** What the file is and how it is written; `parse/schema.ts` describes its members. */
export type MappingInput = Omit<MappingFile['input'], 'delimiter' | 'where'> & {
  readonly delimiter: string;
  readonly where: readonly Condition[];
};

/** One condition on a row. */
export type Condition = NonNullable<MappingFile['input']['where']>[number];

/** Where a record's key comes from: the values of columns, or a hash of them with a counter for repetitions. */
export interface KeySpec {
  readonly columns: readonly string[];
  /** `columns` empty: of the whole row. */
  readonly hash: boolean;
  /** Replacements of regular expressions, in each column. */
  readonly replace?: Readonly<Record<string, string>> | undefined;
}

/** What fills one field. */
export interface MappedField<Path> {
  /** As the mapping writes it. */
  readonly name: string;
  readonly target: Path;
  readonly spec: Spec;
}

/** Where a value comes from and what is done to it; `parse/schema.ts` describes its members. */
export type Spec = MappingFile['fields'][string];

/** What becomes of a record with a value that cannot be read. */
export type OnError = NonNullable<Spec['onError']>;
