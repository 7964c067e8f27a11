// SPDX-License-Identifier: Apache-2.0

import type { RecordKind, Reject, SourceRecord } from '../record.js';
import type { EnvelopeStatement } from '../records/base.js';

/** Told while a file is read: bytes of all files read so far. */
export type ReadProgress = (bytes: number) => void;

/** One real-world format. One file of `ingest/formats/` each; `formats` in `index.ts` lists them. */
export interface Format {
  /** Name on the command line and value of the envelope's `source`, e.g. `ofac-sdn`. */
  readonly name: string;
  readonly description: string;
  /** The files of a delivery, as help shows them. */
  readonly files: readonly string[];
  /** Kinds of record that it yields; the originator must originate the sources of all of them. */
  readonly kinds: readonly RecordKind[];
  /** What the envelope says where the command does not. */
  readonly envelope: EnvelopeStatement;
  /**
   * The records of a delivery, streamed, keys unique within it.
   *
   * @throws BAD_USER_INPUT where the files are no delivery of this format at all
   */
  read(files: readonly string[], onProgress?: ReadProgress): AsyncIterable<SourceRecord | Reject>;
}
