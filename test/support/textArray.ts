/** An array as PostgreSQL writes it, every element quoted. */
export function textArray(items: readonly (string | null)[]): string {
  const quoted = items.map((item) => (item === null ? 'NULL' : `"${item.replaceAll(/["\\]/g, '\\$&')}"`));
  return `{${quoted.join(',')}}`;
}
