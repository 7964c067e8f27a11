import { unpackContent } from '../../storage/sourceContent.js';
import type { Transaction } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { Quarantine } from '../quarantine/quarantine.js';
import type { Frame, RecordSource, Reject } from '../records/record.js';
import type { StagedAction } from '../rows/stagedItem.js';
import type { SettledDelivery } from '../run/delivery.js';

/** Why a record that was staged is not published, by its action; neither whose the stored record is, nor what it says. */
const reasons = { FOREIGN: 'record.ofAnotherAgency', TAKEN: 'key.taken', LOOSENED: 'envelope.loosened' } as const;
type Unpublished = keyof typeof reasons;

/**
 * Puts records into quarantine that state another agency's record, or, read again, may be another record, or would loosen
 * the envelope of what is stored: that stays as it is.
 */
export async function quarantineUnpublished(
  transaction: Transaction,
  source: RecordSource,
  runId: string,
  fileNames: readonly string[],
  quarantine: Quarantine,
  frame?: Frame,
): Promise<void> {
  for await (const record of readStaged(transaction, source, runId, Object.keys(reasons) as Unpublished[])) {
    const reason = reasons[record.action as Unpublished];
    const { loosened } = (record.record ?? {}) as { readonly loosened?: readonly string[] };
    const field = loosened?.join(', ') ?? 'key';
    quarantine.add(toReject(record, fileNames, { field, reason, ...(frame ? { frame } : {}) }));
  }
}

/** What `markRefused` writes of a record. */
interface Refusal {
  readonly action: StagedAction;
  readonly sqlState: string;
  /** Constraint or column at fault. */
  readonly at: string | null;
}

/**
 * Puts the records of a run that a database refused into quarantine, with their text. May be repeated.
 *
 * @returns how many there are, by what would have become of them
 */
export async function quarantineRefused(
  { files, sources }: SettledDelivery,
  databases: IngestDatabases,
  runId: string,
  quarantine: Quarantine,
): Promise<{ readonly added: number; readonly changed: number }> {
  const store = () => databases.ingest.transaction((transaction) => quarantine.store(transaction));
  const fileNames = files.map(({ name }) => name);
  let changed = 0;
  for (const source of sources) {
    for await (const record of readStaged(databases[source], source, runId, ['REFUSED'])) {
      const { action, sqlState, at } = record.record as Refusal;
      const reason = `database.${sqlState}`;
      quarantine.add(toReject(record, fileNames, { reason, ...(at === null ? {} : { field: at }) }));
      if (action === 'CHANGED') changed += 1;
      if (quarantine.count % pieceRows === 0) await store();
    }
  }
  await store();
  return { added: quarantine.count - changed, changed };
}

/** Rows a statement, and records that go into quarantine in one transaction. */
const pieceRows = 500;

interface StagedRecord {
  readonly seq: string;
  readonly action: StagedAction;
  readonly source_ref: string;
  readonly record: unknown;
  readonly file_index: number | null;
  readonly line: number | null;
  readonly element_path: string | null;
  readonly content: Uint8Array | null;
}

/** Staged records of a run with one of these actions, in order; links that they assert are left out. */
async function* readStaged(
  database: Pick<Transaction, 'exec'>,
  source: RecordSource,
  runId: string,
  actions: readonly StagedAction[],
): AsyncGenerator<StagedRecord> {
  let after = 0;
  for (;;) {
    const rows = await database.exec<StagedRecord>(
      // `s.seq`: the text of the select list would sort 10 before 2, and the next piece begin behind what was not read.
      `select seq::text, action, source_ref, record, file_index, line, element_path, content from ${source}.staged s
       where run_id = $1 and action = any($2) and (part = 0 or action = 'REFUSED') and seq > $3
       order by s.seq limit ${pieceRows}`,
      [runId, actions, after],
    );
    yield* rows;
    if (rows.length < pieceRows) return;
    after = Number(rows.at(-1)?.seq);
  }
}

function toReject(
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
