import type { DamageReason } from '../damage.js';
import { BrokenRegion, findSuspect } from './brokenRegion.js';
import { HeldText } from './heldText.js';
import { OpenElements } from './openElements.js';
import { openElement } from './xmlElement.js';
import { toFrame, type XmlItem, type XmlOptions, type XmlState } from './xmlItem.js';
import { createXmlParser, XmlFailure, type XmlParser, type XmlPlace } from './xmlParser.js';
import { countLines, isBlank } from './xmlScan.js';

/** Characters that are parsed between checks of the limits. */
const stepCharacters = 1 << 16;
/** Most characters without a whole tag: a text, or an attribute. */
const maximumGapCharacters = 8 << 20;

/**
 * Reads the text of an XML file piece by piece.
 *
 * It *waits* for the first tag, then *parses*. Where the parser fails, it searches for the place behind the broken region by
 * tags alone, yields the region as a defect, and goes on from there with a new parser. It is *over* where the file ends, or
 * where nothing more of it may be read.
 */
export class XmlReader {
  readonly #toRaw: (text: string) => string | Uint8Array;
  readonly #elements: OpenElements;
  /** Whether somebody may go on behind each record. */
  readonly #isTrailed: boolean;
  /** Text of the open record, or since the last tag. */
  readonly #held = new HeldText();
  #parser: XmlParser;
  #items: XmlItem[] = [];
  /** How far the parser has been fed. */
  #fed = 0;
  /** Where reading resumed behind the last broken region. */
  #resumedAt = 0;
  #state: 'WAITING' | 'PARSING' | 'OVER' = 'WAITING';
  /** Set while the place behind it is searched for. */
  #broken: BrokenRegion | null = null;

  /** @param toRaw see `XmlText.toRaw` */
  constructor({ isRecord, trail }: XmlOptions, toRaw: (text: string) => string | Uint8Array) {
    this.#toRaw = toRaw;
    this.#isTrailed = trail !== undefined;
    this.#elements = new OpenElements(isRecord);
    this.#parser = this.#createParser();
  }

  /** True where no more items come of this file. */
  get isOver(): boolean {
    return this.#state === 'OVER';
  }

  /** Begins behind a record that another process has read, with the text that follows it. */
  goOn(state: XmlState): void {
    const { position, line, resumedAt } = state;
    this.#elements.goOn(state);
    this.#state = 'PARSING';
    this.#resumedAt = resumedAt;
    this.#fed = position;
    this.#held.start = position;
    this.#parser.resume({ startTags: toFrame(this.#elements.all).before, position, line });
  }

  /** The items that more text completes. */
  feed(text: string): XmlItem[] {
    this.#held.append(text, this.#neededFrom());
    if (this.#state === 'WAITING') this.#begin();
    while (this.#state === 'PARSING') {
      this.#parse();
      if (!this.#resume({ isLast: false })) break;
    }
    return this.#take();
  }

  /**
   * The items that the end of the file completes.
   *
   * @param damage why the file ends early; null where it does not
   */
  end(damage: DamageReason | null): XmlItem[] {
    while (!this.isOver) {
      this.#parse();
      if (this.#broken === null) this.#close(damage);
      if (this.isOver || this.#resume({ isLast: true })) continue;
      const { reason } = this.#broken as unknown as BrokenRegion;
      this.#yieldBroken(reason);
      this.#state = 'OVER';
    }
    return this.#take();
  }

  /** Why: an XML declaration must be the first of a file, and often is not quite. */
  #begin(): void {
    const space = /^\s*/.exec(this.#held.text)?.[0] ?? '';
    if (space.length === this.#held.text.length) return;
    this.#state = 'PARSING';
    if (space === '') return;
    this.#fed = this.#held.start + space.length;
    this.#parser.resume({ startTags: '', position: this.#fed, line: 1 + countLines(space) });
  }

  /** Parses what is held; a failure begins a broken region. */
  #parse(): void {
    const { end } = this.#held;
    while (this.#fed < end && this.#broken === null) {
      const step = this.#held.slice(this.#fed, Math.min(end, this.#fed + stepCharacters));
      this.#attempt(() => {
        this.#parser.write(step);
        this.#fed += step.length;
        this.#elements.assertLength(this.#fed);
        if (this.#fed - this.#parser.lastEnd().position > maximumGapCharacters) throw new XmlFailure('xml.textTooLong');
      });
    }
  }

  /** Ends the file where it is complete; else the parser fails on what is open. */
  #close(damage: DamageReason | null): void {
    const { root, all } = this.#elements;
    const { position, line } = this.#parser.lastEnd();
    const isComplete = root !== null && all.length === 0 && isBlank(this.#held.slice(position, this.#held.end));
    if (!isComplete)
      this.#attempt(() => this.#parser.close(root === null ? 'xml.notWellFormed' : (damage ?? 'file.truncated')));
    if (this.#broken !== null) return;
    if (damage !== null) {
      const place = { path: '/', line, brokenLine: line, frame: toFrame([]) };
      this.#items.push({ kind: 'defect', ...place, reason: damage, raw: '' });
    }
    this.#state = 'OVER';
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof XmlFailure)) throw error;
      this.#breakOff(error.reason);
    }
  }

  /** Abandons the parser, and begins a broken region. */
  #breakOff(reason: string): void {
    this.#broken = new BrokenRegion(reason, this.#elements, this.#held, this.#parser, this.#resumedAt);
  }

