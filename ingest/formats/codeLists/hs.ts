import { toHs } from '../../codes/hs.js';
import type { InputFile } from '../../input/inputFile.js';
import { readLines } from '../../input/text/lines.js';
import { headLines, type TableRow } from '../tables/namedColumns.js';
import { editionOfName } from './reference/edition.js';
import { type CodeDefect, type CodeEntry, type CodePart, codeAndName, headerOf } from './reference/parts.js';
import { toProperties } from './reference/properties.js';
import { referenceFormat } from './reference/referenceFormat.js';

const parts: readonly CodePart[] = [
  { version: '1', list: 'hs', header: headerOf(['hscode', 'description', 'parent', 'level']), toEntry: toCommodity },
  {
    version: '1',
    part: 'sections',
    list: 'hs-sections',
    header: headerOf(['section', 'name'], { exactly: true, firstValue: /^[IVX]+$/ }),
    toEntry: toSection,
  },
  {
    version: '1',
    part: 'subheadings',
    list: 'hs',
    header: headerOf(['hscode', 'description', 'chapter', 'heading']),
    toEntry: toCommodity,
  },
  // Why their first rows: `chapter,name` is what a book's table of contents has too.
  {
    version: '1',
    part: 'chapters',
    list: 'hs',
    header: startingWith('chapter', /^"?0?1"?,"?live animals/i),
    toEntry: (row, edition) => toGroup(row, 'chapter', edition),
  },
  {
    version: '1',
    part: 'headings',
    list: 'hs',
    header: startingWith('heading', /^"?0?1\.?01"?,"?live horses/i),
    toEntry: (row, edition) => toGroup(row, 'heading', edition),
  },
];

/** A file of codes and names alone that begins as the Harmonized System does. */
function startingWith(column: string, first: RegExp): CodePart['header'] {
  const find = headerOf([column, 'name'], { exactly: true });
  return (head) => (first.test(headLines(head.text, 2)[1] ?? '') ? find(head) : null);
}

/**
 * The Harmonized System as CSV: sections, chapters, headings, subheadings. Its edition is what the file says of itself
 * (`Total of all HS2022 commodities`), else the year in its name; an edition is in force from 1 January of its year
 * until the next one.
 */
export const hs = referenceFormat({
  name: 'hs',
  description: 'Harmonized System: chapters, headings and subheadings of goods, CSV with header; sections beside it',
  publisher: 'World Customs Organization; as datasets/harmonized-system and UN Comtrade publish it',
  versions: ['1'],
  files: ['harmonized-system.csv', 'hs-sections.csv'],
  sample: 'I,010121,"Horses; live, pure-bred breeding animals",0101,6',
  dispositions: 'codeLists/hs.elements',
  parts,
  editionOf: (files) => {
    const stated = findStatedEdition(files);
    return async (file) => (await stated) ?? editionOfHsName(file.name);
  },
});

/** Years in which editions came into force (WCO, amendments under article 16 of the Convention). */
const editions = ['1988', '1992', '1996', '2002', '2007', '2012', '2017', '2022', '2028'];

function toCommodity(row: TableRow, edition: string): CodeEntry | CodeDefect {
  const stated = row.get('hscode')?.replace(/[.\s]/g, '').toUpperCase() ?? null;
  if (stated === null) return { field: 'hscode', reason: 'code.missing' };
  const name = row.get('description');
  if (name === null) return { field: 'description', reason: 'name.missing' };
  const level = row.get('level');
  // Spreadsheets take the leading zero of chapters 01 to 09; the level says how long the code was, else its chapter does.
  const lostZero =
    /^\d+$/.test(stated) &&
    (level === null ? lacksZero(stated, row.get('chapter')) : String(stated.length + 1) === level);
  const code = lostZero ? `0${stated}` : stated;
  const parent =
    toParent(row.get('parent')?.replace(/[.\s]/g, '').toUpperCase() ?? null, lostZero) ??
    (/^\d{6}$/.test(code) ? code.slice(0, 4) : null);
  return {
    code,
    name,
    parent: parent === code ? null : parent,
    ...validityOf(edition),
    properties: toProperties({ level, section: row.get('section') }),
    qualityFlags: [...(lostZero ? ['LEADING_ZERO_LOST'] : []), ...flagOf(code)],
  };
}

/** An odd number of digits that begin with a chapter of one digit: `101.21` of chapter 1. */
function lacksZero(digits: string, chapter: string | null): boolean {
  return digits.length % 2 === 1 && chapter !== null && /^[1-9]$/.test(chapter) && digits.startsWith(chapter);
}

/** A chapter or heading of a file of its own: `1`, `01.01`. */
function toGroup(row: TableRow, column: 'chapter' | 'heading', edition: string): CodeEntry | CodeDefect {
  const digits = row.get(column)?.replace(/\D/g, '') ?? '';
  const name = row.get('name');
  if (digits === '') return { field: column, reason: 'code.missing' };
  if (name === null) return { field: 'name', reason: 'name.missing' };
  const level = column === 'chapter' ? 2 : 4;
  const code = digits.padStart(level, '0');
  return {
    code,
    name,
    parent: column === 'heading' ? code.slice(0, 2) : null,
    ...validityOf(edition),
    properties: toProperties({ level: String(level) }),
    qualityFlags: flagOf(code),
  };
}

/** From 1 January of an edition's year until the next edition. */
function validityOf(edition: string): Pick<CodeEntry, 'validFrom' | 'validUntil'> {
  const place = editions.indexOf(edition);
  if (place === -1) return { validFrom: null, validUntil: null };
  const next = editions[place + 1];
  return { validFrom: `${edition}-01-01`, validUntil: next ? `${Number(next) - 1}-12-31` : null };
}

/** A parent has lost the zero that its child has lost: codes have an even number of digits. */
function toParent(stated: string | null, lostZero: boolean): string | null {
  return stated !== null && lostZero && /^\d+$/.test(stated) && stated.length % 2 === 1 ? `0${stated}` : stated;
}

/** Chapters are two digits and checked by a heading that would be theirs; `TOTAL` is the list's own sum. */
function flagOf(code: string): string[] {
  if (code === 'TOTAL') return [];
  const { flag } = toHs(/^\d{2}$/.test(code) ? `${code}01` : code);
  return flag === null || flag === 'HS_HEADING_ONLY' ? [] : [flag];
}

function toSection(row: TableRow, edition: string): CodeEntry | CodeDefect {
  const named = codeAndName(row, 'section', 'name');
  return 'reason' in named ? named : { ...named, ...validityOf(edition) };
}

/** The edition that a file of the delivery names in its line of totals. */
async function findStatedEdition(files: readonly InputFile[]): Promise<string | null> {
  for (const file of files) {
    for await (const { text } of readLines(file)) {
      const found = text?.includes('TOTAL') ? /\bHS ?((?:19|20)\d{2})\b/.exec(text) : null;
      if (found?.[1]) return found[1];
    }
  }
  return null;
}

function editionOfHsName(name: string): string {
  const edition = editionOfName(name);
  const year = edition.slice(0, 4);
  return editions.includes(year) ? year : edition;
}
