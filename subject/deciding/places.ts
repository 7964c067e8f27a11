/**
 * The places of values that are told, as if there were no others: indexes in each list go from 0 without gaps. Why: a gap would tell
 * that something was left out.
 *
 * @param paths places in a record, e.g. `names[2].name`
 */
export function placesAmong(paths: readonly string[]): string[] {
  const lists = new Map<string, Set<number>>();
  for (const path of paths) for (const { list, index } of indexesOf(path)) add(lists, list, index);
  const ranks = new Map([...lists].map(([list, indexes]) => [list, [...indexes].sort((a, b) => a - b)]));
  return paths.map((path) => {
    let at = 0;
    return (
      indexesOf(path).reduce((shown, { list, index, end }) => {
        const part = `${path.slice(at, list.length)}[${ranks.get(list)?.indexOf(index)}]`;
        at = end;
        return shown + part;
      }, '') + path.slice(lastEnd(path))
    );
  });
}

interface ListIndex {
  /** The path before the bracket. */
  readonly list: string;
  readonly index: number;
  /** Where the bracket ends. */
  readonly end: number;
}

function indexesOf(path: string): ListIndex[] {
  return [...path.matchAll(/\[(\d+)\]/g)].map((match) => ({
    list: path.slice(0, match.index),
    index: Number(match[1]),
    end: match.index + match[0].length,
  }));
}

function lastEnd(path: string): number {
  return indexesOf(path).at(-1)?.end ?? 0;
}

function add(lists: Map<string, Set<number>>, list: string, index: number): void {
  const indexes = lists.get(list) ?? new Set();
  indexes.add(index);
  lists.set(list, indexes);
}
