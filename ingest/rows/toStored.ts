import type { RecordDescription } from '../../schema/records/description/record.js';
import { records } from '../../schema/records/index.js';
import type { SourceRecord } from '../records/record.js';
import { compileLinks, compileWithLinks, type ToStoredRows } from './links.js';
import type { MakeRef, StoredRecord } from './stored.js';

const compiled = new Map(
  Object.values<RecordDescription>(records).map((description) => [
    description.kind,
    description.links ? compileLinks(description.links, description) : compileWithLinks(description),
  ]),
);

/** The rows of one record: itself first, then the links that it asserts. */
export function toStored(record: SourceRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const store = compiled.get(record.kind) as ToStoredRows;
  return store(record, source, makeRef);
}
