import { toHead } from '../../input/fileHead.js';
import type { InputFile } from '../../input/inputFile.js';
import type { FileHead } from '../format.js';
import { refuseFile } from '../otherFiles.js';
import { closestHeading, type HeadingsOf } from './headings.js';

/** What a refusal says of a file that is none of the format. */
export interface Refusal<Field extends string> {
  readonly headings: HeadingsOf<Field>;
  /** The headings that a file of the format must have, in words. */
  readonly wanted: string;
  /** What other file it seems to be, from its text in lower case, and what to do with it; null where that is unknown. */
  advise(text: string): string | null;
}

/**
 * Looks at the first bytes of every file of a delivery before any is read.
 *
 * @param open what is needed to read the file; null where it is none of the format
 * @throws BAD_USER_INPUT for the first file that is none. Of its text only headings that the format knows are repeated:
 *   the first line of another file may be a record.
 */
export async function openTables<Opened, Field extends string>(
  files: readonly InputFile[],
  open: (head: FileHead) => Opened | null,
  refusal: Refusal<Field>,
): Promise<{ readonly file: InputFile; readonly table: Opened }[]> {
  const opened: { file: InputFile; table: Opened }[] = [];
  for (const file of files) {
    const head = await toHead(file);
    const table = open(head);
    if (table === null) throw await refuseFile(file, toRefusal(file.name, head.text, refusal));
    opened.push({ file, table });
  }
  return opened;
}

function toRefusal<Field extends string>(
  name: string,
  text: string,
  { headings, wanted, advise }: Refusal<Field>,
): string {
  const known = [...closestHeading(text, headings).columns.keys()].map((field) => headings[field][0]);
  const found = known.length === 0 ? 'none of the headings' : `of the headings only ${known.join(', ')}`;
  const advice = advise(text.slice(0, 2000).toLowerCase());
  return `${name} has ${found}; wanted are ${wanted}.${advice === null ? '' : ` ${advice}`}`;
}
