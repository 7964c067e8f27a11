import type { Envelope } from '../../policy/types.js';

/** What a record itself states of its envelope; the rest comes from the run's options. */
export type EnvelopeStatement = Partial<Omit<Envelope, 'source' | 'sourceRef'>>;

/** Where a record comes from. Not part of what it says: two records that differ only here are the same. */
export interface Provenance {
  readonly origin?: Origin;
  /** The record's text in the file. Every record of a format has it; generated ones have none. */
  readonly raw?: string;
  /** The record's text in the delivered file, where `raw` is an earlier text: for quarantine. */
  readonly delivered?: string;
  /**
   * Absent where the record is stated whole, as by all but deltas: see `ingest/rows/amend.ts`. Of a withdrawal: its key may
   * be that of an entry of such lists, which its record then loses.
   */
  readonly partial?: PartialStatement;
}

/** What every record of every format carries. */
export interface RecordBase extends Provenance {
  /** The record's key in its source: the same record has the same one in every delivery. */
  readonly sourceRef: string;
  readonly envelope?: EnvelopeStatement;
  /**
   * What is doubtful about it, in capitals, e.g. `MRN_CHECK_DIGIT`, `COUNTRY_UNKNOWN`: the record is stored as stated.
   */
  readonly qualityFlags?: readonly string[];
}

/** What a delta does not state of a record that it changes: entries of lists that its source keeps one by one. */
export interface PartialStatement {
  /** Lists of which only the changed entries are stated; entries have a `sourceRef` of their own. */
  readonly lists: readonly string[];
  /** Keys of entries that the delta takes away. */
  readonly gone: { has(sourceRef: string): boolean };
  /** Of a withdrawal: true for the key of a record that the delta states anyway, without the entry. */
  readonly isStated?: (sourceRef: string) => boolean;
}

/** A record's place in its file. */
export interface Origin {
  /** `name` of the `InputFile`. */
  readonly file: string;
  /** Line on which the record begins, 1-based. */
  readonly line: number;
  /** Path of the element, e.g. `/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[12]`; absent for files of lines. */
  readonly path?: string;
}
