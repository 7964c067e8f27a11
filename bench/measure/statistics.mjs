/** @param {readonly number[]} values @returns {number} NaN of nothing */
export function median(values) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median with the least and the greatest; values that are no numbers are left out. */
export function summary(given) {
  const values = given.filter((value) => Number.isFinite(value));
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), runs: values.length };
}

/** Ratios of runs made one after the other, pair by pair, as a summary. */
export function ratioOf(these, those) {
  const pairs = Math.min(these.length, those.length);
  return summary(Array.from({ length: pairs }, (_, index) => these[index] / those[index]));
}
