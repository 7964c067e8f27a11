import type { InputFile } from '../../input/inputFile.js';
import { readXml, type XmlElement } from '../../input/xml/xml.js';
import type { Provenance } from '../../records/base.js';
import type { Reject, SourceRecord, Withdrawal } from '../../records/record.js';
import type { DeliveryItem } from '../format.js';
import { toReject } from '../toReject.js';
import { rejectDefect } from '../xmlDefect.js';

/** What an element comes to: records and withdrawals, or why it cannot be read, without its place and text. */
export type ElementItem = SourceRecord | Withdrawal | (Pick<Reject, 'reason' | 'field'> & { readonly kind: 'defect' });

/** How the elements of a NIEM message are read. */
export interface ElementReading {
  /** Name of the elements that are records. */
  readonly name: string;
  /** Whether the element at a path of names is handed over whole: a record, or metadata beside the records. */
  readonly isWhole: (path: readonly string[]) => boolean;
  /** Told of every whole element, records and metadata. */
  readonly see: (element: XmlElement) => void;
  readonly read: (element: XmlElement, where: Provenance) => readonly ElementItem[];
}

/** The items of one file, streamed. */
export async function* readElements(
  file: InputFile,
  { name, isWhole, see, read }: ElementReading,
): AsyncGenerator<DeliveryItem> {
  let count = 0;
  for await (const item of readXml(file, { isRecord: isWhole })) {
    if (item.kind === 'root') continue;
    if (item.kind === 'defect') {
      yield rejectDefect(file.name, item);
      continue;
    }
    see(item.element);
    if (item.element.name !== name) continue;
    count += 1;
    // Why not the reader's own count: it counts the message's metadata among the records.
    const path = item.path.replace(/\[\d+\]$/, `[${count}]`);
    const origin = { file: file.name, line: item.line, path };
    for (const one of read(item.element, { origin, raw: item.raw })) {
      yield one.kind === 'defect' ? toReject(file.name, { ...item, path }, one, item.frame) : one;
    }
  }
}
