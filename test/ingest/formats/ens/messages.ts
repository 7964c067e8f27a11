import { ens } from '../../../../ingest/formats/ens/ens.js';
import type { ConsignmentRecord } from '../../../../ingest/records/cargo.js';
import { readAll, writeFile } from '../../support/samples.js';

/** What the format yields of messages, each in a file of its own. */
export function readEns(...texts: string[]): ReturnType<typeof readAll> {
  const paths = texts.map((text, index) => writeFile(`message${index}.xml`, text));
  return readAll(ens, paths);
}

/** The consignment of one message. */
export async function readOneEns(text: string): Promise<ConsignmentRecord> {
  return (await readEns(text)).records[0] as ConsignmentRecord;
}