  /** Resumes behind a broken region; false where there is none, or its end is not held yet. */
  #resume(search: { readonly isLast: boolean }): boolean {
    const broken = this.#broken;
    const found = this.isOver ? null : broken?.search(this.#held, search);
    if (!broken || !found) return false;
    // Why: a file that goes on is not truncated; an element was not closed.
    this.#yieldBroken(broken.reason.startsWith('file.') ? 'xml.notWellFormed' : broken.reason);
    const above = broken.elementsAt(found);
    this.#elements.resumeIn(above);
    this.#parser = this.#createParser();
    this.#parser.resume({ startTags: toFrame(above).before, position: found.at, line: broken.endLine });
    this.#fed = found.at;
    this.#resumedAt = found.at;
    this.#broken = null;
    return true;
  }

  #yieldBroken(reason: string): void {
    this.#elements.count += 1;
    this.#items.push((this.#broken as BrokenRegion).toDefect(reason, this.#toRaw));
  }

  #take(): XmlItem[] {
    const taken = this.#items;
    this.#items = [];
    return taken;
  }

  /** Where the text that is still needed begins: an open record, or an element that may turn out to be a broken one. */
  #neededFrom(): number {
    if (this.#broken) return this.#broken.needed;
    const last = this.#parser.lastEnd();
    const element = this.#elements.record ?? findSuspect(this.#elements, last, this.#resumedAt);
    return element?.start ?? last.position;
  }

  #after(place: XmlPlace): XmlState {
    const { all, root, count, known } = this.#elements;
    return { ...place, above: [...all], root, count, known: [...known], resumedAt: this.#resumedAt };
  }

  #createParser(): XmlParser {
    const elements = this.#elements;
    const held = this.#held;
    const textOf = (start: number, end: number) => held.slice(start, end);
    const push = (item: XmlItem | null) => void (item && this.#items.push(item));
    return createXmlParser({
      onOpen: (tag, end) => {
        elements.assertRoom();
        // No `<` may be in a start tag but its first.
        const start = held.lastTag(end.position);
        const startTag = textOf(start, end.position);
        const line = end.line - countLines(startTag);
        // Why no spread: it would cost a tag as much as all else here.
        const place = { line, start, startTagEnd: end.position, startTag: elements.record ? '' : startTag };
        push(elements.open(openElement(tag, place)));
      },
      onText: (text) => elements.addText(text),
      onClose: (name, end) => {
        const item = elements.close(name, end.position, textOf);
        push(this.#isTrailed && item?.kind === 'record' ? { ...item, after: this.#after(end) } : item);
      },
      textOf,
    });
  }
}
