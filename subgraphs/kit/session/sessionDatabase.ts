import type { RequestFacts } from '../../../policy/types.js';
import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { statementDigest } from '../../../storage/pool/statementNames.js';
import type { Prepared, Statement } from '../../../storage/slot.js';
import type { SourceDatabase, StatementOptions } from '../../../storage/types.js';
import { type Span, spanOfRows } from '../tracing/span.js';
import { listedIn, type ReadKeyLists } from './envelopeKeys.js';
import type { SourceFixtures } from './fixtures.js';

/**
 * The source's database for one session: statements see its one instant, end with it, get the keys of the envelopes that
 * they count under, and fill in the rows' envelopes.
 */
export class SessionDatabase implements SourceDatabase {
  statements = 0;
  readonly #fixtures: Pick<SourceFixtures, 'database' | 'envelopes'>;
  readonly #asOf: string;
  readonly #keyLists: ReadKeyLists | undefined;
  readonly #signal: CancelSignal | undefined;
  readonly #span: Span | undefined;

  /** @param call.span what its statements are parts of */
  constructor(
    fixtures: SourceFixtures,
    facts: RequestFacts,
    call: { readonly signal?: CancelSignal | undefined; readonly span?: Span | undefined },
  ) {
    this.#fixtures = fixtures;
    this.#asOf = facts.asOf;
    this.#keyLists = fixtures.keyLists?.(facts);
    this.#signal = call.signal;
    this.#span = call.span;
  }

  async rows<Row>(statement: Statement<Row>, options: StatementOptions = {}): Promise<Row[]> {
    const { envelopes } = this.#fixtures;
    const prepared = compileStatement(statement);
    const listed = listedIn(prepared);
    const rows = await (listed.length === 0
      ? this.#run(prepared, options)
      : this.#runUnderKeys(prepared, options, listed));
    return envelopes === null
      ? rows
      : envelopes.fillIn(rows, (missing, keys) => this.#run(missing, { values: { keys } }));
  }

  /** Planned for its values: how many rows stand under an envelope differs a thousandfold. */
  async #runUnderKeys<Row>(
    statement: Prepared<Row>,
    options: StatementOptions,
    listed: ReturnType<typeof listedIn>,
  ): Promise<Row[]> {
    const envelopeKeys = await this.#keyLists?.(listed, (reading) => this.#run(reading, {}));
    const { values, withinMs } = options;
    return await this.#run(statement, { values: { envelopeKeys, ...values }, planForValues: true, withinMs });
  }

  #run<Row>(statement: Statement<Row>, { values, planForValues, withinMs }: StatementOptions): Promise<Row[]> {
    this.statements += 1;
    const digest = this.#span && statementDigest(compileStatement(statement).sql);
    const span = digest && this.#span?.begin('statement', { statement: digest });
    const rows = this.#fixtures.database.rows(statement, {
      signal: this.#signal,
      values: Object.assign({}, values, { asOf: this.#asOf }),
      planForValues,
      withinMs,
    });
    return span ? spanOfRows(span, rows) : rows;
  }

  get timeoutMs(): number {
    return this.#fixtures.database.timeoutMs;
  }

  async close(): Promise<void> {}
}
