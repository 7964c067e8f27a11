import { createHmac, createSecretKey } from 'node:crypto';
import type { Restriction } from '../../../policy/loosening.js';
import { envelopeKey } from '../../../storage/envelopeKey.js';
import { newId } from '../../../storage/keys/ref.js';
import { toCopyLine } from '../../../storage/pool/copy.js';
import { noContent } from '../../../storage/sourceContent.js';
import { matchedOf } from '../../rows/matched.js';
import type { PreparedRow } from '../../rows/rows.js';
import type { StagedAction, StagedItem } from '../../rows/stagedItem.js';
import type { StoredChildren } from '../../rows/stored.js';
import { loosenedKey } from './loosened.js';
import type { EndedLink, StoredState } from './stored.js';

/** What the staged rows of one run depend on. */
export interface LineOptions {
  readonly runId: string;
  readonly linkKey: Uint8Array;
  /** `key` of the delivery. */
  readonly deliveryKey: string;
  /** True where envelopes that are stored may be loosened. */
  readonly mayLoosen: boolean;
  /** False where a record that is stored may be another than the one that is read again under its key. */
  readonly mayChange: boolean;
}

/** Writes the staged rows of a run as lines of COPY. */
export interface StagedLines {
  /** @param loosened terms in which the item loosens the stored envelope */
  ofItem(item: StagedItem, state: StoredState | undefined, loosened?: readonly Restriction[]): string;
  ofEndedLink(link: EndedLink): string;
}

/** Columns of a line, in order. */
export const stagedColumns = [
  ...['run_id', 'seq', 'part', 'record_table', 'source_ref', 'action', 'record', 'children'],
  ...['file_index', 'line', 'element_path', 'quality_flags', 'content'],
].join(', ');

/** Creates the lines of one run. */
export function createStagedLines(options: LineOptions): StagedLines {
  const { runId, mayLoosen, mayChange } = options;
  const ids = createStableIds(options);
  return {
    ofItem: (item, state, loosened) => {
      const { seq, part, table, sourceRef, row, fileIndex, line, path, qualityFlags } = item;
      const head = [runId, seq, part, table, sourceRef];
      const place = [fileIndex, line, path];
      const unchanged = (action: StagedAction) => toCopyLine([...head, action, null, null, ...place, null, null]);
      const content = () => (part === 0 ? item.content() : noContent);
      const refused = (action: StagedAction, record: string | null = null) =>
        toCopyLine([...head, action, record, null, ...place, null, content()]);
      if (isForeign(item, state) && item.action !== 'REJECTED') return refused('FOREIGN');
      const isLive = state !== undefined && state.contentHash !== null;
      if (row === null) {
        // Why: what was never here, or is withdrawn already, cannot be withdrawn.
        return unchanged(item.action === 'REJECTED' || isLive ? (item.action as StagedAction) : 'UNCHANGED');
      }
      if (state?.contentHash === row.contentHash) return unchanged('UNCHANGED');
      if (isLive && !mayChange) return refused('TAKEN');
      if (loosened && !mayLoosen) return refused('LOOSENED', JSON.stringify({ [loosenedKey]: loosened }));
      const id = row.id ?? state?.id ?? ids.ofRecord(row.idPrefix, table, sourceRef);
      const record = JSON.stringify(toRecord(id, table, row, loosened));
      const children = row.children.length === 0 ? null : JSON.stringify(ids.ofChildren(id, row.children));
      return toCopyLine([
        ...[...head, isLive ? 'CHANGED' : 'NEW', record, children],
        ...[...place, qualityFlags, content()],
      ]);
    },
    ofEndedLink: ({ seq, part, table, sourceRef, originator }) => {
      const record = JSON.stringify({ originator });
      return toCopyLine([runId, seq, part, table, sourceRef, 'WITHDRAWN', record, null, null, null, null, null, null]);
    },
  };
}

/** Whether the stored record, which stands once, is another agency's: only its own may change or withdraw it. */
export function isForeign({ originator }: StagedItem, state: StoredState | undefined): boolean {
  return state !== undefined && state.originator !== originator;
}

function toRecord(id: string, table: string, { columns }: PreparedRow, loosened?: readonly Restriction[]): StatedRow {
  return toStatedRow(columns, {
    id,
    envelope_key: envelopeKey(columns),
    // Why here: what did not change is not stored again, and its names need not be analysed.
    ...matchedOf(table, columns),
    ...(loosened ? { [loosenedKey]: loosened } : {}),
  });
}

/**
 * Ids that look random to all who lack the link key, and are the same when a run is repeated: a delivery that was
 * killed and goes on ends with the very rows of one that was not.
 */
function createStableIds({ linkKey, deliveryKey }: LineOptions) {
  const key = createSecretKey(linkKey);
  const derive = (...parts: readonly string[]): Uint8Array =>
    createHmac('sha256', key)
      .update(JSON.stringify(['portcullis/id', ...parts]))
      .digest();
  const make = (prefix: string, ...parts: readonly string[]): string =>
    newId(prefix, (bytes) => derive(prefix, ...parts).subarray(0, bytes));
  return {
    ofRecord: (prefix: string, table: string, sourceRef: string): string => make(prefix, deliveryKey, table, sourceRef),
    /** The children of a record by table, with ids of their own and the column that names the record filled in. */
    ofChildren: (recordId: string, children: readonly StoredChildren[]): Record<string, readonly StatedRow[]> => {
      const renamed = new Map<unknown, string>();
      for (const { table, rows } of children) {
        for (const [index, { id }] of rows.entries()) {
          renamed.set(id, make(String(id).split('_', 1)[0] as string, recordId, table, String(index)));
        }
      }
      const byTable: Record<string, readonly StatedRow[]> = {};
      for (const { table, parentColumn, rows } of children) {
        if (rows.length > 0)
          byTable[table] = rows.map((row) =>
            toStatedRow(row, { [parentColumn]: recordId, ...matchedOf(table, row) }, renamed),
          );
      }
      return byTable;
    },
  };
}

/** A row without the columns that it leaves empty: most rows leave most of theirs, and each would be read twice. */
type StatedRow = Readonly<Record<string, unknown>>;

/**
 * The columns of a row that are not null, and behind them what is added.
 *
 * @param renamed new ids by old ones: rows that are staged together refer to each other by id
 * @remarks Why one loop: a row has some forty columns, and each copy of it costs more than writing it as JSON.
 */
function toStatedRow(row: StatedRow, added: StatedRow, renamed?: ReadonlyMap<unknown, string>): StatedRow {
  const stated: Record<string, unknown> = {};
  for (const name in row) {
    const value = row[name];
    if (value !== null) stated[name] = renamed?.get(value) ?? value;
  }
  return Object.assign(stated, added);
}
