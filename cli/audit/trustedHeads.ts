import { logOf, parseCheckpoint } from '../../auditlog/c2sp/checkpoint.js';
import { parseVerifierKey, type VerifierKey } from '../../auditlog/c2sp/verifierKey.js';
import { openHeadFile } from '../../auditlog/heads.js';
import { primitives } from '../../auditlog/primitives.js';
import { openCheckpoint } from '../../auditlog/signing/checkpoints.js';
import type { TrustedHead } from '../../auditlog/verification/heads.js';
import { badUserInput, PortcullisError } from '../../schema/errors.js';
import { readText } from './readText.js';

/** A head that somebody keeps, and its log. */
export interface StatedHead extends TrustedHead {
  readonly log: string;
}

/**
 * The heads of notes that the operator trusts.
 *
 * @param files paths of C2SP notes, one or several a file; `-` is standard input
 * @param keys.given verifier keys, each for its own log
 * @param keys.own keys for any log; a note must be signed by one of either
 * @throws PortcullisError BAD_USER_INPUT for a file that cannot be read, is no note, or is not signed by any of the keys
 */
export function readTrustedNotes(
  files: readonly string[],
  keys: { readonly given: readonly VerifierKey[]; readonly own: readonly Uint8Array[]; readonly option?: string },
): readonly StatedHead[] {
  const { option = '--trust' } = keys;
  const notes = files.flatMap((file) => {
    const place = `${option} ${file}`;
    return splitNotes(readText(file, place)).map((note) => ({ file, place, note }));
  });
  return notes.map(({ file, place, note }) => {
    const origin = parseCheckpoint(note)?.origin ?? '';
    const log = logOf(origin);
    if (log === null)
      throw badUserInput(`${place} is no checkpoint of a log.`, 'Give the note as it was printed, to its last line.');
    const given = keys.given.filter(({ name }) => name === origin).map(({ publicKey }) => publicKey);
    const opened = openCheckpoint(note, origin, [...given, ...keys.own]);
    if (opened) return { log, size: opened.size, root: opened.root, name: `the note ${file}` };
    throw badUserInput(
      `${place} is not signed by a known key of ${origin}.`,
      'Give its key with --key: `portcullis audit export --public-keys` prints it where the log is written.',
    );
  });
}

/**
 * The keys that the operator names, each a C2SP verifier key or a file with one.
 *
 * @throws PortcullisError BAD_USER_INPUT for anything else
 */
export function readVerifierKeys(texts: readonly string[]): readonly VerifierKey[] {
  return texts.map((text) => {
    const key =
      parseVerifierKey(text, primitives) ??
      parseVerifierKey(text.includes('+') ? '' : readText(text, `--key ${text}`), primitives);
    if (key) return key;
    throw badUserInput(
      `--key ${text} is no verifier key.`,
      'It looks like name+0123abcd+AY...; `portcullis audit export --public-keys` prints it.',
    );
  });
}

/**
 * The head that a log's writer keeps.
 *
 * @returns none where there is no file; what is wrong where it cannot be read
 */
export function readKeptHead(
  dir: string,
  log: string,
): { readonly trusted: readonly TrustedHead[]; readonly unreadable?: string } {
  try {
    const head = openHeadFile(dir, log).read();
    return { trusted: head ? [{ size: head.size, root: head.root, name: 'the head file' }] : [] };
  } catch (error) {
    if (error instanceof PortcullisError) return { trusted: [], unreadable: error.message };
    throw error;
  }
}

/** The notes of a text, as `audit export --checkpoints` prints them; the text itself where it is anything else. */
function splitNotes(text: string): readonly string[] {
  const notes = text.match(/[^\n]+\n[0-9]+\n[^\n]+\n\n(?:\u2014 [^\n]+\n)+/g) ?? [];
  const isAll = notes.reduce((rest, note) => rest.replace(note, ''), text).trim() === '';
  return isAll && notes.length > 0 ? notes : [text];
}
