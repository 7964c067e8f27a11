/** Words for a missing value in published tables. */
const nothing = new Set(['', 'NA', 'N/A', '#N/A', 'NULL', 'NAN', '-', '--', '.', '..', '...']);

/** A cell's trimmed text; null where it is empty or a word for a missing value. */
export function toText(cell: string | undefined): string | null {
  const text = cell?.trim() ?? '';
  return nothing.has(text.toUpperCase()) ? null : text;
}

/** Why a text is not a figure: a word of `Reject.reason`. */
export type FigureDefect = 'number.impossible' | 'number.negative';

/**
 * A figure that is not negative: digits, optionally with commas or spaces between thousands, a decimal point and an
 * exponent. Null for null; the defect where it is not such a figure.
 */
export function toFigure(text: string | null): number | null | FigureDefect {
  if (text === null) return null;
  // Why not after a zero: `0,971` is a fraction with a decimal comma.
  const grouped = /^[1-9]\d{0,2}(?:[, \u00A0\u202F]\d{3})+(?:\.\d+)?$/.test(text);
  const digits = grouped ? text.replace(/[^\d.]/g, '') : text;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) return 'number.impossible';
  const figure = Number(digits);
  if (!Number.isFinite(figure)) return 'number.impossible';
  return figure < 0 ? 'number.negative' : Math.abs(figure);
}

/** Largest number that the column of a count holds. */
export const maximumCount = 2_147_483_647;

/** A count: a whole figure. Null for null; the defect where it is not a count. */
export function toCount(text: string | null): number | null | FigureDefect {
  const figure = toFigure(text);
  if (typeof figure !== 'number') return figure;
  return Number.isInteger(figure) && figure <= maximumCount ? figure : 'number.impossible';
}
