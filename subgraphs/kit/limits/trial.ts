import type { TriedPair } from '../../../matching/index.js';

/** A name and a full date of birth, by which a record may be known. */
export interface NameTrial {
  /** The two rarest words of one name, once for each two ways in which they may sound, the likeliest first. */
  readonly pairs: readonly [TriedPair, ...TriedPair[]];
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** A number by which a record may be known, as it is compared. */
export interface NumberTrial {
  /** What it is a number of; of what is neither, nothing is limited by what is tried. */
  readonly of: 'document' | 'caseReference' | (string & {});
  /** Without what it is a number of: its type and country are no part of what is near it. */
  readonly value: string;
}

/** What a question tries of a record of which the viewer may only know. */
export type Trial = NameTrial | NumberTrial;

/**
 * What became of a trial: it may be looked for; its officer has tried as much as there may be tried of it, or its agency has;
 * or nobody can say, since the limits are out of reach. In the two latter cases it must not be looked for.
 */
export type TrialState = 'ASKED' | 'LIMITED' | 'UNAVAILABLE';
