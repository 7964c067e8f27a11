/** What is counted under something, as keyed tokens in hex, and how many of it there may be in a day. */
export type OwnCount = readonly [under: string, tried: string, most: number];

/** The same of a whole agency, from how many on the audit log is to say so, and what that calls the name: sealed, hex. */
export type SharedCount = readonly [under: string, tried: string, most: number, entered: number, name: string];

/** What one trial counts for. */
export interface TrialCounts {
  readonly own: readonly OwnCount[];
  readonly shared: readonly SharedCount[];
}

/** Look-ups that were taken in a minute, ms since 1970. */
export type Lot = readonly [minute: number, count: number];

/** Look-ups of one viewer under one quota. */
export interface LookupCounts {
  /** A keyed token, hex. */
  readonly under: string;
  /** So many are missing. */
  readonly needed: number;
  /** So many are taken, where there are as many. */
  readonly wanted: number;
  /** An hour. */
  readonly most: number;
  /** What was taken before and is not used: given back first. */
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

/** What came of a reservation, in its order. */
export interface Reserved {
  /** True where the trial may be answered. */
  readonly trials: readonly boolean[];
  /** How many were taken; where they are fewer than needed, the seconds until all could be. */
  readonly lookups: readonly (readonly [taken: number, waitSeconds: number])[];
}
