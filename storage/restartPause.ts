/** Older crashes are forgotten, ms. */
const windowMs = 120_000;

/** That many crashes within the window are too many. */
const tooMany = 8;

/** Longest pause, ms. */
const maxPause = 15_000;

/**
 * How long to wait before a crashed worker or embedded server is restarted: not at all after the first crash, then 250 ms, doubling
 * each time.
 *
 * @param crashes instants of its crashes and failed starts, the last one included, ms
 * @returns ms; null if it has crashed too often
 */
export function restartPause(crashes: readonly number[], now: number): number | null {
  const recent = crashes.filter((at) => at > now - windowMs).length;
  if (recent >= tooMany) return null;
  return recent <= 1 ? 0 : Math.min(maxPause, 250 * 2 ** (recent - 2));
}
