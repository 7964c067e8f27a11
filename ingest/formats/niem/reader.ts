import { badUserInput } from '../../../schema/errors.js';
import type { InputFile } from '../../input/inputFile.js';
import { readXml, type XmlElement } from '../../input/xml/xml.js';
import type { Provenance } from '../../records/base.js';
import type { Reject, SourceRecord, Withdrawal } from '../../records/record.js';
import { dispositionsOf, knownElements } from '../dispositions.js';
import type { Delivery, DeliveryItem, FileHead, Format } from '../format.js';
import { openDelivery } from '../openDelivery.js';
import { toReject } from '../toReject.js';
import { rejectDefect } from '../xmlDefect.js';
import { firstElements } from '../xmlHead.js';
import { reportUnmapped } from './unmapped.js';

/** What an element comes to: records and withdrawals, or why it cannot be read, without its place and text. */
export type ElementItem = SourceRecord | Withdrawal | (Pick<Reject, 'reason' | 'field'> & { readonly kind: 'defect' });

/** How the messages of a format are known, cut and read. */
export interface MessageReading {
  /** The version that the first bytes of a file state, known or not; null where it is no message of the format. */
  readonly versionOf: (head: FileHead) => string | null;
  /** Path of the list of elements below `ingest/formats/`, e.g. `ndex/elements`. */
  readonly elements: string;
  /** Name of the elements that are records. */
  readonly record: string;
  /** Whether the element at a path of names is handed over whole: a record, or metadata beside the records. */
  readonly isWhole: (path: readonly string[]) => boolean;
  /** @param beside metadata of the file so far, by name: the last of each */
  readonly read: (
    element: XmlElement,
    where: Provenance,
    beside: ReadonlyMap<string, XmlElement>,
  ) => readonly ElementItem[];
}

/** What a NIEM format says of itself. */
type About = Pick<
  Format,
  'name' | 'description' | 'publisher' | 'versions' | 'files' | 'kinds' | 'envelope' | 'sample'
>;

/**
 * A format of NIEM messages (National Information Exchange Model).
 *
 * 1. Each file must be a message of a known version; its first bytes tell.
 * 2. Elements that are records are streamed, each read whole.
 * 3. What an element has beyond the listed elements is counted.
 */
export function createNiemFormat(about: About, reading: MessageReading): Format {
  const { name, versions } = about;
  const { versionOf } = reading;
  const readAre = `Read are: ${versions.join(', ')}.`;
  return {
    ...about,
    elements: () => dispositionsOf(reading.elements),
    mayBeWhole: false,
    recognise: (head) => {
      const version = versionOf(head);
      return version !== null && versions.includes(version) ? { version } : null;
    },
    describeNear: (head) => {
      const version = versionOf(head);
      if (version === null || versions.includes(version)) return null;
      return `It is of ${name} version ${version}, which is not known. ${readAre}`;
    },
    read: async function* ({ files, unmapped }) {
      if (files.length === 0) throw badUserInput('There is no file to read.');
      const opened = await openDelivery(files, versionOf, (head) => {
        const [root] = firstElements(head.text);
        const what = root ? `its outermost element is ${root.name}` : 'it is not XML';
        return `${head.name} is no ${name} message: ${what}.`;
      });
      const odd = opened.find(({ opened: version }) => !versions.includes(version));
      if (odd) {
        throw badUserInput(`${odd.file.name} is of ${name} version ${odd.opened}, which is not known.`, {
          facts: { allowed: versions, hint: readAre },
        });
      }
      for (const file of files) yield* readFile(file, reading, unmapped);
    },
  };
}

async function* readFile(
  file: InputFile,
  { elements, record, isWhole, read }: MessageReading,
  unmapped: Delivery['unmapped'],
): AsyncGenerator<DeliveryItem> {
  const known = knownElements(elements);
  const beside = new Map<string, XmlElement>();
  let count = 0;
  for await (const item of readXml(file, { isRecord: isWhole })) {
    if (item.kind === 'root') continue;
    if (item.kind === 'defect') {
      yield rejectDefect(file.name, item);
      continue;
    }
    const { element, line, raw, frame } = item;
    reportUnmapped(element, known, unmapped);
    if (element.name !== record) {
      beside.set(element.name, element);
      continue;
    }
    count += 1;
    // Why not the reader's own count: it counts the message's metadata among the records.
    const path = item.path.replace(/\[\d+\]$/, `[${count}]`);
    for (const one of read(element, { origin: { file: file.name, line, path }, raw }, beside)) {
      yield one.kind === 'defect' ? toReject(file.name, { line, path, raw }, one, frame) : one;
    }
  }
}
