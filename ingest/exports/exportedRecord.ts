import type { EnvelopeStatement } from '../records/base.js';
import type { Statement } from '../rows/rows.js';

/** One record on its way back to its originator. */
export interface ExportedRecord {
  /** The record under the whole envelope that it is stored with, so that reading it again adds no defaults. */
  readonly record: Statement & { readonly envelope: EnvelopeStatement };
  /** Its text in the source file. */
  readonly raw: string | null;
}
