import type { Policy } from '../../policy/policy.js';
import type { IngestDatabases } from '../databases.js';
import type { Format } from '../formats/format.js';
import type { InputFile } from '../input/inputFile.js';
import type { Retried } from '../quarantine/retry.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { RecordSource } from '../records/record.js';
import type { Limits } from './limits.js';
import type { DeliveryFacts, LoggedDelivery, RecordRun } from './recordedRun.js';
import type { SourceLock } from './sourceLock.js';

/** A delivery of which everything is settled before its records are read. */
export interface SettledDelivery {
  readonly format: Pick<Format, 'name' | 'kinds' | 'countsRepetitions' | 'read'>;
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** Agency that it is for; empty where each record states its own, as those of the demonstration do. */
  readonly originator: string;
  readonly envelope: EnvelopeStatement;
  /** The part of it that the command states: no record weakens that. */
  readonly stated: EnvelopeStatement;
  readonly files: readonly InputFile[];
  readonly limits: Limits;
  /** The records come out of quarantine: the catalogue keeps naming the file that they came from. */
  readonly retry?: boolean;
  /** What a retry must know of the records' old file. */
  readonly retried?: Retried;
  /** Version of the format. */
  readonly version: string;
  /** Place of a delta in its series; null for other deliveries. */
  readonly sequence: string | null;
  /** Sources that keep its records, each once. */
  readonly sources: readonly RecordSource[];
  /** SHA-256, hex: the same for the same files, read in the same way for the same agency. */
  readonly key: string;
  readonly facts: DeliveryFacts;
}

/** The part of the deployment that a run needs. */
export interface Deployment {
  readonly databases: IngestDatabases;
  readonly policy: Policy;
  /** The deployment's link key; see storage/keys/keys.ts. */
  readonly linkKey: Uint8Array;
}

/** Who runs a delivery, and who is told of it. */
export interface Conduct {
  /** Who runs it: for the audit log. */
  readonly operator: string;
  readonly logged: LoggedDelivery;
  /** Writes the audit log; nothing is published before it has resolved. */
  readonly record: RecordRun;
  readonly lock: SourceLock;
  readonly report: Report;
  /** Rows that are acknowledged together; 1000 by default. */
  readonly batchRows?: number;
}

/** Takes how far a run is: items, rejects among them, and how many of them an earlier process had read. */
export type Report = (phase: 'READING' | 'PUBLISHING', done: number, quarantined: number, before?: number) => void;
