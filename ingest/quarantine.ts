// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { WritableDatabase } from '../storage/types.js';
import type { Reject } from './record.js';

/** Keeps what could not be read, with its line, field, reason and text. */
export interface Quarantine {
  /** Keeps a reject; written with others, at the latest at `flush`. */
  add(reject: Reject): Promise<void>;
  flush(): Promise<void>;
  /** Rejects so far. */
  readonly count: number;
}

/** Whose delivery is read, for every row of the run. */
export interface QuarantineRun {
  readonly runId: string;
  readonly originator: string;
  readonly format: string;
  /** UTC ISO 8601. */
  readonly now: string;
}

const batchSize = 200;
/** A longer record is cut: enough to find and repair it in its file. */
const maximumRawBytes = 65_536;

/**
 * Opens the quarantine of one run.
 *
 * @remarks Idempotent: a row's id is a hash of what is wrong where, so that the same delivery again, or a run that was
 *   killed and repeated, adds nothing; it says only when the defect was last met.
 */
export function openQuarantine(database: WritableDatabase, run: QuarantineRun): Quarantine {
  const occurrences = new Map<string, number>();
  let waiting: { readonly id: string; readonly reject: Reject }[] = [];
  let count = 0;

  const flush = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    await database.exec(insertRows, [
      rows.map(({ id }) => id),
      run.runId,
      run.originator,
      run.format,
      rows.map(({ reject }) => reject.file),
      rows.map(({ reject }) => reject.line),
      rows.map(({ reject }) => reject.field ?? null),
      rows.map(({ reject }) => reject.reason),
      rows.map(({ reject }) => `\\x${Buffer.from(reject.raw).subarray(0, maximumRawBytes).toString('hex')}`),
      run.now,
    ]);
  };

  return {
    get count() {
      return count;
    },
    flush,
    add: async (reject) => {
      count += 1;
      const { file, field, reason, raw } = reject;
      const defect = hash([run.originator, run.format, file, field ?? '', reason, Buffer.from(raw).toString('latin1')]);
      const occurrence = (occurrences.get(defect) ?? 0) + 1;
      occurrences.set(defect, occurrence);
      waiting.push({ id: occurrence === 1 ? defect : hash([defect, String(occurrence)]), reject });
      if (waiting.length >= batchSize) await flush();
    },
  };
}

const insertRows = `
  insert into ingest.quarantine (id, run_id, originator, format, file, line, field, reason, raw, first_seen_at, last_seen_at)
  select id, $2, $3, $4, file, line, field, reason, raw, $10::timestamptz, $10::timestamptz
  from unnest($1::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::bytea[]) as q (id, file, line, field, reason, raw)
  on conflict (id) do update set run_id = excluded.run_id, line = excluded.line, last_seen_at = excluded.last_seen_at`;

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
