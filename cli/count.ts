import { InvalidArgumentError } from 'commander';

/** A number of rows at most. @throws InvalidArgumentError for anything else */
export function toCount(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number from 1 to 9999999.');
}
