import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import type { Statement } from '../../../storage/slot.js';
import type { SourceDatabase, StatementOptions } from '../../../storage/types.js';
import type { SourceFixtures } from './fixtures.js';

/** The source's database for one session: statements see its one instant, end with it, and fill in the rows' envelopes. */
export class SessionDatabase implements SourceDatabase {
  statements = 0;
  readonly #fixtures: Pick<SourceFixtures, 'database' | 'envelopes'>;
  readonly #asOf: string;
  readonly #signal: CancelSignal | undefined;

  constructor(fixtures: SourceFixtures, asOf: string, signal: CancelSignal | undefined) {
    this.#fixtures = fixtures;
    this.#asOf = asOf;
    this.#signal = signal;
  }

  async rows<Row>(statement: Statement<Row>, options: StatementOptions = {}): Promise<Row[]> {
    const { envelopes } = this.#fixtures;
    const rows = await this.#run(statement, options);
    return envelopes === null
      ? rows
      : envelopes.fillIn(rows, (missing, keys) => this.#run(missing, { values: { keys } }));
  }

  #run<Row>(statement: Statement<Row>, { values, planForValues, withinMs }: StatementOptions): Promise<Row[]> {
    this.statements += 1;
    return this.#fixtures.database.rows(statement, {
      signal: this.#signal,
      values: { ...values, asOf: this.#asOf },
      planForValues,
      withinMs,
    });
  }

  get timeoutMs(): number {
    return this.#fixtures.database.timeoutMs;
  }

  async close(): Promise<void> {}
}
