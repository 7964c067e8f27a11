import { records } from '../../schema/records/index.js';
import type { SourceRecord } from '../records/record.js';
import { toStoredByHand } from '../stores/index.js';
import type { MakeRef, StoredRecord } from '../stores/stored.js';
import { compileStored } from './compile.js';

const compiled = new Map<string, ReturnType<typeof compileStored>>(
  Object.values(records).map((description) => [description.kind, compileStored(description)]),
);

/** The rows of one record: itself first, then the links that it asserts. */
export function toStored(record: SourceRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const store = compiled.get(record.kind);
  return store ? [store(record, source, makeRef)] : toStoredByHand(record, source, makeRef);
}
