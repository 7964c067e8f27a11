import type { CellPath } from '../../../../client/index.js';
import type { InLanguages } from '../../../parts/table/matchRows.js';
import type { Kind } from '../../search/kinds.js';

/** What an empty result of a line is worth; only `whole` is a no-hit. */
export type Worth =
  | 'whole'
  | 'inPart'
  | 'notLent'
  | 'noTime'
  | 'unanswered'
  | 'notLookedUp'
  | 'hitsLimited'
  | 'hitsUnavailable';

/** A record that may be what a line names, or that it names. */
export interface Candidate {
  readonly kind: Kind;
  readonly id: string;
  /** Where the record stands in the answer. */
  readonly path: CellPath;
  /** Where its match stands; undefined: the line is a number of it. */
  readonly match?: CellPath;
}

/** A record that exists, of which nothing is shown. */
export interface Hit {
  readonly reference: string;
  readonly contact: string | undefined;
}

/** What was found of a line. */
export interface Found {
  readonly worth: Worth;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly hits: readonly Hit[];
  /** That the question is too little. */
  readonly advice?: InLanguages | undefined;
}

export const nothingKnown: Found = { worth: 'unanswered', candidates: [], hits: [] };

const worths: Readonly<Record<string, Worth>> = {
  ...{ OK: 'whole', PARTIAL: 'inPart', DENIED: 'notLent', TIMEOUT: 'noTime' },
  ...{ LIMITED: 'hitsLimited', UNAVAILABLE: 'hitsUnavailable' },
};

/** What a state of a search, or of hits, is worth; undefined where it takes nothing away. */
export const worthOf = (state: string | null | undefined): Worth | undefined => worths[state ?? ''];
