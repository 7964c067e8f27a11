import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from '../kysely.js';
import { LongSlot } from '../slot.js';

/** A long slot is one parameter, however often a statement names it. */
class StatementCompiler extends PostgresQueryCompiler {
  readonly #placeholders = new Map<unknown, string>();

  protected override appendValue(parameter: unknown): void {
    if (this.numParameters === 0) this.#placeholders.clear();
    const known = this.#placeholders.get(parameter);
    if (known === undefined) super.appendValue(parameter);
    else this.append(known);
    if (parameter instanceof LongSlot)
      this.#placeholders.set(parameter, known ?? this.getCurrentParameterPlaceholder());
  }
}

/** Kysely without a driver: it only compiles. */
export const statementCompiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new StatementCompiler(),
  },
});
