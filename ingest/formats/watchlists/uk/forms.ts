import type { InputFile } from '../../../input/inputFile.js';
import { readXml, type XmlElement } from '../../../input/xml/xml.js';
import type { Reject } from '../../../records/record.js';
import { knownElements } from '../../fates.js';
import type { FileHead } from '../../format.js';
import { findHeader, type Header, toColumnKey } from '../../tables/namedColumns.js';
import { rejectDefect, rejectElement } from '../../xmlDefect.js';
import { firstElements } from '../../xmlHead.js';
import type { UkRow } from './fields.js';
import type { UkPublication } from './publication.js';
import { readUkTable, toNamed, toValues } from './rows.js';

/** File of the fates of the consolidated list's columns and elements. */
export const ukFates = 'watchlists/uk/elements';

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
  open(head) {
    const header = ukHeaderOf(head);
    if (header !== null) return (file, unmapped) => readUkTable(file, header, ukFates, unmapped);
    return isUkXml(head) ? readTargets : null;
  },
  refusal: (head) =>
    describeOldEdition(head) ??
    `${head.name} is no consolidated list: it is no XML of FinancialSanctionsTarget, and has no line of headings with ${[...ofAnyEdition, of2022[0]].join(', ')}.`,
};

/** The headings of the list as CSV: below a line that says when it was made. */
export function ukHeaderOf({ text }: FileHead): Header | null {
  return findHeader(text, [...ofAnyEdition, ...of2022], [','], 1);
}

/** True for the list as XML. */
export function isUkXml(head: FileHead): boolean {
  return isTargets(head) && elementOf2022.test(head.text);
}

/**
 * Says of a file that it is the list in an edition of before 2022. Why refused: it ranks names otherwise (`Prime Alias`), writes
 * passports and nationalities in words, and would be read with most persons under an alias.
 */
export function describeOldEdition(head: FileHead): string | null {
  const isOld = isTargets(head) ? !isUkXml(head) : findHeader(head.text, ofAnyEdition, [','], 1) && !ukHeaderOf(head);
  if (!isOld) return null;
  return `${head.name} is the consolidated list in an edition of before 2022, which ranks and writes names and documents otherwise and is not read. Take the UK Sanctions List, which replaced it.`;
}

function isTargets({ text }: FileHead): boolean {
  const [root, target] = firstElements(text);
  return root?.name === 'ArrayOfFinancialSanctionsTarget' && target?.name === 'FinancialSanctionsTarget';
}

async function* readTargets(file: InputFile, unmapped: (element: string) => void): AsyncGenerator<UkRow | Reject> {
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
    const values = toValues(element.children.map(toNamed));
    yield { group: values.group ?? '', stated: [values], file: file.name, line, path, raw, frame };
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
