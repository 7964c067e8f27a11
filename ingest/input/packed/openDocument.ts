import { badUserInput, type PortcullisError } from '../../../schema/errors.js';
import { quoteName } from '../quoteName.js';
import type { StoredFile } from '../storedFile.js';

/** The part of an entry of an archive that is used here. */
interface PackedEntry {
  readonly path: string;
  readonly method: 'stored' | 'deflate';
  readonly start: number;
  readonly end: number;
}

/** Media type of an OpenDocument spreadsheet, stored unpacked as its first entry. */
const spreadsheet = 'application/vnd.oasis.opendocument.spreadsheet';

/**
 * The entries of an archive that are read: only the content of an OpenDocument spreadsheet, all of any other archive.
 *
 * @see OpenDocument 1.3, part 2, section 3.3 (`mimetype`)
 * @throws BAD_USER_INPUT for an office document of another kind
 */
export async function entriesToRead<Entry extends PackedEntry>(
  stored: StoredFile,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const kind = entries.find(({ path }) => path === 'mimetype');
  if (kind === undefined) return entries;
  const content = entries.filter(({ path }) => path === 'content.xml');
  if (content.length === 0 || (await readBare(stored, kind)) !== spreadsheet)
    throw officeDocument(quoteName(stored.name));
  return content;
}

/** The refusal of an office document. @param name quoted */
export function officeDocument(name: string): PortcullisError {
  return badUserInput(`${name} is an office document.`, 'Save it as CSV (UTF-8).');
}

async function readBare(stored: StoredFile, { method, start, end }: PackedEntry): Promise<string | null> {
  if (method !== 'stored' || end - start > 200) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of stored.read({ start, end })) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1').trim();
}
