import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../schema/files.js';

/** A table by key: what each key says, the likelier first. */
export type Table = ReadonlyMap<string, readonly string[]>;

/**
 * A table of `matching/tables/words/`. Each line has what is said, a tab, and the keys that say it, with `|` between them;
 * lines that begin with `#` tell where the table is from.
 *
 * @throws Error where the file cannot be read
 */
export function readTable(name: string): Table {
  const table = new Map<string, string[]>();
  for (const line of readFileSync(join(root, 'matching', 'tables', 'words', `${name}.txt`), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const tab = line.indexOf('\t');
    const said = line.slice(0, tab);
    for (const key of line.slice(tab + 1).split('|')) {
      const others = table.get(key);
      if (others) others.push(said);
      else table.set(key, [said]);
    }
  }
  return table;
}
