import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { badUserInput } from '../../../schema/errors.js';
import type { Mapping } from '../mapping.js';
import { mistakeLine } from './mistake.js';
import { parseMapping } from './parse.js';

/** Most bytes of a mapping file. */
const maximumBytes = 1 << 20;

/**
 * Reads a mapping file.
 *
 * @throws BAD_USER_INPUT where it cannot be read or is wrong: the message has the first mistake with its line, `mistakes`
 *   has all of them
 */
export async function loadMapping(path: string): Promise<Mapping> {
  const { mapping, mistakes } = parseMapping(await readMappingText(path), basename(path));
  if (mapping !== null) return mapping;
  const [first] = mistakes;
  const more =
    mistakes.length > 1 ? ` (and ${mistakes.length - 1} more: portcullis mapping --check ${path} FILE lists all)` : '';
  throw badUserInput(`${first ? mistakeLine(path, first) : path}${more}`, { facts: { hint: '', mistakes } });
}

/** @throws BAD_USER_INPUT for a path that is no file of a mapping's size */
export async function readMappingText(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() && found.size <= maximumBytes) {
    const text = await readFile(path).catch(() => null);
    if (text !== null) return decode(path, text);
  }
  const why = !found
    ? 'is not there'
    : !found.isFile()
      ? 'is no file'
      : found.size > maximumBytes
        ? 'is too long to be a mapping'
        : 'cannot be read';
  throw badUserInput(`The mapping ${path} ${why}.`, 'Make one with: portcullis mapping FILE > mapping.yaml');
}

function decode(path: string, bytes: Uint8Array): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return new TextDecoder('utf-8').decode(bytes);
  throw badUserInput(
    `The mapping ${path} is not written in UTF-8.`,
    'Save it as UTF-8. The encoding of the data is stated by `input.encoding`.',
  );
}
