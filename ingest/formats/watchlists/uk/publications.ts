import type { InputFile } from '../../../input/inputFile.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { Frame, Reject } from '../../../records/record.js';
import { knownElements } from '../../dispositions.js';
import type { FileHead } from '../../format.js';
import { rejectElement } from '../../reject.js';
import { findHeader, type Header, readTable, toColumnKey } from '../../tables/namedColumns.js';
import { frameOf } from '../../tables/rowsBelow.js';
import { readSheet, sheetNames } from '../../tables/sheet.js';
import { firstElements } from '../../xmlHead.js';
import { readElements } from '../xmlList.js';
import type { UkValues } from './fields.js';
import { toValues } from './values.js';

/** A row of a table, or an element of the XML, of one group. */
export interface UkRow {
  readonly line: number;
  /** In XML only. */
  readonly path?: string;
  readonly raw: string;
  /** One set of values for a row of a table. */
  readonly stated: readonly UkValues[];
  /** The frame that makes `raw` a file again. */
  readonly frame: Frame;
}

type Unmapped = (element: string) => void;

/** A file's version, and the reader of its rows and broken places. */
interface OpenedFile {
  readonly version: '2022-csv' | '2022-xml' | '2022-ods';
  readonly read: (file: InputFile, unmapped: Unmapped) => AsyncGenerator<UkRow | Reject>;
}

/** How the sanctions lists of the United Kingdom differ. */
export interface UkPublication {
  /** The publisher, e.g. `OFSI`, and the address of the list. */
  readonly authority: string;
  readonly sourceUrl: string;
  /** Columns of a group's key and of its kind. */
  readonly key: string;
  readonly type: string;
  /** File of the columns' and elements' dispositions. */
  readonly dispositions: string;
  /** Prepares the reading of a file from its first bytes; null where it is not a form of the list. */
  readonly open: (head: FileHead) => OpenedFile | null;
  /** The refusal of a file that is not a form of the list. */
  readonly refusal: (head: FileHead) => string;
}

/** The headings of a list as CSV, below a line with its date. */
const headerOf = ({ text }: FileHead, required: readonly string[]): Header | null =>
  findHeader(text, required, [','], 1);

const ofAnyEdition = ['Name 6', 'Group Type', 'Alias Type', 'Regime', 'Group ID'];

/** Columns, and elements, that the edition of 2022 added. */
const of2022 = ['Name Non-Latin Script', 'Passport Number', 'UK Sanctions List Date Designated'];
const elementOf2022 = /<(?:\w+:)?(?:NameNonLatinScript|Individual_PassportNumber|DateDesignated|UKSanctionsListRef)\b/;

/** The consolidated list of financial sanctions targets, in its edition of 2022. */
export const consolidatedList: UkPublication = {
  authority: 'OFSI',
  sourceUrl: 'https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets',
  key: 'Group ID',
  type: 'Group Type',
  dispositions: 'watchlists/uk/elements',
  open(head) {
    const header = headerOf(head, [...ofAnyEdition, ...of2022]);
    if (header !== null) return { version: '2022-csv', read: readRows(this.dispositions, header) };
    return isTargets(head) && elementOf2022.test(head.text) ? { version: '2022-xml', read: readTargets } : null;
  },
  refusal: (head) =>
    describeOldEdition(head) ??
    `${head.name} is not the consolidated list: it is not XML of FinancialSanctionsTarget, and has no line of headings with ${[...ofAnyEdition, of2022[0]].join(', ')}.`,
};

/**
 * Describes a file of the list in an edition before 2022; null for any other. Why refused: it ranks names differently (`Prime
 * Alias`) and states passports and nationalities in words; most persons would be listed under an alias.
 */
export function describeOldEdition(head: FileHead): string | null {
  const isOfAny = isTargets(head) || headerOf(head, ofAnyEdition) !== null;
  if (!isOfAny || consolidatedList.open(head) !== null) return null;
  return `${head.name} is the consolidated list in an edition of before 2022, which states names and documents differently and is not read. Take the UK Sanctions List, which replaced it.`;
}

function isTargets({ text }: FileHead): boolean {
  const [root, target] = firstElements(text);
  return root?.name === 'ArrayOfFinancialSanctionsTarget' && target?.name === 'FinancialSanctionsTarget';
}

const required = ['Unique ID', 'Name 6', 'Name type', 'Designation Type', 'Regime Name'];

