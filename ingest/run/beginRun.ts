import { createHash } from 'node:crypto';
import { newId } from '../../storage/keys/ref.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { SettledDelivery } from './delivery.js';
import { type Run, type RunRow, runColumns, toRun } from './runs.js';

/**
 * SHA-256 of what identifies a delivery, hex: the same files, read in the same way for the same agency.
 *
 * @param mapping digest of what else decides how the files are read; empty where there is nothing else
 */
export function deliveryKey(delivery: Omit<SettledDelivery, 'key'>, mapping: string): string {
  const { source, format, envelope, stated, limits, files } = delivery;
  const named = files.map(({ name, sha256 }) => [name, sha256]);
  return createHash('sha256')
    .update(
      JSON.stringify([
        source,
        format.name,
        mapping,
        Object.entries(envelope).sort(),
        limits.whole === true,
        named,
        ...further(stated),
        // Why part of it: what is staged depends on whether stored envelopes may be loosened.
        ...(limits.mayLoosen ? ['mayLoosen'] : []),
      ]),
    )
    .digest('hex');
}

/** What a command states beside the originator. */
function further(stated: EnvelopeStatement): readonly unknown[] {
  const { originator: _, ...others } = stated;
  const entries = Object.entries(others).sort();
  return entries.length > 0 ? [entries] : [];
}

/** Begins a run, or finds the one of this very delivery that was stopped before it was done. */
export async function beginRun(database: WritableDatabase, delivery: SettledDelivery, operator: string): Promise<Run> {
  const [stopped] = await database.exec<RunRow>(
    `select ${runColumns} from ingest.run where delivery_key = $1 and state in ('READING', 'STAGED', 'PUBLISHING')
     order by started_at desc limit 1`,
    [delivery.key],
  );
  if (stopped) return toRun(stopped, true);
  const { files } = delivery;
  const [begun] = await database.exec<RunRow>(
    `insert into ingest.run (id, format, originator, files, file_hashes, file_sizes, started_at, delivery_key, format_version,
       state, operator, whole, sequence, envelope, format_name)
     values ($1, $2, $3, $4, $5, $6::bigint[], $7, $8, $9, 'READING', $10, $11, $12, $13, $14) returning ${runColumns}`,
    [
      newId('run'),
      delivery.source,
      delivery.originator,
      files.map(({ name }) => name),
      files.map(({ sha256 }) => sha256),
      files.map(({ size }) => String(size)),
      new Date().toISOString(),
      delivery.key,
      delivery.version,
      operator,
      delivery.limits.whole === true,
      delivery.sequence,
      JSON.stringify(delivery.envelope),
      delivery.format.name,
    ],
  );
  return toRun(begun as RunRow, false);
}
