import { parse } from 'yaml';
import { readPackageFile } from '../../schema/files.js';

/** What texts are recognised as: the tables at the end of docs/SEARCH.md, of the list that the tests hold. */
export function recognisedTables(): string {
  const list = readPackageFile('schema', 'identifiers', 'recognition', 'examples.yaml');
  const [, ...groups] = list.split('\n\n# ');
  return groups.map(tableOf).join('\n');
}

/** A group begins with its heading. */
function tableOf(group: string): string {
  const [heading = '', ...lines] = group.split('\n');
  const rows = Object.entries(parse(lines.join('\n')) as Record<string, readonly string[]>).map(
    ([text, [first = '', ...others]]) => `| ${code(text)} | ${first && code(first)} | ${others.map(code).join(', ')} |`,
  );
  return [`| ${heading} | is | may be, too |`, '|---|---|---|', ...rows, ''].join('\n');
}

function code(text: string): string {
  return `\`${text.replaceAll('\n', ' ')}\``;
}
