import { InvalidArgumentError } from 'commander';

/** A number of rows at most. @throws InvalidArgumentError for anything else */
export function toCount(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number from 1 to 9999999.');
}

/** `5%` → 5. @throws InvalidArgumentError for what is no share */
export function toPercent(text: string): number {
  const percent = /^\d{1,3}(?:\.\d+)?\s*%?$/.test(text.trim()) ? Number.parseFloat(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('A share of all records, 0% to 100%.');
}

/** A place in a log, from 0. @throws InvalidArgumentError for anything else */
export function toIndex(text: string): number {
  if (/^(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number from 0.');
}
