import { InvalidArgumentError } from 'commander';

/** A parser of whole numbers in a range. @throws InvalidArgumentError for anything else */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most}.`);
  };
}

/** Parses a limit of rows. */
export const toCount = wholeNumber(1, 9_999_999);

/** Parses the position of an entry in a log, from 0. */
export const toIndex = wholeNumber(0, 999_999_999_999_999);

/** A parser of texts of one form. @throws InvalidArgumentError with the hint for anything else */
export function textOfForm(form: RegExp, hint: string): (text: string) => string {
  return (text) => {
    if (form.test(text)) return text;
    throw new InvalidArgumentError(hint);
  };
}

/** `5%` → 5. @throws InvalidArgumentError for anything but a percentage */
export function toPercent(text: string): number {
  const percent = /^\d{1,3}(?:\.\d+)?\s*%?$/.test(text.trim()) ? Number.parseFloat(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('A share of all records, 0% to 100%.');
}

/**
 * Arguments with the key of `sources SOURCE KEY` behind `--` where it begins with a dash, as one hash in 64 does: it would be
 * read as options.
 */
export function withKeyLast(args: readonly string[]): readonly string[] {
  const at = args.findIndex((argument) => /^-(?!-|[hV]?$)/.test(argument));
  if (args[0] !== 'sources' || at === -1 || args.includes('--')) return args;
  return [...args.toSpliced(at, 1), '--', args[at] ?? ''];
}
