/** The four files of a legacy delivery (SDN or consolidated list): entries, addresses, aliases, continued remarks. */
export type OfacRole = 'entries' | 'addresses' | 'aliases' | 'comments';

/** What a row of each file looks like: the files have no header, so their form has to tell them. */
const forms: readonly (readonly [width: number, OfacRole, (fields: readonly string[]) => boolean])[] = [
  [12, 'entries', ([, , type = '']) => types.has(type.trim().toLowerCase())],
  [6, 'addresses', ([, number = '', ...rest]) => isNumber(number) && rest.some((field) => field.trim() === '-0-')],
  [5, 'aliases', ([, number = '', type = '']) => isNumber(number) && aliasTypes.has(type.trim().toLowerCase())],
  [2, 'comments', ([, remarks]) => toText(remarks) !== null],
];

const types = new Set(['-0-', 'individual', 'vessel', 'aircraft', 'entity']);
const aliasTypes = new Set(['aka', 'fka', 'nka']);

/** The file that a row with these fields is of. Null where it is of none. */
export function toOfacRole(fields: readonly string[]): OfacRole | null {
  if (!isNumber(fields[0] ?? '')) return null;
  return forms.find(([width, , isRow]) => fields.length === width && isRow(fields))?.[1] ?? null;
}

/** A field's text; null for `-0-`, which OFAC writes for "none", and for blanks. */
export function toText(field: string | undefined): string | null {
  const text = field?.trim() ?? '';
  return text === '' || text === '-0-' ? null : text;
}

function isNumber(field: string): boolean {
  return /^\s*\d{1,9}\s*$/.test(field);
}
