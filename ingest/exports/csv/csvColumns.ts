import { catalogue, type MappedKind } from '../../mapping/catalogue/index.js';
import { withoutPositions } from './flatten.js';

/** Columns of a CSV file: mapped fields in the order of the documentation, positions ascending. */
export function inColumnOrder(kind: MappedKind, paths: Iterable<string>): string[] {
  const order = Object.keys(catalogue[kind].fields);
  const ranks = new Map<string, number>();
  const rankOf = (prefix: string): number => {
    const known = ranks.get(prefix);
    if (known !== undefined) return known;
    const index = order.findIndex((path) => path === prefix || path.startsWith(`${prefix}.`) || path === `${prefix}[]`);
    const rank = index < 0 ? order.length : index;
    ranks.set(prefix, rank);
    return rank;
  };
  const keyOf = (path: string): (number | string)[] => {
    if (path === 'sourceRef') return [-2];
    if (path.startsWith('envelope.')) return [-1, path];
    const key: (number | string)[] = [];
    let plain = '';
    for (const [, name = '', position] of path.matchAll(/\.?([^.[\]]+)(?:\[(\d+)\])?/g)) {
      plain = plain === '' ? name : `${plain}.${name}`;
      if (position !== undefined) plain += '[]';
      key.push(rankOf(plain), position === undefined ? 0 : Number(position));
    }
    return [...key, path];
  };
  return [...new Set(paths)]
    .map((path) => [keyOf(path), path] as const)
    .sort(([one], [other]) => compare(one, other))
    .map(([, path]) => path);
}

/** Whether a mapping can read a column back into its field. */
export function isReadAgain(kind: MappedKind, path: string): boolean {
  return catalogue[kind].fields[fieldOf(path)] !== undefined;
}

/** The catalogue's path of a column: an amount of money is one field in two columns. */
export function fieldOf(path: string): string {
  return withoutPositions(path).replace(/\.(?:minorUnits|currency)$/, '');
}

function compare(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  for (const [index, part] of one.entries()) {
    const counterpart = other[index];
    if (counterpart === undefined) return 1;
    if (part === counterpart) continue;
    if (typeof part === 'number' && typeof counterpart === 'number') return part - counterpart;
    return String(part) < String(counterpart) ? -1 : 1;
  }
  return one.length - other.length;
}
