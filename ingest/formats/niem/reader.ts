import { badUserInput } from '../../../schema/errors.js';
import { noBookmarks, type Part } from '../../bookmarks/bookmarks.js';
import { readXml, type XmlElement } from '../../input/xml/xml.js';
import type { Provenance } from '../../records/base.js';
import type { Reject, SourceRecord, Withdrawal } from '../../records/record.js';
import { remembersState } from '../../spill/remembering.js';
import { dispositionsOf, knownElements } from '../dispositions.js';
import type { Delivery, DeliveryItem, FileHead, Format } from '../format.js';
import { openDelivery } from '../openDelivery.js';
import { rejectDefect, toReject } from '../reject.js';
import { reportUnmapped } from '../unmappedElements.js';
import { firstElements } from '../xmlHead.js';

/** What an element becomes: a record or a withdrawal, or a defect without place and text. */
export type ElementItem = SourceRecord | Withdrawal | (Pick<Reject, 'reason' | 'field'> & { readonly kind: 'defect' });

/** How the messages of a format are recognised, split and read. */
export interface MessageReading {
  /** The version that the head of a file states, known or not; null where it is not a message of the format. */
  readonly versionOf: (head: FileHead) => string | null;
  /** File of the elements' dispositions, e.g. `ndex/elements`. */
  readonly elements: string;
  /** Name of the elements that become records. */
  readonly record: string;
  /** Whether the element at a path of names is read whole: a record, or metadata beside the records. */
  readonly isWhole: (path: readonly string[]) => boolean;
  /** @param beside metadata of the file so far: the last of each name */
  readonly read: (
    element: XmlElement,
    where: Provenance,
    beside: ReadonlyMap<string, XmlElement>,
  ) => readonly ElementItem[];
}

/** The description of a NIEM format. */
type About = Pick<
  Format,
  'name' | 'description' | 'publisher' | 'versions' | 'files' | 'kinds' | 'envelope' | 'sample'
>;

/**
 * A format of NIEM messages (National Information Exchange Model).
 *
 * 1. Each file must be a message of a known version, according to its first bytes.
 * 2. Records are streamed, each read whole.
 * 3. Elements that the dispositions do not name are counted.
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
    read: async function* ({ files, unmapped, bookmarks = noBookmarks }) {
      if (files.length === 0) throw badUserInput('There is no file to read.');
      const opened = await openDelivery(files, versionOf, (head) => {
        const [root] = firstElements(head.text);
        const what = root ? `its outermost element is ${root.name}` : 'it is not XML';
        return `${head.name} is not a message of ${name}: ${what}.`;
      });
      const unknown = opened.find(({ opened: version }) => !versions.includes(version));
      if (unknown) {
        throw badUserInput(`${unknown.file.name} is of ${name} version ${unknown.opened}, which is not known.`, {
          facts: { allowed: versions, hint: readAre },
        });
      }
      const soFar: MessageSoFar = { beside: new Map(), count: 0 };
      const remembered = remembersState(
        () => [soFar.count, ...soFar.beside.values()] as const,
        ([count, ...beside]) => {
          soFar.count = count;
          for (const element of beside) soFar.beside.set(element.name, element);
        },
      );
      bookmarks.remember('message', remembered);
      for (const part of bookmarks.unread(opened)) yield* readFile(part, reading, unmapped, soFar);
    },
  };
}

/** Attributes of NIEM structures and XML Schema, without content of their own. */
const structural = new Set(['id', 'ref', 'metadata', 'linkMetadata', 'uri', 'type', 'lang']);

/** What was read of the file at hand. */
interface MessageSoFar {
  /** Metadata beside the records: the last of each name. */
  readonly beside: Map<string, XmlElement>;
  /** Records. */
  count: number;
}

async function* readFile(
  { file, trail }: Part,
  { elements, record, isWhole, read }: MessageReading,
  unmapped: Delivery['unmapped'],
  soFar: MessageSoFar,
): AsyncGenerator<DeliveryItem> {
  const known = knownElements(elements);
  for await (const item of readXml(file, { isRecord: isWhole, trail })) {
    if (item.kind === 'root') continue;
    if (item.kind === 'defect') {
      yield rejectDefect(file.name, item);
      continue;
    }
    const { element, line, raw, frame } = item;
    reportUnmapped(element, known, unmapped, { ignored: structural });
    if (element.name !== record) {
      soFar.beside.set(element.name, element);
      continue;
    }
    soFar.count += 1;
    // Why not the reader's count: it includes the metadata.
    const path = item.path.replace(/\[\d+\]$/, `[${soFar.count}]`);
    for (const found of read(element, { origin: { file: file.name, line, path }, raw }, soFar.beside)) {
      yield found.kind === 'defect' ? toReject(file.name, { line, path, raw }, found, frame) : found;
    }
  }
  soFar.beside.clear();
  soFar.count = 0;
}
