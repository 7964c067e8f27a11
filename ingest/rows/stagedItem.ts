import type { RecordSource } from '../records/record.js';
import type { PreparedRow } from './rows.js';

/** What publishing a staged row will do. */
export type StagedAction =
  | 'NEW'
  | 'CHANGED'
  | 'UNCHANGED'
  /** Taken back by its source. */
  | 'WITHDRAWN'
  /** Stated again further on in the same delivery: the last statement counts. */
  | 'REPEATED'
  /** Another agency's record that stands once has the key: it stays untouched, and this one goes into quarantine. */
  | 'FOREIGN'
  /** Read again from quarantine; what is stored under its key may be another record: as FOREIGN. */
  | 'TAKEN'
  /** Looser than the envelope that is stored: that stays as it is, and this one goes into quarantine. */
  | 'LOOSENED'
  /** Not taken by the database when it was published; goes into quarantine. */
  | 'REFUSED'
  /** In quarantine, its key known: it is not gone from a whole list. */
  | 'REJECTED';

/** One item of a delivery on its way to one source. */
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
