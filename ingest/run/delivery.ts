import type { Policy } from '../../policy/policy.js';
import type { IngestDatabases } from '../databases.js';
import type { Format } from '../formats/format.js';
import type { InputFile } from '../input/inputFile.js';
import type { Retried } from '../quarantine/retry.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { Limits } from './limits.js';
import type { RecordRun } from './recordedRun.js';
import type { SourceLock } from './sourceLock.js';

/** A delivery of which everything is settled before its records are read. */
export interface SettledDelivery {
  readonly format: Pick<Format, 'name' | 'kinds' | 'countsRepetitions' | 'read'>;
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** Agency that it is for; empty where each record states its own, as those of the demonstration do. */
  readonly originator: string;
  readonly envelope: EnvelopeStatement;
  /** What of it the command states: records are under no weaker one. */
  readonly stated: EnvelopeStatement;
  readonly files: readonly InputFile[];
  readonly limits: Limits;
  /** The records come out of quarantine: what is loaded is still said to be the file that they came from. */
  readonly retry?: boolean;
  /** Where they stood before they came into quarantine. */
  readonly retried?: Retried;
  /** `deliveryKey` of it. */
  readonly key: string;
  /** Version of the format. */
  readonly version: string;
  /** Place of a delta in its series; null for what is no delta. */
  readonly sequence: string | null;
}

/** What of the deployment a run needs. */
export interface Deployment {
  readonly databases: IngestDatabases;
  readonly policy: Policy;
  /** The deployment's link key; see storage/keys/keys.ts. */
  readonly linkKey: Uint8Array;
}

/** Who runs a delivery, and whom the run tells of it. */
export interface Conduct {
  /** Who runs it: for the audit log. */
  readonly operator: string;
  /** Writes the audit log; nothing is published before it has resolved. */
  readonly record: RecordRun;
  readonly lock: SourceLock;
  readonly report: Report;
  /** Rows that are acknowledged together; 1000 by default. */
  readonly batchRows?: number;
}

/** Told how far a run is: items, and rejects among them. */
export type Report = (phase: 'READING' | 'PUBLISHING', done: number, quarantined: number) => void;
