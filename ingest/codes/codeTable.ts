import { readPackageFile } from '../../schema/files.js';

/**
 * Rows of a table of tab-separated fields, without its comments; a field that a row leaves out is undefined.
 *
 * @param path below `ingest/`, e.g. `codes/units.tsv`
 */
export function readCodeTable(path: string): string[][] {
  return readPackageFile('ingest', ...path.split('/'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

/** Reads on the first call and keeps the result: a command that ingests nothing reads no table. */
export function lazy<T extends object>(read: () => T): () => T {
  let kept: T | undefined;
  return () => {
    kept ??= read();
    return kept;
  };
}

/** Looks up rows of a table by their first field. The table is read on the first call. */
export function openCodeTable(path: string): (code: string) => readonly string[] | undefined {
  const rows = lazy(() => new Map(readCodeTable(path).map((row) => [row[0] ?? '', row])));
  return (code) => rows().get(code);
}

/** Normalises a word of a code list: case, accents, full stops, apostrophes and runs of spaces do not count. */
export function toWordKey(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[.’']/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
