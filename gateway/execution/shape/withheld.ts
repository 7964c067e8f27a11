import { rank } from '../../../policy/types.js';
import type { Shaped, SourceWithheld } from '../types.js';

/**
 * The report of what is withheld: one line for each path pattern, category, effect and reason, ordered by path, so that
 * the same answer has the same report.
 *
 * @param parents objects of the final answer by path pattern. A line whose parents are all null is left out: the client
 *   learns of withholding only where it sees the object
 * @param fallen fields that are never null, each with the number of nulls for it further up in the answer
 */
export function reportWithheld(
  lines: readonly SourceWithheld[],
  parents: ReadonlyMap<string, number>,
  fallen: readonly SourceWithheld[] = [],
): readonly SourceWithheld[] {
  const merged = new Map<string, SourceWithheld>();
  const add = (line: SourceWithheld, most: number): void => {
    if (most === 0 || line.count <= 0) return;
    const key = lineKey(line);
    const known = merged.get(key);
    const count = Math.min((known?.count ?? 0) + line.count, most);
    merged.set(key, known ? { ...known, count, rule: mergedRule(known.rule, line.rule) } : { ...line, count });
  };
  const most = new Map<string, number>();
  for (const line of lines) {
    const known = most.get(line.path) ?? parents.get(parentOf(line.path)) ?? 0;
    most.set(line.path, known);
    add(line, known);
  }
  for (const line of fallen) add(line, Number.POSITIVE_INFINITY);
  return [...merged.values()].sort(byPath);
}

/** The report as clients have it: the rule of a line is for the log alone. */
export function withheldReport({ withheld, cells }: Pick<Shaped, 'withheld' | 'cells'>) {
  return withheld.map(({ rule: _rule, ...line }, index) => {
    const about = cells?.[index];
    return about ? { ...line, cells: about } : line;
  });
}

/** What a line says, but for its count and rule: the report has one line of a key. */
export function lineKey(line: Omit<SourceWithheld, 'count' | 'rule'>): string {
  return `${line.path}\0${line.category}\0${line.effect}\0${line.reason}\0${line.contact ?? ''}`;
}

/** The nearest object above: `a.*` for `a.*.b`; for items of a withheld list, the object with the list. */
export function parentOf(path: string): string {
  const parts = path.split('.');
  while (parts.at(-1) === '*') parts.pop();
  return parts.slice(0, -1).join('.');
}

function mergedRule(a: string, b: string): string {
  return a.split(' | ').includes(b) ? a : `${a} | ${b}`;
}

function byPath(a: SourceWithheld, b: SourceWithheld): number {
  return (
    compare(a.path, b.path) ||
    compare(a.category, b.category) ||
    rank[a.effect] - rank[b.effect] ||
    compare(a.reason, b.reason) ||
    compare(a.contact ?? '', b.contact ?? '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
