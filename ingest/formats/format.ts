import type { Bookmarks } from '../bookmarks/bookmarks.js';
import type { FileHead } from '../input/fileHead.js';
import type { InputFile } from '../input/inputFile.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { DeliveryItem, RecordKind } from '../records/record.js';
import type { EndedList, Rhythm } from './rhythm.js';

export type { FileHead } from '../input/fileHead.js';
export type { DeliveryItem } from '../records/record.js';

/** A real-world format; `formats` in `index.ts` lists them. */
export interface Format {
  /** Name on the command line, e.g. `ofac-sdn`. */
  readonly name: string;
  /** The envelope's `source`, where it differs from the name. */
  readonly source?: string;
  /** What it is, in one line. */
  readonly description: string;
  /** Who publishes or sends it, and where its specification is. */
  readonly publisher: string;
  /** Versions that are read, as `Recognition.version` names them; the newest first. */
  readonly versions: readonly string[];
  /** How often its publisher issues a new edition; absent for messages, and where no rule is known. */
  readonly rhythm?: Rhythm;
  /** That its publisher has ended it; absent for a list that is kept up. */
  readonly ended?: EndedList;
  /** The files of a delivery, as help shows them. */
  readonly files: readonly string[];
  /** Kinds of record that it yields; the originator must originate the sources of all of them. */
  readonly kinds: readonly RecordKind[];
  /** Envelope defaults, under what the command states. */
  readonly envelope: EnvelopeStatement;
  /** One invented record as a file has it. */
  readonly sample: string;
  /** What becomes of each element; may read a file. */
  elements(): ElementDispositions;
  /** Whether a delivery may be the publisher's whole list, so that `--full` makes sense. */
  readonly mayBeWhole: boolean;
  /**
   * Whether some keys contain a counter, as only their order distinguishes the rows: a single row that is read again may
   * then get the key of another.
   */
  readonly countsRepetitions?: boolean;
  /**
   * Recognises a file of this format by its name and first bytes, never by the name alone; null when in doubt. Minor files
   * of a delivery (addresses for entries) are recognised too.
   */
  recognise(file: FileHead): Recognition | null;
  /**
   * Describes a file that is close to this format without being recognised: a version that is not read, or an answer to
   * one of its messages. Null for any other file. Used where the operator leaves recognition to the files.
   */
  describeNear?(file: FileHead): string | null;
  /**
   * The items of a delivery, streamed in file order: every record of the files is yielded once, as a record, a
   * withdrawal or a reject. Keys are unique within the delivery. Reading a delivery again yields the same items in the
   * same order: a run that was killed continues by their numbers.
   *
   * @throws BAD_USER_INPUT where a file is not of this format, before the first item
   */
  read(delivery: Delivery): AsyncIterable<DeliveryItem>;
}

/** Files that are read together, and a counter of what they contain beyond the format. */
export interface Delivery {
  readonly files: readonly InputFile[];
  /**
   * Counts an element (column, or path of an XML element or attribute) that has a value and is not named by `elements`;
   * the run's result lists them. Nothing is dropped silently.
   */
  unmapped(element: string): void;
  /**
   * Where an earlier process stopped in this very delivery. A format that reads by them must know nothing of the records
   * before but by `tally`; one that does not reads all from the beginning.
   */
  readonly bookmarks?: Bookmarks;
}

/** What becomes of each element, by column name or element path as the format's specification writes it. */
export interface ElementDispositions {
  /** Element to field of the graph, e.g. `{ SDN_Name: 'Person.name, Organization.name' }`. */
  readonly mapped: Readonly<Record<string, string>>;
  /** Elements without a field: they stay in the raw source record, which every stored record keeps. */
  readonly raw: readonly string[];
  /** Elements that are skipped, and why. */
  readonly dropped: Readonly<Record<string, string>>;
}

/** What a format recognises a file as. */
export interface Recognition {
  /** One of `Format.versions`; `delta` states changes only and is never a whole list. */
  readonly version: string;
  /** The file's part in a delivery of several, e.g. `addresses`. */
  readonly part?: string;
  /** Place of a delta in its series, compared as text; the pipeline refuses a delta that is not after the last. */
  readonly sequence?: string;
}
