import type { InputFile } from '../../input/inputFile.js';
import { readXml, type XmlElement, type XmlItem } from '../../input/xml/xml.js';
import type { RecordBase } from '../../records/base.js';
import type { SourceRecord } from '../../records/record.js';
import type { Defect } from '../../records/validate.js';
import { createOccurrences } from '../../spill/occurrences.js';
import { knownElements } from '../fates.js';
import type { Delivery, DeliveryItem } from '../format.js';
import { refuseFile } from '../otherFiles.js';
import { rejectDefect, rejectElement } from '../xmlDefect.js';

/** A record without the place where it stands. */
type Unplaced<Each> = Each extends SourceRecord ? Omit<Each, 'origin' | 'raw'> : never;

/** Why an entry is no record, and its key, where it can be told: a whole list that names it has not lost it. */
export type EntryDefect = Defect & { readonly sourceRef?: string };

/** A list as XML of which each entry is an element of its own, as a format expects it. */
export interface XmlListForm {
  /** What the list is, and its outermost element, for refusals. */
  readonly name: string;
  readonly isRoot: (root: XmlElement) => boolean;
  /**
   * How deep entries stand, the outermost element being 1: what stands there is a record, whatever its name, so that nothing
   * in the list is passed over.
   */
  readonly depth: number;
  /** File of the fates of its elements. */
  readonly fates: string;
  /** The element or attribute that a record's key is read from. */
  readonly key: string;
  readonly toRecord: (element: XmlElement) => Unplaced<SourceRecord> | EntryDefect;
}

/**
 * The items of a delivery of such lists.
 *
 * @throws BAD_USER_INPUT where a file's outermost element is another one, before the first item
 */
export async function* readXmlList(delivery: Delivery, form: XmlListForm): AsyncGenerator<DeliveryItem> {
  const isRecord = (path: readonly string[]): boolean => path.length === form.depth;
  for (const file of delivery.files) await assertList(file, form, isRecord);
  const countOf = createOccurrences();
  const known = knownElements(form.fates);
  for (const file of delivery.files) {
    for await (const item of readXml(file, { isRecord })) {
      if (item.kind === 'root') continue;
      if (item.kind === 'defect') {
        yield rejectDefect(file.name, item);
        continue;
      }
      const { element, line, path, raw } = item;
      const record = form.toRecord(element);
      if (!('kind' in record)) {
        yield rejectElement(file.name, item, record.reason, record.field, record.sourceRef);
        continue;
      }
      countUnmapped(element, '', known, delivery.unmapped);
      const placed: Pick<RecordBase, 'origin' | 'raw'> = { origin: { file: file.name, line, path }, raw };
      if (countOf(record.sourceRef) > 1)
        yield rejectElement(file.name, item, 'entry.repeated', form.key, record.sourceRef);
      else yield { ...record, ...placed } as SourceRecord;
    }
  }
}

async function assertList(
  file: InputFile,
  { name, isRoot }: XmlListForm,
  isRecord: (path: readonly string[]) => boolean,
): Promise<void> {
  let first: XmlItem | undefined;
  for await (const item of readXml(file, { isRecord })) {
    first = item;
    break;
  }
  if (first?.kind === 'root' && isRoot(first.element)) return;
  const found = first?.kind === 'root' ? `its outermost element is ${first.element.name}` : 'it is no XML';
  throw await refuseFile(file, `${file.name} is no ${name}: ${found}.`);
}

/** Attributes of XML Schema, which say nothing of the subject. */
const structural = new Set(['nil', 'schemaLocation']);

function countUnmapped(
  element: XmlElement,
  path: string,
  known: ReadonlySet<string>,
  unmapped: (element: string) => void,
): void {
  const under = (name: string): string => (path === '' ? name : `${path}/${name}`);
  for (const [name, value] of Object.entries(element.attributes)) {
    if (value !== '' && !structural.has(name) && !known.has(under(`@${name}`))) unmapped(under(`@${name}`));
  }
  if (element.text !== '' && !known.has(path)) unmapped(path || element.name);
  for (const child of element.children) countUnmapped(child, under(child.name), known, unmapped);
}
