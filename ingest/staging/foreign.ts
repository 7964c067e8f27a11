// SPDX-License-Identifier: Apache-2.0
import { unpackContent } from '../../storage/sourceContent.js';
import type { Transaction } from '../../storage/types.js';
import type { Quarantine } from '../quarantine.js';
import type { Frame, RecordSource } from '../record.js';

/** Rows a statement. */
const pieceRows = 500;

/** Why a record that was staged is not published, by its action; neither whose the stored record is, nor what it says. */
const reasons = { FOREIGN: 'record.ofAnotherAgency', TAKEN: 'key.taken' } as const;

/**
 * Puts records into quarantine that state what is another agency's record, or, read again, what may be another record: it
 * stays as it is.
 */
export async function quarantineForeign(
  transaction: Transaction,
  source: RecordSource,
  runId: string,
  fileNames: readonly string[],
  quarantine: Quarantine,
  frame?: Frame,
): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await transaction.exec<ForeignRow>(
      `select seq::text, action, source_ref, file_index, line, element_path, content from ${source}.staged
       where run_id = $1 and part = 0 and action in ('FOREIGN', 'TAKEN') and seq > $2 order by seq limit ${pieceRows}`,
      [runId, after],
    );
    for (const { action, source_ref, file_index, line, element_path, content } of rows) {
      quarantine.add({
        kind: 'reject',
        file: fileNames[file_index ?? 0] ?? '',
        line: line ?? 0,
        ...(element_path === null ? {} : { path: element_path }),
        field: 'key',
        reason: reasons[action],
        raw: (content && unpackContent(content).raw) ?? '',
        sourceRef: source_ref,
        ...(frame ? { frame } : {}),
      });
    }
    if (rows.length < pieceRows) return;
    after = Number(rows.at(-1)?.seq);
  }
}

interface ForeignRow {
  readonly seq: string;
  readonly action: keyof typeof reasons;
  readonly source_ref: string;
  readonly file_index: number | null;
  readonly line: number | null;
  readonly element_path: string | null;
  readonly content: Uint8Array | null;
}
