import type { FileHead } from '../input/fileHead.js';
import type { InputFile } from '../input/inputFile.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { DeliveryItem, RecordKind } from '../records/record.js';

export type { FileHead } from '../input/fileHead.js';
export type { DeliveryItem } from '../records/record.js';

/** One real-world format. One file of `ingest/formats/` each; `formats` in `index.ts` lists them. */
export interface Format {
  /** Name on the command line, e.g. `ofac-sdn`. */
  readonly name: string;
  /** Value of the envelope's `source`, where it is not the name: a mapping names its own. */
  readonly source?: string;
  /** What it is, in one line. */
  readonly description: string;
  /** Who publishes or sends it, and where its specification is. */
  readonly publisher: string;
  /** Versions of the format that are understood, as `Recognition.version` names them; the newest first. */
  readonly versions: readonly string[];
  /** The files of a delivery, as help shows them. */
  readonly files: readonly string[];
  /** Kinds of record that it yields; the originator must originate the sources of all of them. */
  readonly kinds: readonly RecordKind[];
  /** What the envelope says where the command does not. */
  readonly envelope: EnvelopeStatement;
  /** One record as it stands in a file; invented. */
  readonly sample: string;
  /** What becomes of each element; read when it is asked for. */
  elements(): ElementDispositions;
  /** True where a delivery may be the publisher's whole list, so that `--full` makes sense. */
  readonly mayBeWhole: boolean;
  /**
   * True where nothing but their order tells some rows apart (a counter in the key): a single row that is read again may
   * then have the key of another.
   */
  readonly countsRepetitions?: boolean;
  /**
   * Says whether a file is of this format, from its name and first bytes alone: never by name only, and null where in
   * doubt. A file that plays a lesser part in a delivery (addresses beside entries) is recognised too.
   */
  recognise(file: FileHead): Recognition | null;
  /**
   * Says of a file that it does not recognise what it is, where it is much like its own: of a version that is not read, or
   * an answer to one of its messages. Null for any other file. For callers that leave it to the files to say what they are.
   */
  describeNear?(file: FileHead): string | null;
  /**
   * The items of a delivery, streamed in file order: every record of the files is yielded once, as a record, a
   * withdrawal or a reject. Keys are unique within the delivery. May be called again for the same delivery and yields
   * the same items in the same order: a run that was killed goes on by their numbers.
   *
   * @throws BAD_USER_INPUT where the files are no delivery of this format at all, before the first item
   */
  read(delivery: Delivery): AsyncIterable<DeliveryItem>;
}

/** The files that are read together, and where a format reports what it met. */
export interface Delivery {
  readonly files: readonly InputFile[];
  /**
   * Counts an element (column, or path of an XML element or attribute) that has a value and that `elements` does not
   * name: the run's result lists them. Nothing is dropped in silence.
   */
  unmapped(element: string): void;
}

/** What becomes of each element of the format, by column name or element path as its specification writes it. */
export interface ElementDispositions {
  /** Element to field of the graph, e.g. `{ SDN_Name: 'Person.name, Organization.name' }`. */
  readonly mapped: Readonly<Record<string, string>>;
  /** Elements that have no field: they stay in the raw source record, which every stored record keeps. */
  readonly raw: readonly string[];
  /** Elements that are read past, and why. */
  readonly dropped: Readonly<Record<string, string>>;
}

/** A file that a format takes for its own. */
export interface Recognition {
  /** One of `Format.versions`; one called `delta` states changes alone, and is never a whole list. */
  readonly version: string;
  /** Part of a delivery that the file plays, where there are several, e.g. `addresses`. */
  readonly part?: string;
  /**
   * Place of a delta in its series, for formats that have such: compared as text, and a later one must be greater.
   * Deltas are applied in order; the pipeline refuses one that is not after the last.
   */
  readonly sequence?: string;
}
