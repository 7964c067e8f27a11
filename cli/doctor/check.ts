import type { LogQuery } from '../../auditlog/store/pool.js';
import type { Databases } from '../../storage/provision/resolveDatabases.js';
import type { Settings } from '../config.js';
import type { Finding } from './finding.js';

/** What every check may look at. */
export interface Examined {
  readonly settings: Settings;
  /** Absolute paths. */
  readonly dataDirectory: string;
  readonly keysDirectory: string;
  readonly headsDirectory: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Longest wait for one answer, ms. */
  readonly limitMs: number;
}

/** The same with a database that answers. */
export interface ExaminedData extends Examined {
  readonly databases: Databases;
  /** Reads with a login of the deployment, in a transaction that cannot write. */
  read<T>(url: string, reading: (db: LogQuery) => Promise<T>): Promise<T>;
}

/** One thing that is looked at. What it throws becomes a fault. */
export interface Check {
  readonly name: string;
  /** Looks without a database. */
  readonly look?: (of: Examined) => readonly Finding[] | Promise<readonly Finding[]>;
  /** Looks once the database has answered. */
  readonly lookAtData?: (of: ExaminedData) => readonly Finding[] | Promise<readonly Finding[]>;
}
