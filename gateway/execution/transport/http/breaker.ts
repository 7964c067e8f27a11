/** What a call said of its source's health; `neutral`: nothing (the client hung up, the answer was merely wrong). */
export type CallOutcome = 'ok' | 'failed' | 'neutral';

/** Leave to call the source once. */
export interface BreakerTicket {
  /** To be told exactly once; a second time does nothing. */
  settle(outcome: CallOutcome): void;
}

/**
 * A circuit breaker: *closed* lets everything pass; *open* nothing, for a pause; *half-open* one probe, whose success
 * closes and whose failure opens again.
 */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'half-open';
  /** Null: fail at once. */
  admit(): BreakerTicket | null;
}

/** When a source that fails is left alone, and for how long. */
export interface BreakerSettings {
  readonly sourceBreakerFailures: number;
  /** Share of failures among the last `breakerWindow` outcomes (0 to 1) after which it is left alone too. */
  readonly breakerRate: number;
  /** Outcomes that the rate looks at; it says nothing before there are that many. 30 s without any: all are forgotten. */
  readonly breakerWindow: number;
  readonly sourceBreakerPauseMs: number;
}

/** Outcomes further apart than this do not belong to one trouble. */
const WINDOW_MS = 30_000;

/** @param clock milliseconds, never falling */
export function createBreaker(settings: BreakerSettings, clock: () => number = () => performance.now()): Breaker {
  const recent = new Uint8Array(settings.breakerWindow);
  let seen = 0;
  let failedRecently = 0;
  let inARow = 0;
  let lastAt = clock();
  /** When it opened; null: closed. */
  let openedAt: number | null = null;
  let probing = false;
  // Why: a call that began before the state changed says nothing of the source as it is now.
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
    if (now - lastAt > WINDOW_MS) forget();
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
    // Why: a probe that said nothing gives its place to the next one.
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
