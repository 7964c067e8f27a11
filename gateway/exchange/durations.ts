import type { SourceResult } from '../execution/types.js';

/** Adds how long each source was waited for, ms, all its calls together. @returns the sums */
export function addDurations(
  sums: Record<string, number>,
  sources: readonly Pick<SourceResult, 'name' | 'durationMs'>[],
): Record<string, number> {
  for (const { name, durationMs } of sources) sums[name] = (sums[name] ?? 0) + durationMs;
  return sums;
}
