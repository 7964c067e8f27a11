import { createHmac, createSecretKey } from 'node:crypto';
import { newId } from '../../../storage/keys/ref.js';
import { matchedOf } from '../../rows/matched.js';
import type { StoredChildren } from '../../rows/stored.js';

/** Makes public ids for one delivery. */
export interface StableIds {
  /** Id of a new record. */
  ofRecord(prefix: string, table: string, sourceRef: string): string;
  /** The children of a record by table, with ids of their own and the column that names the record filled in. */
  ofChildren(recordId: string, children: readonly StoredChildren[]): Record<string, readonly StatedRow[]>;
}

/**
 * Ids that look random to all who lack the link key, and are the same when a run is repeated: a delivery that was
 * killed and goes on ends with the very rows of one that was not.
 */
export function createStableIds(linkKey: Uint8Array, deliveryKey: string): StableIds {
  const key = createSecretKey(linkKey);
  const derive = (...parts: readonly string[]): Uint8Array =>
    createHmac('sha256', key)
      .update(JSON.stringify(['portcullis/id', ...parts]))
      .digest();
  const make = (prefix: string, ...parts: readonly string[]): string =>
    newId(prefix, (bytes) => derive(prefix, ...parts).subarray(0, bytes));
  return {
    ofRecord: (prefix, table, sourceRef) => make(prefix, deliveryKey, table, sourceRef),
    ofChildren: (recordId, children) => {
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
export type StatedRow = Readonly<Record<string, unknown>>;

/**
 * The columns of a row that are not null, and behind them what is told of it beside.
 *
 * @param renamed new ids by old ones: rows that are staged together refer to each other by id
 * @remarks Why one loop: a row has some forty columns, and each copy of it costs more than writing it as JSON.
 */
export function toStatedRow(row: StatedRow, beside: StatedRow, renamed?: ReadonlyMap<unknown, string>): StatedRow {
  const stated: Record<string, unknown> = {};
  for (const name in row) {
    const value = row[name];
    if (value !== null) stated[name] = renamed?.get(value) ?? value;
  }
  return Object.assign(stated, beside);
}
