import type { Act, KeptTerms } from '../../storage/acts/act.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { SettledDelivery } from '../run/delivery.js';
import type { Run } from '../run/runs.js';
import { nextUnderOtherEnvelope, nextWithdrawn } from './statements.js';

/** Records of one act. */
const batch = 2000;

interface Row {
  readonly seq: string;
  readonly part: number;
  readonly id: string;
}

interface TightenedRow extends Row {
  readonly terms: Readonly<Record<string, unknown>>;
  readonly expires_at: Date | string | null;
}

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
      const named = { keptIn, table, at };
      const values = { database, run, source, originator };
      if (action === 'WITHDRAWN') {
        for await (const rows of pages<Row>(nextWithdrawn(table, keptIn), values))
          yield { kind: 'WITHDRAW', run, ids: rows.map(({ id }) => id), ...named };
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
    const kept: KeptTerms = {
      classification: Number(terms['classification']),
      minor: terms['minor'] === true,
      dataSubjectCategory: (terms['data_subject_category'] as string | null) ?? null,
      jointOperation: (terms['joint_operation'] as string | null) ?? null,
      handlingCodes: listOf(terms['handling_codes']),
      addressees: listOf(terms['addressees']),
      releasableTo: listOf(terms['releasable_to']),
      hitTo: listOf(terms['hit_to']),
      purposeLimits: listOf(terms['purpose_limits']),
      expiresAt: end === null ? null : new Date(end).toISOString(),
    };
    const text = JSON.stringify(kept);
    const known = groups.get(text);
    if (known) known.push(id);
    else groups.set(text, [id]);
  }
  return groups;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
