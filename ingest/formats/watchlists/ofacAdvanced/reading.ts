import type { Flags } from '../flags.js';
import type { Place } from './places.js';
import type { References } from './references.js';

/** What is needed to read the parts of one party. */
export interface PartyReading {
  readonly references: References;
  readonly flags: Flags;
  /** The place of this number; null where the file has none. */
  placeOf(id: string | undefined): Place | null;
}
