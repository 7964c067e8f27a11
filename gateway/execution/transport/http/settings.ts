/** How much one source is asked at once, and when it is left alone. One set for each source and gateway process. */
export interface SourceLimits {
  /** Requests on their way to the source at once, each on a connection of its own. */
  readonly concurrency: number;
  /** Requests that may wait for a connection; the next one fails at once. */
  readonly queue: number;
  /** Failures in a row after which the source is left alone. */
  readonly breakerFailures: number;
  /** Share of failures among the last `breakerWindow` outcomes (0 to 1) after which it is left alone too. */
  readonly breakerRate: number;
  /** Outcomes that the rate looks at; it says nothing before there are that many. 30 s without any: all are forgotten. */
  readonly breakerWindow: number;
  /** How long it is left alone before one request may try again, milliseconds. */
  readonly breakerPauseMs: number;
  /** How long a connection may take to stand, milliseconds. */
  readonly connectTimeoutMs: number;
}

/** The limits of a source of which nothing was told. */
export const defaultSourceLimits: SourceLimits = {
  concurrency: 128,
  queue: 1_024,
  breakerFailures: 10,
  breakerRate: 0.5,
  breakerWindow: 50,
  breakerPauseMs: 1_000,
  connectTimeoutMs: 2_000,
};
