import type { MatrixTable } from './matrixTable.js';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] as string);
const row = (name: 'td' | 'th', texts: readonly string[]): string =>
  `<tr>${texts.map((text) => `<${name}>${escaped(text)}</${name}>`).join('')}</tr>`;

// For printing: the table is wide, and each page repeats its head.
const style = `@page { size: A3 landscape; margin: 8mm } body { font: 7pt/1.25 sans-serif }
table { border-collapse: collapse } th, td { border: 1px solid #999; padding: 2px; vertical-align: top; text-align: left }
thead { display: table-header-group } tr { break-inside: avoid } th { background: #eee }`;

/** The formats in which a table is written. */
export const tableFormats = {
  markdown: ({ title, head, rows }: MatrixTable): string => {
    const line = (texts: readonly string[]) => `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
    return [`# ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
  },
  html: ({ title, head, rows }: MatrixTable): string =>
    [
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>`,
      `<body><h1>${escaped(title)}</h1><table><thead>${row('th', head)}</thead><tbody>`,
      ...rows.map((texts) => row('td', texts)),
      '</tbody></table></body></html>\n',
    ].join('\n'),
  csv: ({ head, rows }: MatrixTable): string =>
    [head, ...rows].map((texts) => `${texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`).join(''),
} as const satisfies Readonly<Record<string, (table: MatrixTable) => string>>;
export type TableFormat = keyof typeof tableFormats;
