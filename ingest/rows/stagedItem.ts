import type { RecordSource } from '../records/record.js';
import type { PreparedRow } from './rows.js';

/** What publishing a staged row will do. */
export type StagedAction =
  | 'NEW'
  | 'CHANGED'
  | 'UNCHANGED'
  /** Taken back by its source. */
  | 'WITHDRAWN'
  /** Stated again later in the same delivery: the last statement counts. */
  | 'REPEATED'
  /** Another agency's record has the key, which only one record may have: this one goes into quarantine. */
  | 'FOREIGN'
  /** Read again from quarantine, and what is stored under its key may be another record: back into quarantine. */
  | 'TAKEN'
  /** Looser than the stored envelope, which stays as it is: goes into quarantine. */
  | 'LOOSENED'
  /** Refused by the database when it was published: goes into quarantine. */
  | 'REFUSED'
  /** In quarantine with a known key: it is not gone from a whole list. */
  | 'REJECTED';

/** One row of an item of a delivery, on its way to one source. */
export interface StagedItem {
  readonly source: RecordSource;
  /** Number of the item in its delivery, from 1. */
  readonly seq: number;
  /** 0 the record, from 1 the links that it asserts. */
  readonly part: number;
  readonly table: string;
  /** Agency whose record it is; empty where the delivery is nobody's and the record does not say. */
  readonly originator: string;
  readonly sourceRef: string;
  /** Null for a withdrawal or a rejected record. */
  readonly row: PreparedRow | null;
  readonly action?: 'WITHDRAWN' | 'REJECTED';
  readonly fileIndex: number;
  readonly line: number;
  readonly path: string | null;
  readonly qualityFlags: readonly string[];
  readonly content: () => Buffer;
}
