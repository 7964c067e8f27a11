import { parse } from 'graphql';
import { readWithheld } from '../../../client/withheld.js';
import { openDifferential } from '../differential.js';
import { openOracle } from '../executors/oracle.js';
import { openOurs } from '../executors/ours.js';
import { supergraphOf } from '../supergraphs.js';
import { effectOf, namesOfObjects, reporting } from './reporting.js';

/** Answers whose cells were read. */
export interface ReadCells {
  operations: number;
  /** Values by what is said of them. */
  readonly values: Record<'NONE' | 'MASKED' | 'FULL', number>;
  /** Lines that are true of some objects of their place. */
  parted: number;
  readonly faults: string[];
}

export const nothingRead = (): ReadCells => {
  return { operations: 0, values: { NONE: 0, MASKED: 0, FULL: 0 }, parted: 0, faults: [] };
};

/**
 * Asks random operations over one supergraph, and holds what the client's cells say of each value to what must be said of it.
 *
 * @param seeds of the operations
 */
export async function readRandomCells(name: string, seeds: Iterable<number>, into: ReadCells): Promise<void> {
  const supergraph = supergraphOf(name);
  const { apiSchema } = await openOracle(supergraph);
  const { caseOf } = await openDifferential(name);
  const ours = openOurs(supergraph, apiSchema, undefined, reporting);
  for (const seed of seeds) {
    const fuzzCase = { ...caseOf(seed), hostility: null };
    const { data, gaveUp, withheld = [] } = await ours.run(fuzzCase, parse(fuzzCase.query, { noLocation: true }));
    const objects = namesOfObjects(fuzzCase.query);
    into.operations += 1;
    if (gaveUp !== null || typeof data !== 'object' || data === null) continue;
    into.parted += withheld.filter(({ cells }) => cells).length;
    const { lineOf } = readWithheld({ data, extensions: { withheld } });
    for (const object of answered(data, objects)) {
      for (const [key, value] of Object.entries(object)) {
        // A null may be an object that is not there, of which nothing is said; names of types are public.
        if (value === null || objects.has(key) || apiSchema.getType(String(value))) continue;
        const [due, said] = [effectOf(value), lineOf(object, key)?.effect];
        into.values[due ?? 'FULL'] += 1;
        if (due !== said)
          into.faults.push(
            `${name} ${seed} ${fuzzCase.transport}: ${key} ${JSON.stringify(value)} is ${said}, not ${due}`,
          );
      }
    }
  }
}

/** Every object of an answer but for the values of scalars. */
function* answered(value: unknown, objects: ReadonlySet<string>): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const item of value) yield* answered(item, objects);
  else {
    yield value as Record<string, unknown>;
    for (const [name, member] of Object.entries(value)) if (objects.has(name)) yield* answered(member, objects);
  }
}
