import { unpackContent } from '../../storage/sourceContent.js';
import type { Transaction } from '../../storage/types.js';
import type { Quarantine } from '../quarantine/quarantine.js';
import type { Frame, RecordSource, Reject } from '../records/record.js';
import type { StagedAction } from '../rows/stagedItem.js';

/** A staged record that is not published. */
export interface StagedRecord {
  readonly seq: string;
  readonly action: StagedAction;
  readonly source_ref: string;
  readonly record: unknown;
  readonly file_index: number | null;
  readonly line: number | null;
  readonly element_path: string | null;
  readonly content: Uint8Array | null;
}

/** Rows a statement. */
const pieceRows = 500;

/** Staged records of a run with one of these actions, in order; links that they assert are left out. */
export async function* readStagedRecords(
  database: Pick<Transaction, 'exec'>,
  source: RecordSource,
  runId: string,
  actions: readonly StagedAction[],
): AsyncGenerator<StagedRecord> {
  let after = 0;
  for (;;) {
    const rows = await database.exec<StagedRecord>(
      `select seq::text, action, source_ref, record, file_index, line, element_path, content from ${source}.staged
       where run_id = $1 and action = any($2) and (part = 0 or action = 'REFUSED') and seq > $3
       order by seq limit ${pieceRows}`,
      [runId, actions, after],
    );
    yield* rows;
    if (rows.length < pieceRows) return;
    after = Number(rows.at(-1)?.seq);
  }
}

/** The reject that a record becomes, with its text. */
export function toReject(
  { source_ref, file_index, line, element_path, content }: StagedRecord,
  fileNames: readonly string[],
  why: Pick<Reject, 'field' | 'reason' | 'frame'>,
): Reject {
  return {
    kind: 'reject',
    file: fileNames[file_index ?? 0] ?? '',
    line: line ?? 0,
    ...(element_path === null ? {} : { path: element_path }),
    ...why,
    raw: (content && unpackContent(content).raw) ?? '',
    sourceRef: source_ref,
  };
}

/** Why a record that was staged is not published, by its action; neither whose the stored record is, nor what it says. */
const reasons = { FOREIGN: 'record.ofAnotherAgency', TAKEN: 'key.taken', LOOSENED: 'envelope.loosened' } as const;
type Unpublished = keyof typeof reasons;

/**
 * Puts records into quarantine that state what is another agency's record, or, read again, what may be another record,
 * or that would loosen the envelope of what is stored: it stays as it is.
 */
export async function quarantineUnpublished(
  transaction: Transaction,
  source: RecordSource,
  runId: string,
  fileNames: readonly string[],
  quarantine: Quarantine,
  frame?: Frame,
): Promise<void> {
  for await (const record of readStagedRecords(transaction, source, runId, Object.keys(reasons) as Unpublished[])) {
    const reason = reasons[record.action as Unpublished];
    const { loosened } = (record.record ?? {}) as { readonly loosened?: readonly string[] };
    quarantine.add(
      toReject(record, fileNames, { field: loosened?.join(', ') ?? 'key', reason, ...(frame ? { frame } : {}) }),
    );
  }
}
