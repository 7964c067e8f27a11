import { badUserInput } from '../../../../schema/errors.js';
import { noBookmarks } from '../../../bookmarks/bookmarks.js';
import type { InputFile } from '../../../input/inputFile.js';
import { withEncoding } from '../../../input/text/statedEncoding.js';
import type { CodeListName } from '../../../records/directory.js';
import { createKeyCounter } from '../../../spill/keyCounter.js';
import { knownElements } from '../../dispositions.js';
import type { Delivery, DeliveryItem, FileHead, Recognition } from '../../format.js';
import { openDelivery } from '../../openDelivery.js';
import { findHeader, type Header, headLines, readTable, type TableRow } from '../../tables/namedColumns.js';
import type { CodeDefect, CodeEntry } from './entry.js';

/** One kind of file of a reference format. */
export interface CodePart {
  /** Part of the delivery; the main one has none. */
  readonly part?: string;
  /** Version of the format. */
  readonly version: string;
  readonly list: CodeListName;
  /** Encoding of its publisher, for files that are not UTF-8. */
  readonly encoding?: string;
  /** Finds its header; null for a file of another kind. */
  readonly header: (head: FileHead) => Header | null;
  readonly toEntry: (row: TableRow, edition: string) => CodeEntry | CodeDefect;
}

/** Finds a header by its required columns; `exactly` where they are common words, so that no other column may be there. */
export function headerOf(required: readonly string[], options: { exactly?: boolean; firstValue?: RegExp } = {}) {
  return (head: FileHead): Header | null => {
    const header = findHeader(head.text, required);
    if (header === null || (options.exactly && header.names.length !== required.length)) return null;
    if (options.firstValue === undefined) return header;
    const second = headLines(head.text, 2)[1] ?? '';
    const at = header.columns.get(required[0]?.toLowerCase() ?? '') ?? -1;
    const value = second.split(header.delimiter)[at]?.replace(/^"|"$/g, '') ?? '';
    return options.firstValue.test(value) ? header : null;
  };
}

function partOf(parts: readonly CodePart[], head: FileHead): { part: CodePart; header: Header } | null {
  for (const part of parts) {
    const header = part.header(head);
    if (header !== null) return { part, header };
  }
  return null;
}

/** Recognises a file as one of the parts. */
export function recogniseParts(parts: readonly CodePart[], head: FileHead): Recognition | null {
  const part = partOf(parts, head)?.part;
  return part ? { version: part.version, ...(part.part ? { part: part.part } : {}) } : null;
}

/**
 * The entries of a delivery of a reference format, file by file.
 *
 * @remarks A list may state a code twice with different names (Brussel, Bruxelles): the second has the key `list/code#2`.
 * @throws BAD_USER_INPUT where a file is of another format, before the first item
 */
export async function* readParts(
  name: string,
  parts: readonly CodePart[],
  dispositions: string,
  { files, unmapped, bookmarks = noBookmarks }: Delivery,
  findEdition: (file: InputFile) => Promise<string>,
): AsyncGenerator<DeliveryItem> {
  const toKey = createKeyCounter(bookmarks.tally('keys'));
  if (files.length === 0) throw badUserInput(`No file is given to the format ${name}.`);
  const assigned = await openDelivery(
    files,
    (head) => partOf(parts, head),
    (head) => `${head.name} lacks the columns of the format ${name}.`,
  );
  for (const { file, opened, trail } of bookmarks.unread(assigned)) {
    const { part, header } = opened;
    const edition = await findEdition(file);
    const read = part.encoding === undefined ? file : await withEncoding(file, part.encoding);
    for await (const row of readTable(read, header, knownElements(dispositions), unmapped, trail)) {
      if (row.kind === 'reject') {
        yield row;
        continue;
      }
      const entry = part.toEntry(row, edition);
      if ('reason' in entry) {
        yield row.reject(entry.field, entry.reason);
        continue;
      }
      const sourceRef = toKey(`${part.list}/${entry.code}`);
      const { origin, raw } = row;
      yield { version: edition, ...entry, kind: 'code', list: part.list, sourceRef, origin, raw };
    }
  }
}
