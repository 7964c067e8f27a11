import type { Policy } from '../../../policy/policy.js';
import type { Transaction } from '../../../storage/types.js';
import type { RecordSource } from '../../records/record.js';
import type { StagedItem } from '../../rows/stagedItem.js';
import { findLoosenedItems } from './loosened.js';
import { isForeign, type StagedLines, stagedColumns } from './stagedLines.js';
import { type FindState, findStored, linksNoLongerAsserted, type StoredState } from './stored.js';

/** The child tables of each record table, in an order in which each may refer to those before it. */
export type ChildTables = Readonly<
  Record<string, readonly { readonly table: string; readonly parentColumn: string }[]>
>;

/** Runs statements of one source in a transaction: one of its own, or the long one of a dry run. */
export type InTransaction = <T>(source: RecordSource, run: (transaction: Transaction) => Promise<T>) => Promise<T>;

/** The run that items are staged for, and on which conditions. */
export interface StagerOptions {
  readonly runId: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly policy: Policy;
  /** True where envelopes that are stored may be loosened. */
  readonly mayLoosen: boolean;
  readonly lines: StagedLines;
  /** Every source that the format's records go to: each acknowledges each batch. */
  readonly sources: readonly RecordSource[];
  readonly inTransaction: InTransaction;
}

/** Takes items of a delivery in order and stages them in batches. */
export interface Stager {
  /** Every source has staged all items up to this number: by an earlier process of the run. */
  readonly position: number;
  /** Stages items, and acknowledges that all up to `upTo` are: rows and position in one transaction a source. */
  stage(items: readonly StagedItem[], upTo: number): Promise<void>;
}

/** Opens the stager of a run; one that was stopped goes on where it had come to. */
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
    position: Math.min(...positions.values()),
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
 * Locks and returns a run's position in a source.
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
  { runId, policy, source: envelopeSource, mayLoosen, lines }: StagerOptions,
): Promise<void> {
  const { seq: position } = await lockPosition(transaction, source, runId);
  if (position >= upTo) return;
  const items = all.filter(({ seq }) => seq > position);
  const stored = new Map<string, FindState>();
  for (const table of new Set(items.map((item) => item.table))) {
    const names = items.filter((item) => item.table === table);
    stored.set(table, await findStored(transaction, table, envelopeSource, names));
  }
  const stateOf = (item: StagedItem): StoredState | undefined => stored.get(item.table)?.(item);
  const own = items.filter((item) => !isForeign(item, stateOf(item)));
  const loosened = await findLoosenedItems(transaction, policy, envelopeSource, own, stateOf);
  // A record that is withdrawn takes its links along.
  const changed = own.filter((item) => {
    const hash = stateOf(item)?.contentHash ?? null;
    const stays = item.action === 'REJECTED' || (!mayLoosen && loosened.has(item.seq));
    return item.part === 0 && hash !== null && item.row?.contentHash !== hash && !stays;
  });
  const ended = await linksNoLongerAsserted(transaction, envelopeSource, items, changed);
  const rows = [
    ...items.map((item) => lines.ofItem(item, stateOf(item), loosened.get(item.seq))),
    ...ended.map((link) => lines.ofEndedLink(link)),
  ];
  if (rows.length > 0) await transaction.copyIn(`copy ${source}.staged (${stagedColumns}) from stdin`, rows);
  await transaction.exec(
    `insert into ${source}.staged_position (run_id, seq, child_tables) values ($1, $2, $3)
     on conflict (run_id) do update set seq = excluded.seq, child_tables = excluded.child_tables`,
    [runId, upTo, JSON.stringify(childTables)],
  );
}

/** Adds the child tables of the items; a record names all of its table, also those without rows. */
function withChildTables(known: ChildTables, items: readonly StagedItem[]): ChildTables {
  const found: Record<string, ChildTables[string]> = {};
  for (const { table, row } of items) {
    if (row === null || table in known || table in found) continue;
    found[table] = row.children.map(({ table: child, parentColumn }) => ({ table: child, parentColumn }));
  }
  return { ...known, ...found };
}
