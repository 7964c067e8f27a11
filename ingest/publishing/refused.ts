import type { Transaction } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import { openQuarantine } from '../quarantine/quarantine.js';
import { type RecordSource, sourcesOf } from '../records/record.js';
import type { SettledDelivery } from '../run/delivery.js';
import type { Run, RunCounts } from '../run/runs.js';
import { readStagedRecords, toReject } from '../staging/stagedRecords.js';

/** Why PostgreSQL would not take a record. */
export interface Refusal {
  readonly sqlState: string;
  /** Constraint or column at fault. Never the value. */
  readonly at: string | null;
}

/** Records of a run that a database refused: how many, by what would have become of them, and by reason. */
export interface RefusedRecords {
  readonly added: number;
  readonly changed: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** Records that go into quarantine in one transaction. */
const pieceRecords = 500;

/**
 * Marks a staged record as refused, in the transaction that goes on behind it; the links that it asserts go with it.
 *
 * @remarks Why in the database: a run that is killed before it is done must still put the record into quarantine.
 */
export async function markRefused(
  transaction: Transaction,
  { source, runId }: { readonly source: RecordSource; readonly runId: string },
  seq: number,
  { sqlState, at }: Refusal,
): Promise<void> {
  await transaction.exec(
    `with first as (select min(part) as part from ${source}.staged where run_id = $1 and seq = $2), links as (
       delete from ${source}.staged s using first where s.run_id = $1 and s.seq = $2 and s.part > first.part)
     update ${source}.staged s set action = 'REFUSED', children = null,
       record = jsonb_build_object('action', s.action, 'sqlState', $3::text, 'at', $4::text)
     from first where s.run_id = $1 and s.seq = $2 and s.part = first.part`,
    [runId, seq, sqlState, at],
  );
}

/** Puts the records of a run that a database refused into quarantine, with their text. May be repeated. */
export async function keepRefused(
  { source: envelopeSource, originator, files, format }: SettledDelivery,
  databases: IngestDatabases,
  run: Run,
): Promise<RefusedRecords> {
  const quarantine = openQuarantine({ runId: run.id, originator, source: envelopeSource, now: run.startedAt });
  const store = () => databases.ingest.transaction((transaction) => quarantine.store(transaction));
  const fileNames = files.map(({ name }) => name);
  let changed = 0;
  for (const source of sourcesOf(format.kinds)) {
    for await (const record of readStagedRecords(databases[source], source, run.id, ['REFUSED'])) {
      const { action, sqlState, at } = record.record as Refusal & { readonly action: string };
      quarantine.add(
        toReject(record, fileNames, { reason: `database.${sqlState}`, ...(at === null ? {} : { field: at }) }),
      );
      if (action === 'CHANGED') changed += 1;
      if (quarantine.count % pieceRecords === 0) await store();
    }
  }
  await store();
  return { added: quarantine.count - changed, changed, reasons: quarantine.reasons };
}

/** The counts of a run without what was refused. */
export function withoutRefused(counts: RunCounts, { added, changed }: RefusedRecords): RunCounts {
  return {
    ...counts,
    added: counts.added - added,
    changed: counts.changed - changed,
    quarantined: counts.quarantined + added + changed,
  };
}
