import type { InputFile } from '../../../input/inputFile.js';
import { readXml, type XmlElement } from '../../../input/xml/xml.js';
import type { Reject } from '../../../records/record.js';
import { knownElements } from '../../fates.js';
import type { FileHead } from '../../format.js';
import { findHeader, type Header, readTable, toColumnKey } from '../../tables/namedColumns.js';
import { frameOf } from '../../tables/rowsBelow.js';
import { rejectDefect, rejectElement } from '../../xmlDefect.js';
import { firstElements } from '../../xmlHead.js';
import { toLine } from '../un/parts.js';
import { fieldOf, type UkField, type UkRow, type UkValues } from './fields.js';
import { withLabelled } from './otherInformation.js';

/** File of the fates of the list's columns and elements. */
export const ukFates = 'watchlists/uk/elements';

/** Reads the rows of a file, streamed, and what is none. */
export type ReadUkRows = (file: InputFile, unmapped: (element: string) => void) => AsyncGenerator<UkRow | Reject>;

const required = ['Name 6', 'Group Type', 'Alias Type', 'Regime', 'Group ID'];

/** The headings of the list as CSV: below a line that says when it was made. */
export function ukHeaderOf({ text }: FileHead): Header | null {
  return findHeader(text, required, [','], 1);
}

/** True for the list as XML. */
export function isUkXml({ text }: FileHead): boolean {
  const [root, target] = firstElements(text);
  return root?.name === 'ArrayOfFinancialSanctionsTarget' && target?.name === 'FinancialSanctionsTarget';
}

/** How to read a file, from its first bytes; null where it is neither form of the list. */
export function openUkFile(head: FileHead): ReadUkRows | null {
  const header = ukHeaderOf(head);
  if (header !== null) return (file, unmapped) => readCsvRows(file, header, unmapped);
  return isUkXml(head) ? readXmlRows : null;
}

async function* readCsvRows(
  file: InputFile,
  header: Header,
  unmapped: (element: string) => void,
): AsyncGenerator<UkRow | Reject> {
  const fields = header.names.map((name) => fieldOf(name));
  const frame = frameOf(header) ?? { before: '', after: '' };
  for await (const row of readTable(file, header, knownElements(ukFates), unmapped)) {
    if (row.kind === 'reject') {
      yield row;
      continue;
    }
    const stated = row.fields.map((text, at) => [fields[at], text] as const);
    yield { ...toRow(stated), file: file.name, line: row.line, raw: row.raw, frame };
  }
}

async function* readXmlRows(file: InputFile, unmapped: (element: string) => void): AsyncGenerator<UkRow | Reject> {
  const known = new Set([...knownElements(ukFates)].map(toColumnKey));
  for await (const item of readXml(file, { isRecord: (path) => path.length === 2 })) {
    if (item.kind === 'root') continue;
    if (item.kind === 'defect') {
      yield rejectDefect(file.name, item);
      continue;
    }
    const { element, line, path, raw, frame } = item;
    if (element.name !== 'FinancialSanctionsTarget') {
      yield rejectElement(file.name, item, 'record.kindUnknown', element.name);
      continue;
    }
    countUnmapped(element, known, unmapped);
    yield { ...toRow(element.children.map(toStated)), file: file.name, line, path, raw, frame };
  }
}

function countUnmapped(target: XmlElement, known: ReadonlySet<string>, unmapped: (element: string) => void): void {
  for (const { name, text, attributes, children } of target.children) {
    if (!known.has(toColumnKey(name)) && text !== '') unmapped(name);
    for (const [attribute, value] of Object.entries(attributes))
      if (attribute !== 'nil' && value !== '') unmapped(`${name}/@${attribute}`);
    for (const child of children) unmapped(`${name}/${child.name}`);
  }
}

function toStated({ name, text }: XmlElement): readonly [UkField | undefined, string] {
  return [fieldOf(name), text];
}

/** What a row states, each field on one line; of a field that is stated twice, the first. */
function toRow(stated: readonly (readonly [UkField | undefined, string])[]): Pick<UkRow, 'group' | 'values'> {
  const lines = stated.flatMap(([field, text]) => {
    const line = toLine(text);
    return field === undefined || line === null ? [] : [[field, line] as const];
  });
  const values = withLabelled(Object.fromEntries(lines.reverse()) as UkValues);
  return { group: values.group ?? '', values };
}
