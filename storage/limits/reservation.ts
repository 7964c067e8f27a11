/** One count: what is tried under what, as keyed tokens in hex, and how many distinct ones a day may have. */
export type OwnCount = readonly [under: string, tried: string, most: number];

/** A count of a whole agency: also from how many on the audit log gets an entry, and the name that it states, sealed, hex. */
export type SharedCount = readonly [under: string, tried: string, most: number, entered: number, name: string];

/** What one trial counts for. */
export interface TrialCounts {
  readonly own: readonly OwnCount[];
  readonly shared: readonly SharedCount[];
}

/** Look-ups taken in a minute; the minute in ms since 1970. */
export type Lot = readonly [minute: number, count: number];

/** Look-ups of one viewer under one quota. */
export interface LookupCounts {
  /** A keyed token, hex. */
  readonly under: string;
  /** How many the request cannot do without. */
  readonly needed: number;
  /** How many are taken if there are as many. */
  readonly wanted: number;
  /** Most in an hour. */
  readonly most: number;
  /** Taken before and not used: returned first. */
  readonly back: readonly Lot[];
}

/** What one request reserves in one source. */
export interface Reservation {
  /** The request's instant, UTC ISO 8601. */
  readonly at: string;
  readonly agency: string;
  /** Sealed, hex. */
  readonly asker: string;
  readonly trials: readonly TrialCounts[];
  readonly lookups: readonly LookupCounts[];
}

/** The result of a reservation, in its order. */
export interface Reserved {
  /** True if the trial may be answered. */
  readonly trials: readonly boolean[];
  /** How many were taken; if fewer than needed, the seconds until all could be, else 0. */
  readonly lookups: readonly (readonly [taken: number, waitSeconds: number])[];
}

/** What a process takes of budgets: a viewer's before its agency's. */
export interface BlocksAsked {
  /** The request's instant, ms since 1970. */
  readonly at: number;
  /** `under` is a keyed token, hex; `wanted` is taken, or what is free if that is at least what is needed. */
  readonly budgets: readonly (readonly [under: string, perMinute: number, needed: number, wanted: number])[];
}

/** What it gets of one, and what is free after that. */
export type GivenBlock = readonly [given: number, free: number];
