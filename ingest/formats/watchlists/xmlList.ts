import { noBookmarks, toParts } from '../../bookmarks/bookmarks.js';
import type { InputFile } from '../../input/inputFile.js';
import type { Trail } from '../../input/trail.js';
import { readXml, type XmlElement, type XmlItem } from '../../input/xml/xml.js';
import type { Reject, SourceRecord } from '../../records/record.js';
import type { Defect } from '../../records/validate.js';
import { knownElements } from '../dispositions.js';
import type { Delivery, DeliveryItem, Format } from '../format.js';
import { refuseFile } from '../otherFiles.js';
import { rejectDefect, rejectElement } from '../reject.js';
import { reportUnmapped } from '../unmappedElements.js';
import { firstElements, type HeadElement } from '../xmlHead.js';
import { type ListFormat, watchList } from './watchList.js';

/** An element of a file with its place and frame. */
export type RecordItem = Extract<XmlItem, { kind: 'record' }>;

/** All elements of a file at a depth, the outermost element being 1. */
export async function* readElements(
  file: InputFile,
  depth: number,
  trail?: Trail,
): AsyncGenerator<RecordItem | Reject> {
  for await (const item of readXml(file, { isRecord: (path) => path.length === depth, trail })) {
    if (item.kind === 'record') yield item;
    else if (item.kind === 'defect') yield rejectDefect(file.name, item);
  }
}

/** A record without its place and text. */
type Unplaced<Kind> = Kind extends SourceRecord ? Omit<Kind, 'origin' | 'raw'> : never;

/** Why an entry is not a record, with its key where known: a whole list that names it does not withdraw it. */
export type EntryDefect = Defect & { readonly sourceRef?: string };

/** A list as XML in which each entry is an element. */
interface XmlForm {
  /** The list and its outermost element, for refusals. */
  readonly what: string;
  readonly isRoot: (root: HeadElement) => boolean;
  /** Whether the names of elements within the outermost one are of the list. */
  readonly isWithin: (names: readonly string[]) => boolean;
  /** Depth of entries, the outermost element being 1. */
  readonly depth: number;
  /** The element or attribute that a record's key is read from. */
  readonly key: string;
  readonly toRecord: (element: XmlElement) => Unplaced<SourceRecord> | EntryDefect;
}

/** The format of a list as XML, of one version. */
export function xmlList(list: Omit<ListFormat, 'recognise' | 'read'> & XmlForm): Format {
  const { isRoot, isWithin } = list;
  return watchList({
    ...list,
    recognise: ({ text }) => {
      const [root, ...within] = firstElements(text);
      const isList = root !== undefined && isRoot(root) && isWithin(within.map(({ name }) => name));
      return isList ? { version: list.versions[0] as string } : null;
    },
    read: (delivery) => readXmlList(delivery, list, knownElements(list.dispositions)),
  });
}

/** @throws BAD_USER_INPUT where a file has another outermost element, before the first item */
async function* readXmlList(
  { files, unmapped, bookmarks = noBookmarks }: Delivery,
  list: XmlForm,
  known: ReadonlySet<string>,
): AsyncGenerator<DeliveryItem> {
  for (const file of files) await assertList(file, list);
  const keys = bookmarks.tally('keys');
  for (const { file, trail } of bookmarks.unread(toParts(files))) {
    for await (const item of readElements(file, list.depth, trail)) {
      if (item.kind === 'reject') {
        yield item;
        continue;
      }
      const { element, line, path, raw } = item;
      const record = list.toRecord(element);
      if (!('kind' in record)) {
        yield rejectElement(file.name, item, record.reason, record.field, record.sourceRef);
        continue;
      }
      reportUnmapped(element, known, unmapped, { path: '' });
      if (keys.count(record.sourceRef) > 1)
        yield rejectElement(file.name, item, 'entry.repeated', list.key, record.sourceRef);
      else yield { ...record, origin: { file: file.name, line, path }, raw } as SourceRecord;
    }
  }
}

async function assertList(file: InputFile, { what, isRoot, depth }: XmlForm): Promise<void> {
  let first: XmlItem | undefined;
  for await (const item of readXml(file, { isRecord: (path) => path.length === depth })) {
    first = item;
    break;
  }
  if (first?.kind === 'root' && isRoot(first.element)) return;
  const found = first?.kind === 'root' ? `its outermost element is ${first.element.name}` : 'it is not XML';
  throw await refuseFile(file, `${file.name} is not a ${what}: ${found}.`);
}
