import { createRequire } from 'node:module';
import type { Node, Pair } from 'yaml';

/** Keys and list indices, from the top of a file. */
export type Path = readonly (string | number)[];

/** A place in a text; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The beginning of a text. */
export const start: Place = { line: 1, column: 1 };

/** The place of a character of a text, counted from 0. */
export function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/**
 * Finds the place of a path in a YAML text, or of the nearest existing node above it. Parses the text again, because places
 * of a policy are needed only where a mistake stops the start.
 */
export function placesIn(text: string): (path: Path) => Place {
  const { LineCounter, isMap, isScalar, isSeq, parseDocument } = createRequire(import.meta.url)(
    'yaml',
  ) as typeof import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: false });
  const placeOfNode = (node: unknown): Place | undefined => {
    const range = (node as Node | null)?.range;
    if (!range) return undefined;
    const { line, col } = lineCounter.linePos(range[0]);
    return { line, column: col };
  };
  return (path) => {
    let node: unknown = document.contents;
    let place = placeOfNode(node) ?? start;
    for (const step of path) {
      if (isMap(node)) {
        const pair: Pair | undefined = node.items.find(
          ({ key }) => isScalar(key) && String(key.value) === String(step),
        );
        if (!pair) return place;
        place = placeOfNode(pair.key) ?? place;
        node = pair.value;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step];
        place = placeOfNode(node) ?? place;
      } else return place;
    }
    return place;
  };
}

/** One place; see `placesIn`. */
export function placeOf(text: string, path: Path): Place {
  return placesIn(text)(path);
}
