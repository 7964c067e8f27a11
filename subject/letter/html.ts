import { escapeHtml, isolated } from './escape.js';
import type { LetterModel, LetterSource, Particular, RecipientTable } from './model.js';
import { letterStyle, letterStyleSource } from './style.js';

// Nothing runs in it, nothing is loaded, nothing is sent.
const policy = `default-src 'none'; style-src ${letterStyleSource}; base-uri 'none'; form-action 'none'`;

/** A form of a letter beside its page. */
export type OtherForm = 'json' | 'csv';

/** The line by which a page states what its letter is in another form. No value of a record can be one: its brackets are escaped. */
export function statedForm(form: OtherForm, sha256: string): string {
  return `<p class="nonce">${form.toUpperCase()} SHA-256 ${sha256}</p>`;
}

/**
 * A letter as HTML in one file, for paper and screen: no script, and nothing from elsewhere.
 *
 * @param hashes SHA-256 of its other forms
 */
export function writeHtml(letter: LetterModel, hashes: Readonly<Record<OtherForm, string>>): string {
  const { headings } = letter.words;
  return `<!doctype html>
<html lang="${escapeHtml(letter.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(letter.title)}</title>
<style>${letterStyle}</style>
</head>
<body>
<main>
${letter.proposal === null ? '' : `<p class="proposal" role="note">${escapeHtml(letter.proposal)}</p>\n`}<h1>${escapeHtml(letter.title)}</h1>
${section('particulars', headings.particulars, particulars(letter.particulars) + letter.opening.map(paragraph).join(''))}
${letter.sources.length === 0 ? '' : `${section('data', headings.data, letter.sources.map((one, index) => sourceOf(one, index, letter)).join(''))}\n`}${letter.recipients.map((table, index) => `${section(`recipients-${index + 1}`, table.heading, recipientsOf(table, letter))}\n`).join('')}${section('rights', headings.rights, [...letter.rights, letter.last].map(paragraph).join(''))}
<p class="nonce">${escapeHtml(letter.nonce)}</p>
${statedForm('json', hashes.json)}
${statedForm('csv', hashes.csv)}
</main>
</body>
</html>
`;
}

function section(id: string, heading: string, inner: string): string {
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(heading)}</h2>\n${inner}</section>`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>\n`;
}

function particulars(lines: readonly Particular[]): string {
  const items = lines.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${isolated(value)}</dd>\n`);
  return items.length === 0 ? '' : `<dl>\n${items.join('')}</dl>\n`;
}

function sourceOf({ heading, records, categories }: LetterSource, index: number, { words }: LetterModel): string {
  const { columns, headings } = words;
  const told = records.map(({ title, facts, data, copied }) => {
    const rows = [
      ...data.map(({ field, value, category }) => [field, value, category]),
      ...copied.map(({ label, value }) => [label, value, headings.copied]),
    ];
    return table(title, [columns.field, columns.value, columns.category], rows) + particulars(facts);
  });
  const why = categories.map(({ words: of, purposes, basis }) => [of, purposes.join('; '), basis.join('; ')]);
  const reasons = table(heading, [columns.category, columns.purposes, columns.basis], why);
  return `<h3 id="source-${index + 1}">${escapeHtml(heading)}</h3>\n${told.join('')}${reasons}`;
}

function recipientsOf({ heading, rows, note }: RecipientTable, { words }: LetterModel): string {
  const { columns } = words;
  const cells = rows.map(({ who, purpose, months, categories, times }) => [
    ...[who, purpose ?? '', months.join(', ')],
    ...[categories.join('; '), times === null ? '' : String(times)],
  ]);
  const heads = [columns.who, columns.purposes, columns.months, columns.categories, columns.times];
  return (rows.length === 0 ? '' : table(heading, heads, cells)) + paragraph(note);
}

/** The first cell of a row is its head, as a reader of the screen tells it. */
function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((one) => `<th scope="col">${escapeHtml(one)}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => `<td>${isolated(cell)}</td>`).join('');
    return `<tr><th scope="row">${isolated(first)}</th>${cells}</tr>\n`;
  });
  return `<table>\n<caption>${escapeHtml(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('')}</tbody>\n</table>\n`;
}
