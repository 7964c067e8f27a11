import type { InputFile } from '../../input/inputFile.js';
import type { FileHead } from '../format.js';
import { openDelivery } from '../openDelivery.js';
import { closestHeading, type HeadingsOf } from './headings.js';

/** How a file of another format is refused. */
export interface Refusal<Field extends string> {
  readonly headings: HeadingsOf<Field>;
  /** The headings that a file of the format must have, in words. */
  readonly wanted: string;
  /** What file it seems to be instead, from its text in lower case, and what to do about it; null where that is unknown. */
  advise(text: string): string | null;
}

/**
 * Looks at the head of every file of a delivery before any is read.
 *
 * @throws BAD_USER_INPUT for the first file of another format. The message repeats only headings that the format knows:
 *   the first line of another file may be a record.
 */
export function openTables<Opened, Field extends string>(
  files: readonly InputFile[],
  open: (head: FileHead) => Opened | null,
  { headings, wanted, advise }: Refusal<Field>,
): ReturnType<typeof openDelivery<Opened>> {
  return openDelivery(files, open, ({ name, text }) => {
    const known = [...closestHeading(text, headings).columns.keys()].map((field) => headings[field][0]);
    const found = known.length === 0 ? 'none of the headings' : `of the headings only ${known.join(', ')}`;
    const advice = advise(text.slice(0, 2000).toLowerCase());
    return `${name} has ${found}; wanted are ${wanted}.${advice === null ? '' : ` ${advice}`}`;
  });
}
