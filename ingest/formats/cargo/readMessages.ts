import type { PortcullisError } from '../../../schema/errors.js';
import { noBookmarks, toParts } from '../../bookmarks/bookmarks.js';
import { toHead } from '../../input/fileHead.js';
import { readXml, type XmlItem } from '../../input/xml/xml.js';
import type { Origin } from '../../records/base.js';
import type { Reject } from '../../records/record.js';
import { remembersState } from '../../spill/remembering.js';
import type { Delivery, DeliveryItem, FileHead, Recognition } from '../format.js';
import { rejectDefect, rejectElement } from '../reject.js';
import { firstElements, type HeadElement, isUndecided } from '../xmlHead.js';

/** A message in a file. */
export interface Message extends Pick<Extract<XmlItem, { kind: 'record' }>, 'element' | 'raw'> {
  readonly origin: Origin;
  readonly reject: (reason: string, field?: string) => Reject;
  readonly unmapped: Delivery['unmapped'];
}

/** How the messages of a format are recognised and read. */
export interface MessageReading {
  recognise(head: FileHead): Recognition | null;
  readonly isRecord: (path: readonly string[]) => boolean;
  toItem(message: Message): DeliveryItem;
  /** The refusal of a delivery without a message of the format, from the first elements of its files and their names. */
  refuse(found: readonly HeadElement[], files: string): PortcullisError;
}

/**
 * The messages of a delivery of XML files, whatever envelope they are in. A file without a message becomes a reject where
 * others have some.
 *
 * @throws BAD_USER_INPUT, as `refuse` makes it, before the first item
 */
export async function* readMessages(
  { files, unmapped, bookmarks = noBookmarks }: Delivery,
  { recognise, isRecord, toItem, refuse }: MessageReading,
): AsyncGenerator<DeliveryItem> {
  const heads = [];
  for (const file of files) heads.push(await toHead(file));
  const found = heads.flatMap((head) => firstElements(head.text));
  const isOurs = heads.some((head) => recognise(head) !== null);
  if (!isOurs && !heads.some(isUndecided)) throw refuse(found, namesOf(files));
  /** Of the file at hand its items and outermost element; items before it, and files without one, with theirs. */
  let met = { items: 0, root: '', before: 0, empty: [] as DeliveryItem[] };
  const remembered = remembersState<typeof met>(
    () => met,
    (known) => {
      met = known;
    },
  );
  bookmarks.remember('messages', remembered);
  for (const { file, trail } of bookmarks.unread(toParts(files))) {
    for await (const item of readXml(file, { isRecord, trail })) {
      if (item.kind === 'root') met.root = `<${item.element.name}>`;
      else {
        met.items += 1;
        const reject = (reason: string, field?: string) => rejectElement(file.name, item, reason, field);
        const origin = { file: file.name, line: item.line, path: item.path };
        yield item.kind === 'defect' ? rejectDefect(file.name, item) : toItem({ ...item, origin, reject, unmapped });
      }
    }
    const { items, root, before, empty } = met;
    met = { items: 0, root: '', before: before + items, empty };
    if (items > 0) continue;
    const reject: DeliveryItem = { kind: 'reject', file: file.name, line: 1, reason: 'message.none', raw: root };
    if (isOurs) yield reject;
    else empty.push(reject);
  }
  if (met.before === 0 && !isOurs) throw refuse(found, namesOf(files));
  yield* met.empty;
}

function namesOf(files: Delivery['files']): string {
  const [first, ...others] = files.map(({ name }) => name);
  return `${first ?? 'no file'}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}
