/**
 * A cell of CSV (RFC 4180) that no spreadsheet takes for a formula: a text that begins with `=`, `+`, `-`, `@`, a tab, a
 * line end or an apostrophe gets one apostrophe in front; a number stays as it is. So it is undone without doubt: of a
 * text that begins with an apostrophe, that one is taken away.
 *
 * @see OWASP, CSV Injection
 */
export function toCsvCell(value: string | number | boolean): string {
  const text = String(value);
  const safe = isRisky(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Undoes the apostrophe, as a regular expression of a mapping and what stands in its place. */
export const undoApostrophe: Readonly<Record<string, string>> = { "^'": '' };

function isRisky(text: string): boolean {
  return /^[=+\-@\t\r\n'＝＋－＠]/.test(text) && !/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}
