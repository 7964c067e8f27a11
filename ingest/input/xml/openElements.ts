import { closeElement, type OpenElement } from './xmlElement.js';
import { pathOf, toFrame, type XmlFrame, type XmlItem, type XmlOptions, type XmlState } from './xmlItem.js';
import { XmlFailure } from './xmlParser.js';

/** Why 64: messages nest up to some 25 deep; functions that walk their elements are recursive. */
const maximumDepth = 64;
/** Why so many: some messages hold photographs as base64. */
const maximumTextCharacters = 8 << 20;
const maximumRecordCharacters = 16 << 20;

/** The elements that are open, from the root, and what is known of the records among them. */
export class OpenElements {
  /** From the root. */
  all: OpenElement[] = [];
  /** Name of the root, with its prefix; null before it was met. */
  root: string | null = null;
  /** Records and defects so far. */
  count = 0;
  /** Names of records met so far, with prefixes. */
  readonly known = new Set<string>();
  readonly isRecord: XmlOptions['isRecord'];
  /** Depth of the open record; 0 where none is. */
  #recordDepth = 0;
  /** Frame of records below the elements that are open; null where it is not made yet. */
  #frame: XmlFrame | null = null;

  constructor(isRecord: XmlOptions['isRecord']) {
    this.isRecord = isRecord;
  }

  /** The open record. */
  get record(): OpenElement | undefined {
    return this.all[this.#recordDepth - 1];
  }

  /** @throws XmlFailure where no element may be so deep */
  assertRoom(): void {
    if (this.all.length >= maximumDepth) throw new XmlFailure('xml.tooDeep');
  }

  /** @throws XmlFailure for an open record that is longer than a record may be */
  assertLength(end: number): void {
    const { record } = this;
    if (record && end - record.start > maximumRecordCharacters) throw new XmlFailure('record.tooLong');
  }

  /**
   * Begins an element.
   *
   * @returns the root, where it is the first element
   * @throws XmlFailure where it shows that one before it was not closed
   */
  open(element: OpenElement): XmlItem | null {
    const isWithin = this.#recordDepth > 0;
    if (isWithin ? this.#isNext(element) : this.#isMisplaced(element)) throw new XmlFailure('xml.notWellFormed');
    this.all.push(element);
    if (isWithin) return null;
    this.#frame = null;
    if (this.isRecord(this.all.map(({ name }) => name))) this.#recordDepth = this.all.length;
    if (this.all.length > 1 || this.root !== null) return null;
    this.root = element.qualifiedName;
    return { kind: 'root', element: closeElement(element) };
  }

  /** @throws XmlFailure for a text that is longer than one may be */
  addText(text: string): void {
    const top = this.all.at(-1);
    if (this.#recordDepth === 0 || top === undefined) return;
    top.text += text;
    if (top.text.length > maximumTextCharacters) throw new XmlFailure('xml.textTooLong');
  }

  /**
   * Ends the innermost element.
   *
   * @param textOf text of the file between two places
   * @returns the record, where it is one
   * @throws XmlFailure where the end tag is another element's
   */
  close(name: string, end: number, textOf: (start: number, end: number) => string): XmlItem | null {
    const top = this.all.at(-1) as OpenElement;
    if (name !== top.qualifiedName) throw new XmlFailure('xml.notWellFormed');
    if (top === this.record) this.assertLength(end);
    this.all.pop();
    if (this.#recordDepth === 0) this.#frame = null;
    else if (this.all.length >= this.#recordDepth) (this.all.at(-1) as OpenElement).children.push(closeElement(top));
    else return this.#toRecord(top, textOf(top.start, end));
    return null;
  }

  /** Goes on behind a record that another process has read. */
  goOn({ above, root, count, known }: XmlState): void {
    this.resumeIn(above.map((element) => ({ ...element, children: [], text: '' })));
    this.root = root;
    this.count = count;
    for (const name of known) this.known.add(name);
  }

  /** Resumes within these elements. */
  resumeIn(above: OpenElement[]): void {
    this.all = above;
    this.#recordDepth = 0;
    this.#frame = null;
  }

  /** The open element that may be a broken record: no record is in it, but some were beside it. */
  suspect(): OpenElement | undefined {
    return this.all.find((element, index) => !element.hasRecords && this.all[index - 1]?.hasRecords);
  }

  #toRecord(record: OpenElement, raw: string): XmlItem {
    this.#recordDepth = 0;
    this.count += 1;
    this.known.add(record.qualifiedName);
    for (const above of this.all) above.hasRecords = true;
    this.#frame ??= toFrame(this.all);
    const path = pathOf([...this.all, record], this.count);
    return { kind: 'record', element: closeElement(record), path, line: record.line, raw, frame: this.#frame };
  }

  /** Why: a record without its end tag would take those that follow for its children. */
  #isNext({ qualifiedName }: OpenElement): boolean {
    return this.all.length === this.#recordDepth && qualifiedName === this.record?.qualifiedName;
  }

  /** Whether this would be a record if elements above it had been closed. */
  #isMisplaced({ name }: OpenElement): boolean {
    const above = this.all.map((element) => element.name);
    if (above.length < 2 || this.isRecord([...above, name])) return false;
    for (let kept = above.length - 1; kept > 0; kept -= 1) {
      for (let from = kept + 1; from <= above.length; from += 1) {
        if (this.isRecord([...above.slice(0, kept), ...above.slice(from), name])) return true;
      }
    }
    return false;
  }
}
