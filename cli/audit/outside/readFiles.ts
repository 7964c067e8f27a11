import { readText } from '../readText.js';

/** A file that somebody was given, whole. */
export interface GivenFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads files that were made of the log, and tells by what stands in them what they are: an object of JSON is to be a certificate,
 * anything else a C2SP tlog-proof.
 *
 * @param names paths; `-` is standard input
 * @throws PortcullisError BAD_USER_INPUT for one that cannot be read
 */
export function readFiles(names: readonly string[]): {
  readonly proofs: readonly GivenFile[];
  readonly certificates: readonly GivenFile[];
} {
  const files = names.map((file) => ({ file, text: readText(file === '-' ? 0 : file, file) }));
  const isObject = ({ text }: GivenFile): boolean => text.trimStart().startsWith('{');
  return { proofs: files.filter((file) => !isObject(file)), certificates: files.filter(isObject) };
}
