import type { WritableDatabase } from '../storage/types.js';
import type { RecordSource } from './records/record.js';

/** Databases that ingest writes: those of the sources that keep records, and its own for runs and quarantine. They may all be one. */
export type IngestDatabases = Readonly<Record<RecordSource | 'ingest', WritableDatabase>>;
