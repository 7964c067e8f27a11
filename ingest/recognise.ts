import { badUserInput } from '../schema/errors.js';
import type { Format } from './formats/format.js';
import { formats } from './formats/index.js';
import { mapped } from './formats/mapped.js';
import { toHead } from './input/fileHead.js';
import type { InputFile } from './input/inputFile.js';

/** What is known of a delivery before it is read. */
export interface RecognisedDelivery {
  readonly version: string;
  /** Of a delta; null for all others. */
  readonly sequence: string | null;
  /** It states changes alone: as a whole list it would withdraw all that has not changed. */
  readonly isDelta: boolean;
}

/**
 * Asks the format about its files.
 *
 * @throws BAD_USER_INPUT where it knows none of them and another format takes one for its own
 */
export async function recogniseFiles(format: Format, files: readonly InputFile[]): Promise<RecognisedDelivery> {
  let version: string | null = null;
  const sequences: string[] = [];
  for (const file of files) {
    const recognition = format.recognise(await toHead(file));
    if (recognition === null) continue;
    version ??= recognition.version;
    if (recognition.sequence !== undefined) sequences.push(recognition.sequence);
  }
  // Why not for a mapping: it says itself which columns the file must have, whatever else the file is.
  if (version === null && format.name !== mapped.name) await refuseOthers(format, files);
  return {
    version: version ?? format.versions[0] ?? 'unknown',
    sequence: sequences.sort().at(-1) ?? null,
    isDelta: version === 'delta',
  };
}

// Ends of files and headers alone are alike without being the same list.
const sameFrom = 64;

/**
 * Refuses a list that is named twice in one delivery, under one name or two.
 *
 * @remarks Where a list has no keys, a row that is there again is another record: all of them would be stored twice.
 *   Messages have keys, and one that comes twice is merely repeated.
 * @throws BAD_USER_INPUT
 */
export function assertNoFileTwice(format: Format, files: readonly InputFile[]): void {
  if (!format.mayBeWhole) return;
  const names = new Map<string, string>();
  for (const { name, sha256, size, content } of files) {
    // Why not by the hash alone: files of one archive share the archive's, and a list and its packed copy share none.
    const key = content ? `${content.crc32} ${content.bytes}` : sha256;
    const other = names.get(key);
    if (other !== undefined && (content?.bytes ?? size) > sameFrom)
      throw badUserInput(
        other === name ? `${name} is named twice.` : `${other} and ${name} are the same file, byte for byte.`,
        'Name each file of a delivery once, packed or plain.',
      );
    names.set(key, name);
  }
}

/** Formats that take a file for their own. */
export async function formatsOf(file: InputFile): Promise<Format[]> {
  const head = await toHead(file);
  return [...formats.values()].filter((format) => format.recognise(head) !== null);
}

async function refuseOthers(format: Format, files: readonly InputFile[]): Promise<void> {
  for (const file of files) {
    const [other] = await formatsOf(file);
    if (other === undefined) continue;
    throw badUserInput(
      `${file.name} is not of the format ${format.name}; it looks like ${other.name}: ${other.description}.`,
      `Ingest it as ${other.name}, or as auto.`,
    );
  }
}
