import type { Part } from '../bookmarks/bookmarks.js';
import { toHead } from '../input/fileHead.js';
import type { InputFile } from '../input/inputFile.js';
import type { FileHead } from './format.js';
import { refuseFile } from './otherFiles.js';

/**
 * Looks at the first bytes of every file of a delivery before any is read.
 *
 * @param open prepares the reading of a file; null where it is of another format
 * @throws BAD_USER_INPUT with the message of `refusal` for the first such file
 */
export async function openDelivery<Opened>(
  files: readonly InputFile[],
  open: (head: FileHead) => Opened | null,
  refusal: (head: FileHead) => string,
): Promise<(Part & { readonly opened: Opened })[]> {
  const delivery: (Part & { readonly opened: Opened })[] = [];
  for (const file of files) {
    const head = await toHead(file);
    const opened = open(head);
    if (opened === null) throw await refuseFile(file, refusal(head));
    delivery.push({ file, opened });
  }
  return delivery;
}
