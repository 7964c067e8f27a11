import type { Restriction } from '../../../policy/loosening.js';
import type { Policy } from '../../../policy/policy.js';
import { envelopeKey } from '../../../storage/envelopeKey.js';
import { toCopyLine } from '../../../storage/pool/copy.js';
import { noContent } from '../../../storage/sourceContent.js';
import type { Transaction } from '../../../storage/types.js';
import type { RecordSource } from '../../records/record.js';
import { matchedOf } from '../../rows/matched.js';
import type { StagedAction, StagedItem } from '../../rows/stagedItem.js';
import { findLoosenedItems, loosenedKey } from './loosened.js';
import { type StableIds, toStatedRow } from './stableIds.js';
import { type FindState, findStored, linksNoLongerAsserted, type StoredState } from './stored.js';

/** The child tables of each record table, in an order in which each may refer to those before it. */
export type ChildTables = Readonly<
  Record<string, readonly { readonly table: string; readonly parentColumn: string }[]>
>;

/** Runs statements of one source in a transaction: one of its own, or the long one of a dry run. */
export type InTransaction = <T>(source: RecordSource, run: (transaction: Transaction) => Promise<T>) => Promise<T>;

/** Of which run, for whom and on which conditions items are staged. */
export interface StagerOptions {
  readonly runId: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly policy: Policy;
  /** True where envelopes that are stored may be loosened. */
  readonly mayLoosen: boolean;
  /** False where a record that is stored may be another than the one that is read again under its key. */
  readonly mayChange: boolean;
  /** Every source that the format's records go to: each acknowledges each batch. */
  readonly sources: readonly RecordSource[];
  readonly ids: StableIds;
  readonly inTransaction: InTransaction;
}

/** Takes items of a delivery in order and stages them in batches. */
export interface Stager {
  /** Where each source stands: all items up to this number are staged there. */
  readonly positions: ReadonlyMap<RecordSource, number>;
  /** Stages items, and acknowledges that all up to `upTo` are: rows and position in one transaction a source. */
  stage(items: readonly StagedItem[], upTo: number): Promise<void>;
}

/** Opens the stager of a run; one that was stopped says how far it had come. */
export async function openStager(options: StagerOptions): Promise<Stager> {
  const { runId, sources, inTransaction } = options;
  const positions = new Map<RecordSource, number>();
  const childTables = new Map<RecordSource, ChildTables>();
  for (const source of sources) {
    await inTransaction(source, (transaction) =>
      transaction.exec(
        `insert into ${source}.staged_position (run_id, seq) values ($1, 0) on conflict (run_id) do nothing`,
        [runId],
      ),
    );
    const place = await inTransaction(source, (transaction) => lockPosition(transaction, source, runId));
    positions.set(source, place.seq);
    childTables.set(source, place.childTables);
  }
  return {
    positions,
    stage: async (items, upTo) => {
      await Promise.all(
        sources.map(async (source) => {
          const position = positions.get(source) ?? 0;
          if (position >= upTo) return;
          const own = items.filter((item) => item.source === source);
          const tables = withChildTables(childTables.get(source) ?? {}, own);
          childTables.set(source, tables);
          await inTransaction(source, (transaction) => stageIn(transaction, source, own, upTo, tables, options));
          positions.set(source, upTo);
        }),
      );
    },
  };
}

/**
 * Where a run stands in a source; nobody else moves it until the transaction ends.
 *
 * @remarks Why a lock: a process that is killed may leave a connection behind whose last transaction the server still
 *   commits, while the run goes on in another process.
 */
async function lockPosition(
  transaction: Transaction,
  source: RecordSource,
  runId: string,
): Promise<{ readonly seq: number; readonly childTables: ChildTables }> {
  const [row] = await transaction.exec<{ seq: string; child_tables: ChildTables }>(
    `select seq::text, child_tables from ${source}.staged_position where run_id = $1 for update`,
    [runId],
  );
  return { seq: Number(row?.seq ?? 0), childTables: row?.child_tables ?? {} };
}

