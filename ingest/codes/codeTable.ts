import { readPackageFile } from '../../schema/files.js';

/** Rows of a table of `ingest/codes/`, without its comments; a field that a row leaves out is undefined. */
export function readCodeTable(name: string): string[][] {
  return readPackageFile('ingest', 'codes', name)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

/** What is read when it is first asked for, and kept: a command that brings nothing in reads no table. */
export function lazy<T extends object>(read: () => T): () => T {
  let kept: T | undefined;
  return () => {
    kept ??= read();
    return kept;
  };
}

/** Finds the row of a table by its first field. The table is read when it is first asked for. */
export function openCodeTable(name: string): (code: string) => readonly string[] | undefined {
  const rows = lazy(() => new Map(readCodeTable(name).map((row) => [row[0] ?? '', row])));
  return (code) => rows().get(code);
}

/** What two spellings of one word of a code list have in common: case, accents, full stops and spaces do not tell. */
export function toWordKey(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[.’']/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
