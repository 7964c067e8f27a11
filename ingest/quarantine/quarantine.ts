import { createHash } from 'node:crypto';
import type { Transaction } from '../../storage/types.js';
import type { Reject } from '../records/record.js';
import { createGrowingTally } from '../spill/occurrences.js';
import type { Remembering } from '../spill/remembering.js';

/** Keeps what could not be read, with its line, field, reason and text. */
export interface Quarantine {
  /** Keeps a reject until `store` writes it. */
  add(reject: Reject): void;
  /** Writes the rejects added since the last time. */
  store(transaction: Transaction): Promise<void>;
  /** Rejects so far, those of an earlier process of the same run included. */
  readonly count: number;
  /** Rejects so far without a known key: they may be any record of the list. */
  readonly keyless: number;
  /** Rejects so far, by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The first few that this process met. */
  readonly examples: readonly Reject[];
  /** What it knows of all rejects so far. */
  readonly defects: Remembering;
}

/** The run that every row is of. */
export interface QuarantineRun {
  readonly runId: string;
  readonly originator: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** UTC ISO 8601. */
  readonly now: string;
}

/** A longer record is cut: enough to find and repair it in its file. */
const maximumRawBytes = 16 << 20;
const exampleCount = 10;

/**
 * Opens the quarantine of one run.
 *
 * @remarks Idempotent: a row's id is a hash of what is wrong where, so that the same delivery again, or a run that was
 *   killed and goes on, adds nothing and only updates when the defect was last met.
 */
export function openQuarantine(run: QuarantineRun): Quarantine {
  const tally = createGrowingTally();
  const reasons: Record<string, number> = {};
  const examples: Reject[] = [];
  let waiting: { readonly id: string; readonly reject: Reject }[] = [];
  let count = 0;
  let keyless = 0;
  return {
    get count() {
      return count;
    },
    get keyless() {
      return keyless;
    },
    reasons,
    examples,
    defects: {
      state: () => ({ count, keyless, reasons }),
      grown: tally.grown,
      restore: (memory) => {
        const state = memory.state as Counts;
        ({ count, keyless } = state);
        Object.assign(reasons, state.reasons);
        tally.restore(memory);
      },
    },
    add: (reject) => {
      count += 1;
      if (reject.sourceRef === undefined) keyless += 1;
      reasons[reject.reason] = (reasons[reject.reason] ?? 0) + 1;
      if (examples.length < exampleCount) examples.push(reject);
      const defect = hash(run.originator, run.source, reject.file, reject.field ?? '', reject.reason, reject.raw);
      const occurrence = tally.count(defect);
      waiting.push({ id: occurrence === 1 ? defect : hash(defect, String(occurrence)), reject });
    },
    store: async (transaction) => {
      const rows = waiting;
      waiting = [];
      if (rows.length === 0) return;
      await transaction.exec(insertRows, [
        run.runId,
        run.originator,
        run.source,
        run.now,
        JSON.stringify(rows.map(({ id, reject }) => toRow(id, reject))),
      ]);
    },
  };
}

type Counts = Pick<Quarantine, 'count' | 'keyless' | 'reasons'>;

const insertRows = `
  insert into ingest.quarantine (id, run_id, originator, format, file, line, element_path, field, reason, raw, frame_before,
    frame_after, first_seen_at, last_seen_at)
  select q.id, $1, $2, $3, q.file, q.line, q.path, q.field, q.reason, decode(q.raw, 'base64'), q.before, q.after,
    $4::timestamptz, $4::timestamptz
  from jsonb_to_recordset($5::jsonb) as q (id text, file text, line int, path text, field text, reason text, raw text,
    before text, after text)
  on conflict (id) do update set run_id = excluded.run_id, line = excluded.line, last_seen_at = excluded.last_seen_at,
    state = 'OPEN', solved_by = null`;

function toRow(id: string, reject: Reject): Record<string, unknown> {
  const { file, line, path, field, reason, raw, frame } = reject;
  return {
    id,
    file: toText(file),
    line,
    path: path === undefined ? null : toText(path),
    field: field === undefined ? null : toText(field),
    reason,
    raw: Buffer.from(raw).subarray(0, maximumRawBytes).toString('base64'),
    before: toText(frame?.before ?? ''),
    after: toText(frame?.after ?? ''),
  };
}

/** PostgreSQL holds neither a NUL character nor half of a surrogate pair in a text. */
function toText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}

function hash(...parts: readonly (string | Uint8Array)[]): string {
  const digest = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part);
    digest.update(`${bytes.length}:`).update(bytes);
  }
  return digest.digest('base64url');
}
