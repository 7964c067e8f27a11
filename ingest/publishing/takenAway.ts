import type { Act } from '../../storage/acts/act.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { SettledDelivery } from '../run/delivery.js';
import type { Run } from '../run/runs.js';
import { type KeptRow, keptTermsOf } from './keptTerms.js';
import { nextUnderOtherEnvelope, nextWithdrawn } from './statements.js';

/** Records of one act. */
const batch = 2000;

interface Row {
  readonly seq: string;
  readonly part: number;
  readonly id: string;
}

interface TightenedRow extends Row, KeptRow {}

/**
 * What a staged run takes back, or publishes under another envelope, for the list of acts. A run that is stopped and goes on has
 * listed the rest before.
 */
export async function* takenAway(
  { sources, source, originator }: SettledDelivery,
  databases: IngestDatabases,
  { id: run, startedAt: at }: Run,
): AsyncGenerator<Act> {
  for (const keptIn of sources) {
    const database = databases[keptIn];
    const tables = await database.exec<{ table: string; action: string }>(
      `select distinct record_table as table, action from ${keptIn}.staged
       where run_id = $1 and action in ('WITHDRAWN', 'CHANGED')`,
      [run],
    );
    for (const { table, action } of tables) {
      const named = { source, run, keptIn, table, at };
      const values = { database, run, source, originator };
      if (action === 'WITHDRAWN') {
        for await (const rows of pages<Row>(nextWithdrawn(table, keptIn), values))
          yield { kind: 'WITHDRAW', ids: rows.map(({ id }) => id), ...named };
        continue;
      }
      for await (const rows of pages<TightenedRow>(nextUnderOtherEnvelope(table, keptIn), values))
        for (const [terms, ids] of byTerms(rows)) yield { kind: 'TIGHTEN', secret: JSON.parse(terms), ids, ...named };
    }
  }
}

async function* pages<Found extends Row>(
  statement: string,
  {
    database,
    run,
    source,
    originator,
  }: { database: WritableDatabase; run: string; source: string; originator: string },
): AsyncGenerator<readonly Found[]> {
  for (let last: Pick<Row, 'seq' | 'part'> = { seq: '0', part: 0 }; ; ) {
    const rows = await database.exec<Found>(statement, [run, last.seq, last.part, source, originator, batch]);
    if (rows.length > 0) yield rows;
    if (rows.length < batch) return;
    last = rows.at(-1) ?? last;
  }
}

/** Ids by the terms that they are published under: few for many records. */
function byTerms(rows: readonly TightenedRow[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { id, terms, expires_at: end } of rows) {
    const text = JSON.stringify(keptTermsOf({ terms, expires_at: end }));
    const known = groups.get(text);
    if (known) known.push(id);
    else groups.set(text, [id]);
  }
  return groups;
}
