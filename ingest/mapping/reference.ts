import { readCodeTable } from '../codes/codeTable.js';
import { toFlag } from './reasons.js';

/** The generated part of docs/MAPPING.md: why a value is not taken, and the flag of its record. Markdown. */
export function mappingReference(): string {
  return [
    '| reason | quality flag | in words |',
    '|---|---|---|',
    ...readCodeTable('mapping/reasons.tsv').map(
      ([reason = '', words]) => `| \`${reason}\` | \`${toFlag(reason)}\` | ${words} |`,
    ),
    '',
  ].join('\n');
}
