import { createRequire } from 'node:module';
import type { Node, Pair } from 'yaml';

/** Keys and places in lists, from the top of a file. */
export type Path = readonly (string | number)[];

/**
 * The line of a YAML text on which the end of a path stands, from 1; of what is not there, that of the nearest thing
 * around it. Why parsed again: places are asked for only where a mistake stops the start.
 */
export function lineOf(text: string, path: Path): number {
  const { LineCounter, isMap, isScalar, isSeq, parseDocument } = createRequire(import.meta.url)(
    'yaml',
  ) as typeof import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: false });
  const lineAt = (node: unknown): number | undefined => {
    const range = (node as Node | null)?.range;
    return range ? lineCounter.linePos(range[0]).line : undefined;
  };
  let node: unknown = document.contents;
  let line = lineAt(node) ?? 1;
  for (const step of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return line;
      line = lineAt(pair.key) ?? line;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      line = lineAt(node) ?? line;
    } else return line;
  }
  return line;
}
