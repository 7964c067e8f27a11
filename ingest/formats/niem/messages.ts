import { badUserInput } from '../../../schema/errors.js';
import type { InputFile } from '../../input/inputFile.js';
import type { FileHead, Recognition } from '../format.js';
import { openDelivery } from '../openDelivery.js';

/** What the first bytes of a file say of a format: which version, one that it does not know, or nothing. */
export type Likeness = { readonly version: string } | { readonly unknownVersion: string } | null;

/** The start of the outermost element, past declaration, comments and processing instructions; empty where there is none. */
export function rootTag(text: string): string {
  let rest = text.replace(/^[\s\uFEFF]+/, '');
  for (;;) {
    const end = rest.startsWith('<?') ? '?>' : rest.startsWith('<!--') ? '-->' : null;
    if (end === null) return /^<[A-Za-z_][^>]*>/.exec(rest)?.[0] ?? '';
    const until = rest.indexOf(end);
    if (until === -1) return '';
    rest = rest.slice(until + end.length).trimStart();
  }
}

/**
 * Makes sure that all files of a delivery are messages of a format, before anything is read of them: a file of another
 * kind among them is a mistake of the operator's, and nothing of it may be passed over in silence.
 *
 * @throws BAD_USER_INPUT, naming the first file that is none, or whose version is not known
 */
export async function assertMessages(
  files: readonly InputFile[],
  format: { readonly name: string; readonly versions: readonly string[] },
  likenessOf: (head: FileHead) => Likeness,
): Promise<void> {
  if (files.length === 0) throw badUserInput('There is no file to read.');
  const opened = await openDelivery(files, likenessOf, ({ name, text }) => {
    const root = /^<([\w.:-]+)/.exec(rootTag(text))?.[1];
    return `${name} is no ${format.name} message: ${root ? `its outermost element is ${root}` : 'it is not XML'}.`;
  });
  for (const { file, opened: likeness } of opened) {
    if ('unknownVersion' in likeness) {
      throw badUserInput(`${file.name} is of ${format.name} version ${likeness.unknownVersion}, which is not known.`, {
        facts: { allowed: format.versions, hint: readAre(format.versions) },
      });
    }
  }
}

/** What `Format.describeNear` says: of a message of an unknown version which it is, and which are read. */
export function describeUnknownVersion(
  { name, versions }: { readonly name: string; readonly versions: readonly string[] },
  likeness: Likeness,
): string | null {
  if (likeness === null || !('unknownVersion' in likeness)) return null;
  return `It is of ${name} version ${likeness.unknownVersion}, which is not known. ${readAre(versions)}`;
}

function readAre(versions: readonly string[]): string {
  return `Read are: ${versions.join(', ')}.`;
}

/** A likeness as `Format.recognise` answers it: null for an unknown version too. */
export function toRecognition(likeness: Likeness): Recognition | null {
  return likeness !== null && 'version' in likeness ? likeness : null;
}
