/** SQL of a column of type timestamptz as UTC ISO 8601 text, e.g. `2026-11-25T17:30:00.000Z`. */
export function utcText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
