/** Crashes older than this are forgotten, ms. */
const WINDOW = 120_000;

/** So many crashes of one thing within the window are too many. */
const TOO_MANY = 8;

/** Longest pause, ms. */
const LONGEST = 15_000;

/**
 * How long to wait before what crashed is started again, a worker or the embedded server: not at all after the first
 * crash, then from 250 ms on twice as long each time.
 *
 * @param crashes instants of its crashes and failed starts, the last one included, ms
 * @returns ms; null where it has crashed too often to go on
 */
export function restartPause(crashes: readonly number[], now: number): number | null {
  const recent = crashes.filter((at) => at > now - WINDOW).length;
  if (recent >= TOO_MANY) return null;
  return recent <= 1 ? 0 : Math.min(LONGEST, 250 * 2 ** (recent - 2));
}
