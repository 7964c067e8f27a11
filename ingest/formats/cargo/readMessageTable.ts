import { readPackageFile } from '../../../schema/files.js';
import type { MessageTable, Target } from './messageTable.js';

/**
 * The table of one message, from a file of `ingest/formats/`, whose form its own head explains: parts in brackets, and
 * lines of a path and a target. Of two lines for one path the later counts.
 *
 * @param file e.g. `ens/ics1.tsv`
 * @param message the part that is the message, e.g. `CC315A`
 */
export function readMessageTable(file: string, message: string): MessageTable {
  const parts = readParts(readPackageFile('ingest', 'formats', file));
  const table: Record<string, Target> = {};
  const put = (part: string, base: string, role: string): void => {
    for (const [path = '', target = ''] of parts.get(part) ?? []) {
      const at = path === '.' ? base : path.startsWith('@') || base === '' ? base + path : `${base}/${path}`;
      const [name = '', roleBelow = ''] = target.slice(1).split(' ');
      if (target.startsWith('=')) put(name, at, roleBelow);
      else table[at] = target.replace('*', role) as Target;
    }
  };
  put(message, '', '');
  return table;
}

function readParts(text: string): Map<string, string[][]> {
  const parts = new Map<string, string[][]>();
  let lines: string[][] = [];
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const part = /^\[(\w+)\]$/.exec(line)?.[1];
    if (part === undefined) lines.push(line.split('\t'));
    else {
      lines = [];
      parts.set(part, lines);
    }
  }
  return parts;
}
