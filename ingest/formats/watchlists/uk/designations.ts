import type { InputFile } from '../../../input/inputFile.js';
import { readXml, type XmlElement } from '../../../input/xml/xml.js';
import type { Reject } from '../../../records/record.js';
import { knownElements } from '../../fates.js';
import type { FileHead } from '../../format.js';
import { findHeader, type Header } from '../../tables/namedColumns.js';
import { readSheet, sheetNames } from '../../tables/sheet.js';
import { rejectDefect, rejectElement } from '../../xmlDefect.js';
import { firstElements } from '../../xmlHead.js';
import type { UkRow, UkValues } from './fields.js';
import type { UkPublication } from './publication.js';
import { readUkTable, toNamed, toValues } from './rows.js';

/** File of the fates of the UK Sanctions List's columns and elements. */
export const designationFates = 'watchlists/uk/designations';

const required = ['Unique ID', 'Name 6', 'Name type', 'Designation Type', 'Regime Name'];

/** The UK Sanctions List. */
export const ukSanctions: UkPublication = {
  authority: 'FCDO',
  sourceUrl: 'https://www.gov.uk/government/publications/the-uk-sanctions-list',
  key: 'Unique ID',
  type: 'Designation Type',
  open(head) {
    const header = designationHeaderOf(head);
    if (header !== null) return (file, unmapped) => readUkTable(file, header, designationFates, unmapped);
    if (isDesignations(head)) return readDesignations;
    return isDesignationSheet(head) ? readDesignationSheet : null;
  },
  refusal: ({ name }) =>
    `${name} is no UK Sanctions List: it is no XML of Designation, and has no line of headings with ${required.join(', ')}.`,
};

/** The headings of the list as CSV: below a line that says when it was made. */
export function designationHeaderOf({ text }: FileHead): Header | null {
  return findHeader(text, required, [','], 1);
}

/** True for the list as XML. */
export function isDesignations({ text }: FileHead): boolean {
  const [root, ...below] = firstElements(text);
  return root?.name === 'Designations' && below.some(({ name }) => name === 'Designation');
}

/** True for the content of the list as a spreadsheet. */
export function isDesignationSheet(head: FileHead): boolean {
  const names = sheetNames(head);
  return required.every((name) => names.has(name));
}

async function* readDesignations(file: InputFile, unmapped: (element: string) => void): AsyncGenerator<UkRow | Reject> {
  const known = knownElements(designationFates);
  const tell = (path: string) => {
    if (!known.has(path)) unmapped(path);
  };
  for await (const item of readXml(file, { isRecord: (path) => path.length === 2 })) {
    if (item.kind === 'root') continue;
    if (item.kind === 'defect') {
      yield rejectDefect(file.name, item);
      continue;
    }
    const { element, line, path, raw, frame } = item;
    if (element.children.length === 0 && element.name !== 'Designation') {
      tell(element.name);
      continue;
    }
    if (element.name !== 'Designation') {
      yield rejectElement(file.name, item, 'record.kindUnknown', element.name);
      continue;
    }
    const stated = statedIn(element, '', tell);
    const group = stated.find((values) => values.group !== undefined)?.group ?? '';
    yield { group, stated, file: file.name, line, path, raw, frame };
  }
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

async function* readDesignationSheet(
  file: InputFile,
  unmapped: (element: string) => void,
): AsyncGenerator<UkRow | Reject> {
  for await (const row of readSheet(file, required, knownElements(designationFates), unmapped)) {
    if ('kind' in row) {
      yield row;
      continue;
    }
    const { named, ...place } = row;
    const values = toValues(named);
    yield { group: values.group ?? '', stated: [values], file: file.name, ...place };
  }
}
