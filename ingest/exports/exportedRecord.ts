import type { EnvelopeStatement } from '../records/base.js';
import type { Statement } from '../rows/rows.js';

/** One record on its way back to its originator. */
export interface ExportedRecord {
  /** As it was understood, under the whole envelope that it is stored with: nothing of it depends on how it is read again. */
  readonly record: Statement & { readonly envelope: EnvelopeStatement };
  /** As it stood in its file. */
  readonly raw: string | null;
}
