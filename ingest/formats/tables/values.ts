/** Words by which published tables say that there is no value. */
const nothing = new Set(['', 'NA', 'N/A', '#N/A', 'NULL', 'NAN', '-', '--', '.', '..', '...']);

/** A cell's text without the spaces around it; null where it says that there is none. */
export function toText(cell: string | undefined): string | null {
  const text = cell?.trim() ?? '';
  return nothing.has(text.toUpperCase()) ? null : text;
}

/** Why a text is no figure: a word of `Reject.reason`. */
export type FigureDefect = 'number.impossible' | 'number.negative';

/**
 * A figure, not negative: digits, perhaps with thousands set apart by commas or spaces, a decimal point and an exponent.
 * Null where there is none; a word where it is no such figure.
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

/** Largest number that a count's column holds. */
const maximumCount = 2_147_483_647;

/** A count: a whole figure. Null where there is none; a word where it is no count. */
export function toCount(text: string | null): number | null | FigureDefect {
  const figure = toFigure(text);
  if (typeof figure !== 'number') return figure;
  return Number.isInteger(figure) && figure <= maximumCount ? figure : 'number.impossible';
}
