import { randomBytes } from 'node:crypto';
import { objectsAt } from '../../../client/objectsAt.js';
import { reservedAlias } from '../../../policy/operation.js';
import type { CellLine } from '../../../subgraphs/kit/manifest/cells.js';
import { readCells } from '../shape/cells.js';
import { setOwn } from '../shape/ownValue.js';
import { lineKey, parentOf } from '../shape/withheld.js';
import { SourceFailure } from '../transport/sourceClient.js';
import type { NumberedCells } from '../types.js';
import type { FetchPlace } from './fetchReport.js';
import { clientPattern } from './paths.js';

/** Why random: no source can state a number in its data. Why once a process: a key for each request would make shapes of objects. */
const prefix = `${reservedAlias}${randomBytes(12).toString('hex')}_`;

/** The member under which an object of merged data carries the number that a fetch gave it. */
export function numberKey(fetch: number): string {
  return `${prefix}${fetch}`;
}

/** A call, the fetch that it is of, and how many objects earlier calls of that fetch have numbered. */
export interface Numbering {
  readonly fetch: number;
  readonly place: FetchPlace;
  readonly from: number;
}

/**
 * Numbers the objects of a source's answer that its report says something of. Merging carries the numbers along.
 *
 * @param data changed
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR where cells and data do not fit together
 */
export function numberObjects(
  data: Record<string, unknown>,
  lines: readonly CellLine[],
  { fetch, place, from }: Numbering,
): readonly NumberedCells[] {
  const key = numberKey(fetch);
  let next = from;
  return linesOf(lines, { fetch, place }, (parent) => {
    const objects = objectsAt(data, parent);
    for (const [index, object] of objects.entries()) setOwn(object, key, next + index);
    next += objects.length;
    return { from: next - objects.length, n: objects.length };
  });
}

/**
 * The lines of a call by the client's path patterns.
 *
 * @param numbersOf called once a place: the numbers of its objects, by its pattern in the source's answer and in the client's; null where
 *   the client sees none of them
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR where they are about another number of objects
 */
export function linesOf(
  lines: readonly CellLine[],
  { fetch, place }: Omit<Numbering, 'from'>,
  numbersOf: (parent: readonly string[], ofClient: string) => Pick<NumberedCells, 'from' | 'n'> | null,
): readonly NumberedCells[] {
  const known = new Map<string, ReturnType<typeof numbersOf>>();
  return lines.flatMap(({ path: own, cells, ...said }) => {
    const path = clientPattern(place.path, own);
    const parent = own.slice(0, -1);
    const key = parent.join('.');
    let numbers = known.get(key);
    if (numbers === undefined) {
      numbers = numbersOf(parent, parentOf(path));
      known.set(key, numbers);
    }
    if (!numbers) return [];
    try {
      return [{ fetch, line: lineKey({ path, ...said }), ...numbers, holds: readCells(cells, numbers.n) }];
    } catch (cause) {
      throw new SourceFailure('SOURCE_PROTOCOL_ERROR', (cause as Error).message);
    }
  });
}
