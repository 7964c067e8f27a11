import type { Transaction } from '../../storage/types.js';
import type { Quarantine } from '../quarantine/quarantine.js';
import type { Frame, RecordSource } from '../records/record.js';
import { readStagedRecords, toReject } from './stagedRecords.js';

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
