import type { InputFile } from '../../../input/inputFile.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { Frame, Reject } from '../../../records/record.js';
import { knownElements } from '../../dispositions.js';
import type { FileHead } from '../../format.js';
import { findHeader, type Header, readTable, toColumnKey } from '../../tables/namedColumns.js';
import { frameOf } from '../../tables/rowsBelow.js';
import { readSheet, sheetNames } from '../../tables/sheet.js';
import { rejectElement } from '../../xmlDefect.js';
import { firstElements } from '../../xmlHead.js';
import { readElements } from '../xmlList.js';
import type { UkValues } from './fields.js';
import { toValues } from './values.js';

/** A row of a table, or an element of the XML, of one group. */
export interface UkRow {
  readonly line: number;
  /** Of XML. */
  readonly path?: string;
  readonly raw: string;
  /** Of a table's row one. */
  readonly stated: readonly UkValues[];
  /** What makes `raw` a file again. */
  readonly frame: Frame;
}

type Unmapped = (element: string) => void;

/** How to read a file: the version that it is of, and its rows, streamed, with what is none. */
interface OpenedFile {
  readonly version: '2022-csv' | '2022-xml' | '2022-ods';
  readonly read: (file: InputFile, unmapped: Unmapped) => AsyncGenerator<UkRow | Reject>;
}

/** One of the lists that the United Kingdom publishes of whom it sanctions, as far as they differ. */
export interface UkPublication {
  /** Who publishes it, e.g. `OFSI`, and where. */
  readonly authority: string;
  readonly sourceUrl: string;
  /** What it calls the key of a group, and the kind of its subject. */
  readonly key: string;
  readonly type: string;
  /** File of the dispositions of its columns and elements. */
  readonly dispositions: string;
  /** How to read a file, from its first bytes; null where it is no form of the list. */
  readonly open: (head: FileHead) => OpenedFile | null;
  /** Why a file is none. */
  readonly refusal: (head: FileHead) => string;
}

/** The headings of a list as CSV: below a line that says when it was made. */
const headerOf = ({ text }: FileHead, required: readonly string[]): Header | null =>
  findHeader(text, required, [','], 1);

const ofAnyEdition = ['Name 6', 'Group Type', 'Alias Type', 'Regime', 'Group ID'];

/** Columns, and elements, that the edition of 2022 brought. */
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
    `${head.name} is no consolidated list: it is no XML of FinancialSanctionsTarget, and has no line of headings with ${[...ofAnyEdition, of2022[0]].join(', ')}.`,
};

/**
 * Says of a file that it is the list in an edition of before 2022. Why refused: it ranks names otherwise (`Prime Alias`), writes
 * passports and nationalities in words, and would be read with most persons under an alias.
 */
export function describeOldEdition(head: FileHead): string | null {
  const isOfAny = isTargets(head) || headerOf(head, ofAnyEdition) !== null;
  if (!isOfAny || consolidatedList.open(head) !== null) return null;
  return `${head.name} is the consolidated list in an edition of before 2022, which ranks and writes names and documents otherwise and is not read. Take the UK Sanctions List, which replaced it.`;
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
    `${name} is no UK Sanctions List: it is no XML of Designation, and has no line of headings with ${required.join(', ')}.`,
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

/** The elements below the outermost one, each of which should be a group's. @param isOther passes over what is about the file */
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
  const tell = (path: string): void => {
    if (!known.has(path)) unmapped(path);
  };
  const isOther = ({ name, children }: XmlElement): boolean => {
    if (children.length === 0) tell(name);
    return children.length === 0;
  };
  yield* readGroups(file, 'Designation', (element) => statedIn(element, '', tell), isOther);
}

/** Elements whose parts are stated together: a name, an address, a document, a place of birth. */
const together = new Set(['Name', 'NonLatinName', 'Address', 'Passport', 'NationalIdentifier', 'Location']);

/** Said again by `SanctionsImposed`. */
const indicators = 'SanctionsImposedIndicators';

/** What an element states: its own parts together, and each value of its lists by itself. */
function statedIn(element: XmlElement, base: string, tell: (path: string) => void): UkValues[] {
  const leaves = element.children.filter(({ children }) => children.length === 0);
  for (const { name, text } of leaves) if (text !== '') tell(`${base}${name}`);
  const isTogether = base === '' || together.has(element.name);
  const own = isTogether ? [toValues(leaves.map(toNamed))] : leaves.map((leaf) => toValues([toNamed(leaf)]));
  const below = element.children.flatMap((child) =>
    child.children.length === 0 || child.name === indicators ? [] : statedIn(child, `${base}${child.name}/`, tell),
  );
  return [...own.filter((values) => Object.keys(values).length > 0), ...below];
}

/** An element's name and text. */
function toNamed({ name, text }: XmlElement): readonly [name: string, text: string] {
  return [name, text];
}
