/** What a call says of its source's health; `neutral`: nothing (the client hung up, or the answer was malformed). */
export type CallOutcome = 'ok' | 'failed' | 'neutral';

/** Permission for one call of the source. */
export interface BreakerTicket {
  /** Must be called; calls after the first do nothing. */
  settle(outcome: CallOutcome): void;
}

/**
 * A circuit breaker: *closed* lets every call pass; *open* none, for a pause; *half-open* one probe, whose success closes
 * it and whose failure opens it again.
 */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'half-open';
  /** Null: fail at once. */
  admit(): BreakerTicket | null;
}

/** After which failures a source is not called, and for how long. */
export interface BreakerSettings {
  readonly sourceBreakerFailures: number;
  /** Share of failures among the last `breakerWindow` outcomes, 0 to 1, at which it opens as well. */
  readonly breakerRate: number;
  /** Number of outcomes that the rate is of; with fewer it does not count. After six times `sourceTimeoutMs` without any, all are forgotten. */
  readonly breakerWindow: number;
  readonly sourceBreakerPauseMs: number;
  /** The time limit of one call. */
  readonly sourceTimeoutMs: number;
}

/**
 * Outcomes further apart than so many time limits of a call are unrelated: half a minute by default. Why of the limit: calls that
 * time out are at least one apart, and would never add up.
 */
const LIMITS_APART = 6;

/** @param clock monotonic, ms */
export function createBreaker(settings: BreakerSettings, clock: () => number = () => performance.now()): Breaker {
  const recent = new Uint8Array(settings.breakerWindow);
  let seen = 0;
  let failedRecently = 0;
  let inARow = 0;
  let lastAt = clock();
  /** When it opened; null: closed. */
  let openedAt: number | null = null;
  let probing = false;
  // A call that began before the last change of state says nothing of the source now.
  let generation = 0;

  const forget = (): void => {
    recent.fill(0);
    seen = 0;
    failedRecently = 0;
    inARow = 0;
  };
  const enter = (opened: number | null): void => {
    openedAt = opened;
    probing = false;
    generation += 1;
    forget();
  };
  const record = (failed: boolean): void => {
    const now = clock();
    if (now - lastAt > settings.sourceTimeoutMs * LIMITS_APART) forget();
    lastAt = now;
    inARow = failed ? inARow + 1 : 0;
    const place = seen % recent.length;
    failedRecently += Number(failed) - (recent[place] ?? 0);
    recent[place] = Number(failed);
    seen += 1;
    const often = seen >= recent.length && failedRecently >= recent.length * settings.breakerRate;
    if (failed && (inARow >= settings.sourceBreakerFailures || often)) enter(now);
  };
  const settle = (began: number, outcome: CallOutcome): void => {
    if (began !== generation) return;
    if (openedAt === null) {
      if (outcome !== 'neutral') record(outcome === 'failed');
    } else if (outcome === 'ok') enter(null);
    else if (outcome === 'failed') enter(clock());
    // A neutral probe makes room for the next one.
    else probing = false;
  };
  const allows = (): boolean => openedAt === null || (!probing && clock() - openedAt >= settings.sourceBreakerPauseMs);

  return {
    get state() {
      if (openedAt === null) return 'closed';
      return probing || allows() ? 'half-open' : 'open';
    },
    admit() {
      if (!allows()) return null;
      if (openedAt !== null) probing = true;
      const began = generation;
      let settled = false;
      return {
        settle(outcome) {
          if (settled) return;
          settled = true;
          settle(began, outcome);
        },
      };
    },
  };
}
