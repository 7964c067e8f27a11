/**
 * A cell of CSV (RFC 4180) that no spreadsheet takes for a formula, or for a number that it is not: a text that begins with
 * `=`, `+`, `-`, `@`, a tab, a line end or an apostrophe gets an apostrophe in front; what is a number stays as it is.
 * Removing one leading apostrophe always undoes this.
 *
 * @see OWASP, CSV Injection
 */
export function toCsvCell(value: string | number | boolean): string {
  const text = String(value);
  const safe = typeof value === 'string' && risky.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const risky = /^[=+\-@\t\r\n'＝＋－＠]/;

/** Removes that apostrophe: the `replace` of a mapping. */
export const undoApostrophe: Readonly<Record<string, string>> = { "^'": '' };
