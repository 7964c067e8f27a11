import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../schema/files.js';

/** A table by key: the meanings of each key, the likelier first. */
export type Table = ReadonlyMap<string, readonly string[]>;

/**
 * A table of `matching/tables/words/`. Each line has a meaning, a tab, and the keys that have it, separated by `|`; lines that
 * begin with `#` name the table's source.
 *
 * @throws Error where the file cannot be read
 */
export function readTable(name: string): Table {
  const table = new Map<string, string[]>();
  for (const line of readFileSync(join(root, 'matching', 'tables', 'words', `${name}.txt`), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const tab = line.indexOf('\t');
    const meaning = line.slice(0, tab);
    for (const key of line.slice(tab + 1).split('|')) {
      const others = table.get(key);
      if (others) others.push(meaning);
      else table.set(key, [meaning]);
    }
  }
  return table;
}
