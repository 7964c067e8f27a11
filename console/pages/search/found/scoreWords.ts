/** A score with two digits; what is below 1 is never written as 1, since no two names reach it. */
export function scoreWords(score: unknown): string {
  const value = Number(score);
  return value >= 1 ? '1.00' : Math.min(Math.round(value * 100) / 100, 0.99).toFixed(2);
}
