// SPDX-License-Identifier: Apache-2.0
import type { Transaction } from '../../storage/types.js';
import { openQuarantine } from '../quarantine/quarantine.js';
import type { RecordSource } from '../records/record.js';
import type { Run, RunCounts } from '../run/runs.js';
import { type StagingRun, sourcesOf } from '../staging/stageRun.js';
import { readWithheld, toReject } from '../staging/withheld.js';

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
export async function keepRefused(run: StagingRun, begun: Run): Promise<RefusedRecords> {
  const { databases } = run;
  const quarantine = openQuarantine({
    runId: begun.id,
    originator: run.envelope.originator ?? '',
    source: run.source,
    now: begun.startedAt,
  });
  const store = () => databases.ingest.transaction((transaction) => quarantine.store(transaction));
  const fileNames = run.files.map(({ name }) => name);
  let changed = 0;
  for (const source of sourcesOf(run)) {
    for await (const record of readWithheld(databases[source], source, begun.id, ['REFUSED'])) {
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
