/**
 * A cell of CSV (RFC 4180) that no spreadsheet takes for a formula: a text that begins with `=`, `+`, `-`, `@`, a tab, a
 * line end or an apostrophe gets an apostrophe in front; a number stays as it is. Removing one leading apostrophe always
 * undoes this.
 *
 * @see OWASP, CSV Injection
 */
export function toCsvCell(value: string | number | boolean): string {
  const text = String(value);
  const safe = isRisky(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Removes that apostrophe: the `replace` of a mapping. */
export const undoApostrophe: Readonly<Record<string, string>> = { "^'": '' };

function isRisky(text: string): boolean {
  return /^[=+\-@\t\r\n'＝＋－＠]/.test(text) && !/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}
