import { readCodeTable } from '../codes/codeTable.js';
import { catalogue, type MappedKind, mappedKinds } from './catalogue/index.js';
import { type FieldRow, fieldTable } from './fieldTable.js';
import { toFlag } from './reasons.js';

/** The generated part of docs/MAPPING.md: every field of every kind, the envelope, and the reasons. Markdown. */
export function mappingReference(): string {
  return [
    '### Envelope',
    '',
    ...table(fieldTable('envelope')),
    '',
    ...mappedKinds.flatMap((kind) => [
      `### ${kind}`,
      '',
      catalogue[kind].about,
      '',
      ...groupLines(kind),
      ...table(fieldTable(kind)),
      '',
    ]),
    '### Reasons and flags',
    '',
    '| reason | quality flag | in words |',
    '|---|---|---|',
    ...readCodeTable('mapping/reasons.tsv').map(
      ([reason = '', words]) => `| \`${reason}\` | \`${toFlag(reason)}\` | ${words} |`,
    ),
    '',
  ].join('\n');
}

function groupLines(kind: MappedKind): string[] {
  const groups = Object.keys(catalogue[kind].groups).map((path) => `\`${path.replaceAll('[]', '')}\``);
  return groups.length === 0 ? [] : [`Groups, which may have many elements: ${groups.join(', ')}.`, ''];
}

function table(rows: readonly FieldRow[]): string[] {
  return [
    '| field | type | what it is |',
    '|---|---|---|',
    ...rows.map(({ field, type, about, codes, required }) => {
      const list = codes.length > 0 ? ` ${codes.map((code) => `\`${code}\``).join(' ')}` : '';
      return `| \`${field.replaceAll('[]', '')}\` | ${type}${required ? ', **required**' : ''} | ${about}${list} |`;
    }),
  ];
}
