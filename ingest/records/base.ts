// SPDX-License-Identifier: Apache-2.0
import type { Envelope } from '../../policy/types.js';

/** What a record itself states of its envelope; the rest comes from the run's options. */
export type EnvelopeStatement = Partial<Omit<Envelope, 'source' | 'sourceRef'>>;

/** What every record of every format carries. */
export interface RecordBase {
  /** The record's key in its source: the same record has the same one in every delivery. */
  readonly sourceRef: string;
  readonly envelope?: EnvelopeStatement;
  readonly origin?: Origin;
}

/** Where in its file a record stands. */
export interface Origin {
  /** Base name of the file. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Points at a record of a source, as the one who asserts the link names it there. */
export interface RecordPointer {
  readonly source: string;
  readonly sourceRef: string;
}
