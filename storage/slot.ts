import type { CompiledQuery, RawBuilder } from './kysely.js';

/** What one run of a statement says, by name. */
export type Said = Readonly<Record<string, unknown>>;

/** Stands in a statement for a value that each run says anew, so that its text is made once for many runs. */
export class Slot {
  constructor(readonly of: (said: Said) => unknown) {}
}

/** The value that a run says under this name. */
export function said(name: string): Slot {
  return new Slot((values) => values[name]);
}

const EXPECTED_KEYS = 10;

/**
 * The keys that a run says as `keys`, any of which a row may have; the last is said again until there are ten.
 *
 * Why: PostgreSQL expects ten elements of a list that it does not know. Where runs have fewer, a plan for their values looks
 * cheaper than one for any, and is made for each run, which costs it more than all else of the statement.
 */
export const saidKeys = new Slot(({ keys }) => {
  const stated = keys as readonly string[];
  const again = Math.max(0, EXPECTED_KEYS - stated.length);
  return stated.length === 0 ? stated : [...stated, ...Array<unknown>(again).fill(stated.at(-1))];
});

/** A statement whose text is made; its parameters may be slots. `Row` is what each of its rows is. */
export type Prepared<Row> = Pick<CompiledQuery<Row>, 'sql' | 'parameters'>;

/** A statement as `SourceDatabase` takes it. */
export type Statement<Row> = RawBuilder<Row> | Prepared<Row>;

/**
 * The parameters of one run.
 *
 * @throws Error where the run does not say a value that the statement waits for: null would find what nobody asked for
 */
export function valuesOf({ parameters }: Prepared<unknown>, run: Said): unknown[] {
  return parameters.map((parameter) => {
    if (!(parameter instanceof Slot)) return parameter;
    const value = parameter.of(run);
    if (value === undefined) throw new Error('a statement was run without one of its values');
    return value;
  });
}
