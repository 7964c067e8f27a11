import { toHs } from '../../codes/hs.js';
import type { InputFile } from '../../input/inputFile.js';
import { readLines } from '../../input/text/lines.js';
import { headLines, type TableRow } from '../tables/namedColumns.js';
import { editionOfName } from './reference/edition.js';
import { type CodeDefect, type CodeEntry, codeAndName, toProperties } from './reference/entry.js';
import { type CodePart, headerOf } from './reference/parts.js';
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
  // Why by their first rows: a book's table of contents has the columns `chapter,name` too.
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

/** Finds the header of a file of codes and names that begins as the Harmonized System does. */
function startingWith(column: string, first: RegExp): CodePart['header'] {
  const find = headerOf([column, 'name'], { exactly: true });
  return (head) => (first.test(headLines(head.text, 2)[1] ?? '') ? find(head) : null);
}

/**
 * The Harmonized System as CSV: sections, chapters, headings, subheadings. Its edition is the one that the file states
 * (`Total of all HS2022 commodities`), else the year in its name; an edition is in force from 1 January of its year until
 * the next one.
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
  // Spreadsheets drop the leading zero of chapters 01 to 09; the level, or else the chapter, shows how long the code was.
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

/** Whether a code has an odd number of digits and begins with its one-digit chapter: `101.21` of chapter 1. */
function lacksZero(digits: string, chapter: string | null): boolean {
  return digits.length % 2 === 1 && chapter !== null && /^[1-9]$/.test(chapter) && digits.startsWith(chapter);
}

/** A row of a file of chapters or of headings: `1`, `01.01`. */
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

/** An edition's validity, until the day before the next one; none for an unknown edition. */
function validityOf(edition: string): Pick<CodeEntry, 'validFrom' | 'validUntil'> {
  const index = editions.indexOf(edition);
  if (index === -1) return { validFrom: null, validUntil: null };
  const next = editions[index + 1];
  return { validFrom: `${edition}-01-01`, validUntil: next ? `${Number(next) - 1}-12-31` : null };
}

/** Restores the zero of a parent whose child has lost it: codes have an even number of digits. */
function toParent(stated: string | null, lostZero: boolean): string | null {
  return stated !== null && lostZero && /^\d+$/.test(stated) && stated.length % 2 === 1 ? `0${stated}` : stated;
}

/** Checks a code: a chapter by its first possible heading; `TOTAL` is the list's sum. */
function flagOf(code: string): string[] {
  if (code === 'TOTAL') return [];
  const { flag } = toHs(/^\d{2}$/.test(code) ? `${code}01` : code);
  return flag === null || flag === 'HS_HEADING_ONLY' ? [] : [flag];
}

function toSection(row: TableRow, edition: string): CodeEntry | CodeDefect {
  const named = codeAndName(row, 'section', 'name');
  return 'reason' in named ? named : { ...named, ...validityOf(edition) };
}

/** The edition in the line of totals of one of the files. */
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
