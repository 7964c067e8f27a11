import type { Columns, Getter } from '../columns.js';
import type { Mapping } from '../mapping.js';
import { checkColumns, columnUses } from './columnCheck.js';

/** Reports every value of a row that no field reads and the mapping does not ignore, by its column. */
export function createUnmapped(
  mapping: Mapping,
  columns: Columns,
  tell: (column: string) => void,
): (row: unknown) => void {
  if (mapping.ignore === 'rest') return () => {};
  if (columns.names === null) return createUnmappedPaths(mapping, mapping.ignore, tell);
  const unused = checkColumns(mapping, columns).unused.map((name) => ({ name, getter: columns.find(name) as Getter }));
  return (row) => {
    for (const { name, getter } of unused) if (getter(row) !== null) tell(name);
  };
}

/** The same for objects of JSON: by the path of each value, arrays without their positions. */
function createUnmappedPaths(
  mapping: Mapping,
  ignore: readonly string[],
  tell: (path: string) => void,
): (row: unknown) => void {
  const known = [...columnUses(mapping).map(({ column }) => column), ...ignore];
  const exact = new Set(known.map(plain));
  const patterns = known.filter((name) => name.includes('*')).map(toPattern);
  const whole = mapping.key.hash && mapping.key.columns.length === 0 ? [] : [...exact];
  const isKnown = (path: string): boolean =>
    exact.has(path) ||
    whole.some((name) => path.startsWith(`${name}.`)) ||
    patterns.some((pattern) => pattern.test(path));
  const walk = (value: unknown, path: string): void => {
    if (value === null || value === undefined || value === '' || (path !== '' && isKnown(path))) return;
    if (Array.isArray(value)) for (const one of value) walk(one, path);
    else if (typeof value !== 'object') tell(path);
    else for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`);
  };
  return (row) => walk(row, '');
}

function plain(path: string): string {
  return path.replaceAll(/\[\d*\]/g, '');
}

function toPattern(name: string): RegExp {
  return new RegExp(
    `^${name
      .split('*')
      .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&'))
      .join('\\d{1,4}')}$`,
    'i',
  );
}
