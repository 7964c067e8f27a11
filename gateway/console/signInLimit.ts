/** Wrong codes in a minute that are answered as wrong, and logged; further ones are only counted. */
const MOST_WRONG = 5;
const WINDOW_MS = 60_000;

/** Counts wrong codes. */
export interface WrongCodes {
  /** Counts one. @returns 0; beyond the limit the seconds until one would be answered again */
  count(): number;
}

/**
 * Limits what wrong codes write to the log.
 *
 * Why right ones pass in spite of it: nobody guesses 256 bits, however often they try, and anyone who tried would lock out the
 * owner.
 */
export function limitWrongCodes(now: () => number = Date.now): WrongCodes {
  let recent: readonly number[] = [];
  return {
    count() {
      const time = now();
      recent = recent.filter((before) => time - before < WINDOW_MS);
      const [oldest] = recent;
      if (recent.length >= MOST_WRONG && oldest !== undefined) return Math.ceil((oldest + WINDOW_MS - time) / 1000);
      recent = [...recent, time];
      return 0;
    },
  };
}