async function stageIn(
  transaction: Transaction,
  source: RecordSource,
  all: readonly StagedItem[],
  upTo: number,
  childTables: ChildTables,
  options: StagerOptions,
): Promise<void> {
  const { seq: position } = await lockPosition(transaction, source, options.runId);
  if (position >= upTo) return;
  const items = all.filter(({ seq }) => seq > position);
  const stored = new Map<string, FindState>();
  for (const table of new Set(items.map((item) => item.table))) {
    const names = items.filter((item) => item.table === table);
    stored.set(table, await findStored(transaction, table, options.source, names));
  }
  const stateOf = (item: StagedItem): StoredState | undefined => stored.get(item.table)?.(item);
  const own = items.filter((item) => !isForeign(item, stateOf(item)));
  const loosened = await findLoosenedItems(transaction, options.policy, options.source, own, stateOf);
  const lines = items.map((item) => toLine(item, stateOf(item), loosened.get(item.seq), options));
  // A record that is withdrawn takes its links along.
  const changed = own.filter((item) => {
    const hash = stateOf(item)?.contentHash ?? null;
    const stays = item.action === 'REJECTED' || (!options.mayLoosen && loosened.has(item.seq));
    return item.part === 0 && hash !== null && item.row?.contentHash !== hash && !stays;
  });
  for (const { seq, part, table, sourceRef, originator } of await linksNoLongerAsserted(
    transaction,
    options.source,
    items,
    changed,
  )) {
    const whose = JSON.stringify({ originator });
    lines.push(toCopyLine([options.runId, seq, part, table, sourceRef, 'WITHDRAWN', whose, ...nothing]));
  }
  if (lines.length > 0) await transaction.copyIn(`copy ${source}.staged (${columns.join(', ')}) from stdin`, lines);
  await transaction.exec(
    `insert into ${source}.staged_position (run_id, seq, child_tables) values ($1, $2, $3)
     on conflict (run_id) do update set seq = excluded.seq, child_tables = excluded.child_tables`,
    [options.runId, upTo, JSON.stringify(childTables)],
  );
}

const columns = [
  ...['run_id', 'seq', 'part', 'record_table', 'source_ref', 'action', 'record', 'children'],
  ...['file_index', 'line', 'element_path', 'quality_flags', 'content'],
];
const nothing = [null, null, null, null, null, null];

/** Whether the stored record, which stands once, is another agency's: only its own may change or withdraw it. */
function isForeign({ originator }: StagedItem, state: StoredState | undefined): boolean {
  return state !== undefined && state.originator !== originator;
}

// Why long: one row, column by column, as COPY reads it.
function toLine(
  item: StagedItem,
  state: StoredState | undefined,
  loosened: readonly Restriction[] | undefined,
  options: StagerOptions,
): string {
  const { runId, ids } = options;
  const { seq, part, table, sourceRef, row, fileIndex, line, path, qualityFlags } = item;
  const head = [runId, seq, part, table, sourceRef];
  const place = [fileIndex, line, path];
  if (isForeign(item, state) && item.action !== 'REJECTED') {
    return toCopyLine([...head, 'FOREIGN', null, null, ...place, null, part === 0 ? item.content() : noContent]);
  }
  if (row === null) {
    // Why: what was never here, or is withdrawn already, cannot be withdrawn.
    const unknown = item.action === 'WITHDRAWN' && state?.contentHash == null;
    return toCopyLine([...head, unknown ? 'UNCHANGED' : item.action, null, null, ...place, null, null]);
  }
  const action: StagedAction = state?.contentHash == null ? 'NEW' : 'CHANGED';
  if (state?.contentHash === row.contentHash)
    return toCopyLine([...head, 'UNCHANGED', null, null, ...place, null, null]);
  if (action === 'CHANGED' && !options.mayChange) {
    return toCopyLine([...head, 'TAKEN', null, null, ...place, null, part === 0 ? item.content() : noContent]);
  }
  if (loosened && !options.mayLoosen) {
    const terms = JSON.stringify({ [loosenedKey]: loosened });
    return toCopyLine([...head, 'LOOSENED', terms, null, ...place, null, part === 0 ? item.content() : noContent]);
  }
  const id = row.id ?? state?.id ?? ids.ofRecord(row.idPrefix, table, sourceRef);
  return toCopyLine([
    ...head,
    action,
    JSON.stringify(
      toStatedRow(row.columns, {
        id,
        envelope_key: envelopeKey(row.columns),
        // Why here: what did not change is not stored again, and its names need not be analysed.
        ...matchedOf(table, row.columns),
        ...(loosened ? { [loosenedKey]: loosened } : {}),
      }),
    ),
    row.children.length === 0 ? null : JSON.stringify(ids.ofChildren(id, row.children)),
    ...place,
    qualityFlags,
    part === 0 ? item.content() : noContent,
  ]);
}

/** Child tables, with those of the items; every record names all of its table, those without rows too. */
function withChildTables(known: ChildTables, items: readonly StagedItem[]): ChildTables {
  const found: Record<string, ChildTables[string]> = {};
  for (const { table, row } of items) {
    if (row === null || table in known || table in found) continue;
    found[table] = row.children.map(({ table: child, parentColumn }) => ({ table: child, parentColumn }));
  }
  return { ...known, ...found };
}
