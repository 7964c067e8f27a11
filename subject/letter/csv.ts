import { toCsvCell } from '../../schema/formats/csvCell.js';
import type { LetterModel, LetterSource, RecipientTable } from './model.js';

type Line = readonly [
  section: string,
  part: string,
  record: string,
  category: string,
  field: string,
  value: string | number,
];

/** A letter as one table (RFC 4180, UTF-8), in whose cells no spreadsheet sees a formula. */
export function writeCsv(letter: LetterModel): string {
  const { words, particulars, opening, sources, recipients, rights, last, title, nonce, proposal } = letter;
  const { headings } = words;
  const head = [title, ...(proposal === null ? [] : [proposal]), nonce];
  const lines: Line[] = [
    ...head.map((value): Line => [headings.particulars, '', '', '', '', value]),
    ...particulars.map(({ label, value }): Line => [headings.particulars, '', '', '', label, value]),
    ...opening.map((value): Line => [headings.particulars, '', '', '', '', value]),
    ...sources.flatMap((source) => linesOfSource(source, letter)),
    ...recipients.flatMap((table) => linesOfRecipients(table, letter)),
    ...rights.map((value): Line => [headings.rights, '', '', '', '', value]),
    [headings.rights, '', '', '', '', last],
  ];
  return [words.table, ...lines].map((cells) => `${cells.map(toCsvCell).join(',')}\r\n`).join('');
}

function linesOfSource({ heading, records, categories }: LetterSource, { words }: LetterModel): Line[] {
  const { headings, columns } = words;
  return [
    ...records.flatMap(({ title, facts, data, copied }) => [
      ...facts.map(({ label, value }): Line => [headings.data, heading, title, '', label, value]),
      ...data.map(({ category, field, value }): Line => [headings.data, heading, title, category, field, value]),
      ...copied.map(({ label, value }): Line => [headings.data, heading, title, headings.copied, label, value]),
    ]),
    ...categories.flatMap((category) => [
      ...category.purposes.map((one): Line => [headings.data, heading, '', category.words, columns.purposes, one]),
      ...category.basis.map((one): Line => [headings.data, heading, '', category.words, columns.basis, one]),
    ]),
  ];
}

function linesOfRecipients({ heading, rows, note }: RecipientTable, { words }: LetterModel): Line[] {
  const { columns } = words;
  return [
    ...rows.flatMap(({ who, purpose, months, categories, times }, index) => {
      const record = String(index + 1);
      const line = (field: string, value: string | number): Line => [heading, who, record, '', field, value];
      return [
        line(columns.who, who),
        ...(purpose === null ? [] : [line(columns.purposes, purpose)]),
        ...(months.length === 0 ? [] : [line(columns.months, months.join(' '))]),
        ...categories.map((one) => line(columns.categories, one)),
        ...(times === null ? [] : [line(columns.times, times)]),
      ];
    }),
    [heading, '', '', '', '', note],
  ];
}
