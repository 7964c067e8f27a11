import { InvalidArgumentError } from 'commander';

/** `5%` → 5. @throws InvalidArgumentError for what is no share */
export function toPercent(text: string): number {
  const percent = /^\d{1,3}(?:\.\d+)?\s*%?$/.test(text.trim()) ? Number.parseFloat(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('A share of all records, 0% to 100%.');
}
