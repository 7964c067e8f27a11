import type { TriedPair } from '../../../matching/index.js';

/** A name and a full date of birth, by which a record may be known. */
export interface NameTrial {
  /** The two rarest words of one name, a pair for each two ways that they may sound, the likeliest first. */
  readonly pairs: readonly [TriedPair, ...TriedPair[]];
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** A number by which a record may be known, as it is compared. */
export interface NumberTrial {
  /** What it is a number of; trials of any other than these two are not limited. */
  readonly of: 'document' | 'caseReference' | (string & {});
  /** Without type and country, which play no part in which numbers are near it. */
  readonly value: string;
}

/** A person of whom it is asked what is held. */
export interface SubjectTrial {
  /** All that was stated of the person, in one form. */
  readonly person: string;
}

/** What a question tries of a record that the viewer may only know of, or asks for of a person. */
export type Trial = NameTrial | NumberTrial | SubjectTrial;

/**
 * What became of a trial. ASKED: it may be looked for. LIMITED: its officer or its agency has tried as much as allowed.
 * UNAVAILABLE: the limits are out of reach. In the latter two cases it must not be looked for.
 */
export type TrialState = 'ASKED' | 'LIMITED' | 'UNAVAILABLE';
