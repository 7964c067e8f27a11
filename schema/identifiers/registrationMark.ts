/**
 * The nationality and registration mark of an aircraft as it is shown: capitals, its hyphen kept. `EP-GOM` for `ep-gom`,
 * `N200VR` for `N 200VR`.
 *
 * @returns null where it does not have the form: two to ten letters and digits, in up to three groups
 * @see ICAO Annex 7, sections 2 and 3; military serials have the same form
 */
export function parseRegistrationMark(text: string): string | null {
  // The expression is quadratic in white space, and a mark is short.
  if (text.length > 40) return null;
  const mark = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replaceAll(/\s*[\u002D\u2010-\u2015]\s*/g, '-')
    .replaceAll(/\s+/g, '');
  const length = mark.replaceAll('-', '').length;
  return /^[A-Z0-9]+(?:-[A-Z0-9]+){0,2}$/.test(mark) && length >= 2 && length <= 10 ? mark : null;
}

/**
 * True for a text that looks like a civil mark and hardly like anything else: a hyphen after one to three characters, or one or
 * two letters before a digit. `EP-GOM`, `RA-02791`, `N200VR`, `YV3360`; not `MSN 391`.
 */
export function looksLikeRegistrationMark(text: string): boolean {
  return /^(?:[A-Z0-9]{1,3}-[A-Z0-9]{2,6}|[A-Z]{1,2}\d[A-Z0-9]{1,4})$/.test(text);
}
