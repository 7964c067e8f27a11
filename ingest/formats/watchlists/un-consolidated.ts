import type { InputFile } from '../../input/inputFile.js';
import { readXml, type XmlElement, type XmlItem } from '../../input/xml/xml.js';
import { createOccurrences } from '../../spill/occurrences.js';
import { fatesOf, knownElements } from '../fates.js';
import type { Delivery, DeliveryItem, FileHead, Format, Recognition } from '../format.js';
import { refuseFile } from '../otherFiles.js';
import { rejectDefect, rejectElement } from '../xmlDefect.js';
import { type ListedSubject, readSubject } from './un/entry.js';

const version = 'sc-sanctions';

/**
 * The consolidated list of the United Nations Security Council, XML (`CONSOLIDATED_LIST`), in any of its languages.
 *
 * A record's key is its permanent reference number (`QDi.001`): the sanctions committee gives it with the listing, it
 * is the same in every form and language of the list and stays when the entry is amended. `DATAID` is the number of a
 * row in the database that the file is written from; it stands in no other form of the list, and is the key only of an
 * entry that has no reference number.
 *
 * @see https://www.un.org/sc/resources/sc-sanctions.xsd
 */
export const unConsolidated: Format = {
  name: 'un-consolidated',
  description: 'UN Security Council consolidated list, XML: individuals and entities',
  publisher: 'United Nations Security Council; scsanctions.un.org, schema sc-sanctions.xsd',
  versions: [version],
  files: ['consolidated.xml'],
  kinds: ['person', 'organization'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample: `<INDIVIDUAL><DATAID>9999901</DATAID><FIRST_NAME>FICTIUS</FIRST_NAME><SECOND_NAME>EXEMPLAROV</SECOND_NAME>
<UN_LIST_TYPE>Specimen</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.999</REFERENCE_NUMBER><LISTED_ON>2001-01-01</LISTED_ON>
</INDIVIDUAL>`,
  elements: () => fatesOf('watchlists/un/elements'),
  mayBeWhole: true,
  recognise,
  read,
};

/** The outermost element is `CONSOLIDATED_LIST`, and one of its two parts begins in the head. */
function recognise({ text }: FileHead): Recognition | null {
  const isList = /^<(?:[\w.-]+:)?CONSOLIDATED_LIST[\s/>]/.test(fromRoot(text));
  return isList && /<(?:[\w.-]+:)?(?:INDIVIDUALS|ENTITIES)[\s/>]/.test(text) ? { version } : null;
}

/** The text from its first tag on, behind white space, declarations and comments. */
function fromRoot(text: string): string {
  let rest = text.trimStart();
  for (let end = endOfProlog(rest); end !== -1; end = endOfProlog(rest)) rest = rest.slice(end).trimStart();
  return rest;
}

/** Where a declaration or comment that the text begins with ends; -1 where it begins with neither. */
function endOfProlog(text: string): number {
  const close = text.startsWith('<?') ? '?>' : text.startsWith('<!--') ? '-->' : null;
  const at = close === null ? -1 : text.indexOf(close);
  return at === -1 || close === null ? -1 : at + close.length;
}

/** What stands where entries stand is a record, whatever its name: nothing in the list is passed over. */
const isRecord = (path: readonly string[]): boolean => path.length === 3;

async function* read(delivery: Delivery): AsyncGenerator<DeliveryItem> {
  for (const file of delivery.files) await assertConsolidatedList(file);
  const countOf = createOccurrences();
  for (const file of delivery.files) {
    for await (const item of readXml(file, { isRecord })) {
      if (item.kind === 'root') continue;
      if (item.kind === 'defect') {
        yield rejectDefect(file.name, item);
        continue;
      }
      const { element, line, path, raw } = item;
      const reject = (field: string, reason: string) => rejectElement(file.name, item, reason, field);
      const subject = subjects.get(element.name);
      if (subject === undefined) {
        yield reject(element.name, 'record.kindUnknown');
        continue;
      }
      countUnmapped(element, '', delivery.unmapped);
      const record = readSubject(element, subject);
      if (!('kind' in record)) yield reject(record.field, record.reason);
      else if (countOf(record.sourceRef) > 1) yield reject('REFERENCE_NUMBER', 'entry.repeated');
      else yield { ...record, origin: { file: file.name, line, path }, raw };
    }
  }
}

const subjects: ReadonlyMap<string, ListedSubject> = new Map([
  ['INDIVIDUAL', 'INDIVIDUAL'],
  ['ENTITY', 'ENTITY'],
]);

async function assertConsolidatedList(file: InputFile): Promise<void> {
  let first: XmlItem | undefined;
  for await (const item of readXml(file, { isRecord })) {
    first = item;
    break;
  }
  if (first?.kind === 'root' && first.element.name === 'CONSOLIDATED_LIST') return;
  const found = first?.kind === 'root' ? `its outermost element is ${first.element.name}` : 'it is no XML';
  throw await refuseFile(file, `${file.name} is no consolidated list (CONSOLIDATED_LIST): ${found}.`);
}

function countUnmapped(element: XmlElement, path: string, unmapped: (element: string) => void): void {
  const known = knownElements('watchlists/un/elements');
  for (const name of Object.keys(element.attributes)) {
    if (!known.has(`${path}@${name}`)) unmapped(`${path}@${name}`);
  }
  if (path !== '' && element.text !== '' && !known.has(path)) unmapped(path);
  for (const child of element.children) {
    countUnmapped(child, path === '' ? child.name : `${path}/${child.name}`, unmapped);
  }
}
