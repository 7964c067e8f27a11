import { toHead } from '../input/fileHead.js';
import type { InputFile } from '../input/inputFile.js';
import type { FileHead } from './format.js';
import { refuseFile } from './otherFiles.js';

/**
 * Looks at the first bytes of every file of a delivery before any is read.
 *
 * @param open what is needed to read the file; null where it is none of the format
 * @throws BAD_USER_INPUT, in the words of `refusal`, for the first file that is none
 */
export async function openDelivery<Opened>(
  files: readonly InputFile[],
  open: (head: FileHead) => Opened | null,
  refusal: (head: FileHead) => string,
): Promise<{ readonly file: InputFile; readonly opened: Opened }[]> {
  const all: { file: InputFile; opened: Opened }[] = [];
  for (const file of files) {
    const head = await toHead(file);
    const opened = open(head);
    if (opened === null) throw await refuseFile(file, refusal(head));
    all.push({ file, opened });
  }
  return all;
}
