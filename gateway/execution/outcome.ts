import type { EntrySource } from '../../auditlog/types.js';
import type { WithheldEntry } from '../../policy/types.js';

/** One line of what sources withheld, by the client's response path. */
export interface SourceWithheld extends WithheldEntry {
  readonly rule: string;
}

/** How one call of a source went. */
export type SourceResult = EntrySource;
