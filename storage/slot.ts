import type { CompiledQuery, RawBuilder } from './kysely.js';

/** The values of one run of a statement, by name. */
export type RunValues = Readonly<Record<string, unknown>>;

/** A parameter whose value each run gives, so that the statement's text is made once for many runs. */
export class Slot {
  constructor(readonly of: (values: RunValues) => unknown) {}
}

/** A slot whose value may be long: one parameter wherever a statement names it, always cast to the same type. */
export class LongSlot extends Slot {}

/** The value that a run gives under this name. */
export function slot(name: string): Slot {
  return new Slot((values) => values[name]);
}

const expectedKeys = 10;

/**
 * The value `keys` of a run, any of which a row may have; the last one is repeated until there are ten.
 *
 * Why: PostgreSQL assumes ten elements of an unknown list. With fewer, a plan for the values looks cheaper than the generic one, and
 * is made for each run, which costs more than all the rest.
 */
export const keysSlot = new Slot((values) => {
  const keys = values.keys as readonly string[];
  const missing = Math.max(0, expectedKeys - keys.length);
  return keys.length === 0 ? keys : [...keys, ...Array<unknown>(missing).fill(keys.at(-1))];
});

/** A compiled statement; its parameters may be slots. `Row` is the type of its rows. */
export type Prepared<Row> = Pick<CompiledQuery<Row>, 'sql' | 'parameters'>;

/** A statement as `SourceDatabase` takes it. */
export type Statement<Row> = RawBuilder<Row> | Prepared<Row>;

/**
 * The parameters of one run.
 *
 * @throws Error if the run lacks a value of the statement: null would find what nobody asked for
 */
export function valuesOf({ parameters }: Prepared<unknown>, run: RunValues): unknown[] {
  return parameters.map((parameter) => {
    if (!(parameter instanceof Slot)) return parameter;
    const value = parameter.of(run);
    if (value === undefined) throw new Error('a statement was run without one of its values');
    return value;
  });
}
