import { isUtf8 } from 'node:buffer';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { badUserInput } from '../../schema/errors.js';
import type { OtherForm } from '../../subject/index.js';

/** A file that somebody was given, read whole. */
export interface GivenFile {
  readonly file: string;
  readonly text: string;
}

/** A letter to a person, in one of its forms. */
export interface GivenLetter extends GivenFile {
  /** Of a form beside the page: which one, and the page, which states its hash. */
  readonly beside?: { readonly form: OtherForm; readonly page: GivenFile };
}

/**
 * Reads files made from the log and sorts them by their contents: a page of HTML is to be the letter to a person, as is a `.json` or
 * `.csv` beside a page of its name; a JSON object a certificate, anything else a C2SP tlog-proof.
 *
 * @param names paths; `-` is standard input
 * @throws PortcullisError BAD_USER_INPUT for one that cannot be read
 */
export function readFiles(names: readonly string[]): {
  readonly proofs: readonly GivenFile[];
  readonly certificates: readonly GivenFile[];
  readonly letters: readonly GivenLetter[];
} {
  const files = names.map((file): GivenLetter => ({ file, text: readText(file), ...besidePage(file) }));
  const isLetter = (file: GivenLetter): boolean => file.beside !== undefined || isPage(file);
  const isObject = ({ text }: GivenFile): boolean => text.trimStart().startsWith('{');
  return {
    proofs: files.filter((file) => !isLetter(file) && !isObject(file)),
    certificates: files.filter((file) => !isLetter(file) && isObject(file)),
    letters: files.filter(isLetter),
  };
}

const isPage = ({ text }: GivenFile): boolean => /^\s*<!doctype html/i.test(text);

function besidePage(name: string): Pick<GivenLetter, 'beside'> {
  const [, stem, form] = /^(.*)\.(json|csv)$/.exec(name) ?? [];
  const file = `${stem}.html`;
  if (stem === undefined || !existsSync(file)) return {};
  const page = { file, text: readText(file) };
  return isPage(page) ? { beside: { form: form as OtherForm, page } } : {};
}

/** More than all the notes of years need, and than any proof, certificate or trust file. */
const tooMany = 1 << 25;

/**
 * The text of a file that somebody handed over: a note, a proof, a certificate, a trust file.
 *
 * @param file its path; `-` is standard input
 * @param place its name in errors
 * @throws PortcullisError BAD_USER_INPUT where it cannot be read, has 32 MB or more, or is not UTF-8
 */
export function readText(file: string, place = file): string {
  const bytes = readBytes(file, place);
  if (bytes.length >= tooMany) throw badUserInput(`${place} is too long.`, 'It has 32 MB or more.');
  // Why so strict: a decoder replaces what is not UTF-8, and the result is not what was signed.
  if (!isUtf8(bytes)) throw badUserInput(`${place} is no text.`, 'It must be UTF-8.');
  return bytes.toString('utf8');
}

/** Its bytes, up to the limit: a device or a pipe may never end. */
function readBytes(file: string, place: string): Buffer {
  const chunk = Buffer.alloc(1 << 16);
  const parts: Buffer[] = [];
  try {
    const descriptor = file === '-' ? 0 : openSync(file, 'r');
    let size = -1;
    for (let all = 0; size !== 0 && all < tooMany; all += size) {
      size = readSync(descriptor, chunk);
      parts.push(Buffer.from(chunk.subarray(0, size)));
    }
    if (descriptor !== 0) closeSync(descriptor);
  } catch {
    throw badUserInput(`${place} cannot be read.`, 'Check that the file exists and may be read.');
  }
  return Buffer.concat(parts);
}