/** The UK Sanctions List. */
export const sanctionsList: UkPublication = {
  authority: 'FCDO',
  sourceUrl: 'https://www.gov.uk/government/publications/the-uk-sanctions-list',
  key: 'Unique ID',
  type: 'Designation Type',
  dispositions: 'watchlists/uk/designations',
  open(head) {
    const header = headerOf(head, required);
    if (header !== null) return { version: '2022-csv', read: readRows(this.dispositions, header) };
    const [root, ...below] = firstElements(head.text);
    if (root?.name === 'Designations' && below.some(({ name }) => name === 'Designation'))
      return { version: '2022-xml', read: readDesignations };
    const names = sheetNames(head);
    return required.every((name) => names.has(name)) ? { version: '2022-ods', read: readDesignationSheet } : null;
  },
  refusal: ({ name }) =>
    `${name} is not the UK Sanctions List: it is not XML of Designation, and has no line of headings with ${required.join(', ')}.`,
};

const readRows = (dispositions: string, header: Header): OpenedFile['read'] =>
  async function* (file, unmapped) {
    const frame = frameOf(header) ?? { before: '', after: '' };
    for await (const row of readTable(file, header, knownElements(dispositions), unmapped)) {
      if (row.kind === 'reject') yield row;
      else {
        const stated = [toValues(row.fields.map((text, at) => [header.names[at] ?? '', text] as const))];
        yield { stated, line: row.origin.line, raw: row.raw, frame };
      }
    }
  };

async function* readDesignationSheet(file: InputFile, unmapped: Unmapped): AsyncGenerator<UkRow | Reject> {
  for await (const row of readSheet(file, required, knownElements(sanctionsList.dispositions), unmapped)) {
    if ('kind' in row) yield row;
    else {
      const { named, ...place } = row;
      yield { stated: [toValues(named)], ...place };
    }
  }
}

/** Rows of the elements below the outermost one, one for each group. @param isOther skips elements about the file */
async function* readGroups(
  file: InputFile,
  name: string,
  toStated: (element: XmlElement) => readonly UkValues[],
  isOther: (element: XmlElement) => boolean = () => false,
): AsyncGenerator<UkRow | Reject> {
  for await (const item of readElements(file, 2)) {
    if (item.kind === 'reject') {
      yield item;
      continue;
    }
    const { element, line, path, raw, frame } = item;
    if (element.name === name) yield { stated: toStated(element), line, path, raw, frame };
    else if (!isOther(element)) yield rejectElement(file.name, item, 'record.kindUnknown', element.name);
  }
}

async function* readTargets(file: InputFile, unmapped: Unmapped): AsyncGenerator<UkRow | Reject> {
  const known = new Set([...knownElements(consolidatedList.dispositions)].map(toColumnKey));
  yield* readGroups(file, 'FinancialSanctionsTarget', (target) => {
    for (const { name, text, attributes, children } of target.children) {
      if (!known.has(toColumnKey(name)) && text !== '') unmapped(name);
      for (const [attribute, value] of Object.entries(attributes))
        if (attribute !== 'nil' && value !== '') unmapped(`${name}/@${attribute}`);
      for (const child of children) unmapped(`${name}/${child.name}`);
    }
    return [toValues(target.children.map(toNamed))];
  });
}

async function* readDesignations(file: InputFile, unmapped: Unmapped): AsyncGenerator<UkRow | Reject> {
  const known = knownElements(sanctionsList.dispositions);
  const report = (path: string): void => {
    if (!known.has(path)) unmapped(path);
  };
  const isOther = ({ name, children }: XmlElement): boolean => {
    if (children.length === 0) report(name);
    return children.length === 0;
  };
  yield* readGroups(file, 'Designation', (element) => statedIn(element, '', report), isOther);
}

/** Elements whose parts belong together: a name, an address, a document, a place of birth. */
const together = new Set(['Name', 'NonLatinName', 'Address', 'Passport', 'NationalIdentifier', 'Location']);

/** Repeated by `SanctionsImposed`. */
const indicators = 'SanctionsImposedIndicators';

/** The values of an element: its parts together, and each item of its lists by itself. */
function statedIn(element: XmlElement, base: string, report: (path: string) => void): UkValues[] {
  const leaves = element.children.filter(({ children }) => children.length === 0);
  for (const { name, text } of leaves) if (text !== '') report(`${base}${name}`);
  const isTogether = base === '' || together.has(element.name);
  const own = isTogether ? [toValues(leaves.map(toNamed))] : leaves.map((leaf) => toValues([toNamed(leaf)]));
  const below = element.children.flatMap((child) =>
    child.children.length === 0 || child.name === indicators ? [] : statedIn(child, `${base}${child.name}/`, report),
  );
  return [...own.filter((values) => Object.keys(values).length > 0), ...below];
}

/** An element's name and text. */
function toNamed({ name, text }: XmlElement): readonly [name: string, text: string] {
  return [name, text];
}
