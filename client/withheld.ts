import { type Cells, decodeCells } from './cells.js';
import { objectsAt } from './objectsAt.js';

/** A line of `extensions.withheld`. */
export interface WithheldLine {
  /** Pattern of the response path, `*` for places in lists: `consignments.edges.*.node.mrn`. */
  readonly path: string;
  readonly category: string;
  readonly effect: 'NONE' | 'HIT' | 'MASKED';
  readonly reason: string;
  readonly count: number;
  readonly contact?: string;
  /** Of a request with `Withheld-Detail: cells`: which objects it is about; absent where it is all of them. */
  readonly cells?: Cells;
}

/** An answer, parsed from its JSON. */
export interface Answer {
  readonly data?: unknown;
  readonly extensions?: { readonly withheld?: readonly WithheldLine[] };
}

/** What was withheld of an answer, cell by cell. */
export interface WithheldCells {
  /**
   * The line about a field of one object. Undefined: the value is in full, and a null is one that the record has, or that
   * an entry of `errors` explains.
   *
   * @param object as it stands in `data`, by identity
   * @param name the field's name in the answer: its alias, where it has one
   */
  lineOf(object: object, name: string): WithheldLine | undefined;
}

/**
 * Reads the answer to a request with `Withheld-Detail: cells`. Where lines of the same field say different things of one
 * object, which no answer of ours does, the first one counts.
 *
 * @throws RangeError where lines and data do not fit together
 */
export function readWithheld({ data, extensions }: Answer): WithheldCells {
  const lines = new Map<object, Map<string, WithheldLine>>();
  for (const line of extensions?.withheld ?? []) {
    const steps = line.path.split('.');
    let name = steps.pop();
    // A line about the items of a list is about the field that has the list.
    while (name === '*') name = steps.pop();
    if (name === undefined) continue;
    const objects = objectsAt(data, steps);
    const holds = line.cells && decodeCells(line.cells);
    if (holds && holds.length !== objects.length) throw new RangeError('cells of another answer');
    objects.forEach((object, index) => {
      if (holds && holds[index] === 0) return;
      const known = lines.get(object) ?? new Map<string, WithheldLine>();
      if (!known.has(name)) lines.set(object, known.set(name, line));
    });
  }
  return { lineOf: (object, name) => lines.get(object)?.get(name) };
}
