import { readPackageFile } from '../../schema/files.js';
import { ens } from '../formats/ens/ens.js';
import { toMemoryFile } from '../input/memoryFile.js';
import type { SourceRecord } from '../records/record.js';
import type { InventedRecords } from './deliver.js';

/** Envelope `source` of the scenario's entry summary declaration: that of real ones. */
export const declared = ens.name;

/** The office that received it. */
const office = 'NL-CUSTOMS';

/**
 * The entry summary declaration of the scenario, a file such as traders send, read by its format: `portcullis ingest ens
 * ingest/demo/declaration.xml` finds it unchanged.
 */
export async function readDeclaration(): Promise<InventedRecords> {
  const name = 'declaration.xml';
  const file = toMemoryFile(name, Buffer.from(readPackageFile('ingest', 'demo', name)));
  const records: SourceRecord[] = [];
  for await (const item of ens.read({ files: [file], unmapped: () => undefined })) {
    if (item.kind !== 'consignment') throw new Error(`${name} holds more than declarations`);
    records.push({ ...item, envelope: { ...ens.envelope, originator: office } });
  }
  return { source: declared, format: declared, name, records };
}
