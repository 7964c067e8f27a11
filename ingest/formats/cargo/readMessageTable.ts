import { readPackageFile } from '../../../schema/files.js';
import { type Field, fields, groups } from './fields.js';
import type { MessageTable, Rule } from './messageTable.js';

/**
 * Reads the table of a message: parts in brackets, and lines of a path and its rule, as the head of each file explains.
 * The later of two lines for one path counts.
 *
 * @param file below `ingest/formats/`, e.g. `ens/ics1.tsv`
 * @param message the part that is the message, e.g. `CC315A`
 * @throws for an unknown field or group: a mistake in the file
 */
export function readMessageTable(file: string, message: string): MessageTable {
  const parts = readParts(readPackageFile('ingest', 'formats', file));
  const table: Record<string, Rule> = {};
  const put = (part: string, base: string, role: string): void => {
    for (const [path = '', target = '', group = '', kind = ''] of parts.get(part) ?? []) {
      const at = path === '.' ? base : path.startsWith('@') || base === '' ? base + path : `${base}/${path}`;
      if (target.startsWith('=')) put(target.slice(1), at, kind);
      else table[at] = toRule(target.replace('*', role), group, kind.replace('*', role));
    }
  };
  put(message, '', '');
  return table;
}

/** The rule of a line. @throws for a field or group that declarations do not have */
export function toRule(target: string, group: string, kind: string): Rule {
  if (target === 'raw') return target;
  const scope = groups.find((name) => name === group) ?? null;
  const field = Object.hasOwn(fields, target) ? (target as Field) : null;
  if ((field === null && target !== '') || (scope === null && group !== '') || (field === null && scope === null))
    throw new Error(`A table of messages has no such rule: ${[target, group, kind].join(' ')}`);
  return { field, opens: scope && { scope, kind } };
}

function readParts(text: string): Map<string, string[][]> {
  const parts = new Map<string, string[][]>();
  let lines: string[][] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const part = /^\[(\w+)\]$/.exec(line)?.[1];
    if (part === undefined) lines.push(line.split('\t'));
    else {
      lines = [];
      parts.set(part, lines);
    }
  }
  return parts;
}
