import type { HeldText } from './heldText.js';
import type { OpenElements } from './openElements.js';
import type { OpenElement } from './xmlElement.js';
import { pathOf, toFrame, type XmlItem } from './xmlItem.js';
import type { XmlParser, XmlPlace } from './xmlParser.js';
import { createResumeSearch, type Resume } from './xmlResume.js';
import { countLines, findOpening, isBlank, longestName, toLocal } from './xmlScan.js';

/** Most text of a region that is kept. */
const maximumRawCharacters = 1 << 20;

/** Where a region begins, and what is broken. */
interface Extent {
  readonly above: readonly OpenElement[];
  readonly start: number;
  readonly line: number;
  /** Name of the broken element, with its prefix; null where it is none. */
  readonly name: string | null;
  readonly isRecord: boolean;
  /** See `ResumeOptions.lost`. */
  readonly lost: string | null;
  /** Where the search for the place behind it begins. */
  readonly from: number;
}

/** A region that is not well-formed, while the place behind it is searched for. */
export class BrokenRegion {
  readonly reason: string;
  readonly #extent: Extent;
  readonly #defect: Pick<Extract<XmlItem, { kind: 'defect' }>, 'path' | 'line' | 'brokenLine' | 'frame'>;
  readonly #search: ReturnType<typeof createResumeSearch>;
  #searched: number;
  /** The search needs no text before this. */
  #needed: number;
  #raw = '';
  /** Where `#raw` ends. */
  #rawEnd: number;
  /** Lines from the start to `#rawEnd`. */
  #lines = 0;

  /** @param reason why reading broke off where the parser is now */
  constructor(reason: string, elements: OpenElements, held: HeldText, parser: XmlParser, resumedAt: number) {
    const extent = findExtent(elements, held, parser, resumedAt);
    const { above, start, line, name } = extent;
    const path = pathOf([...above, ...(name === null ? [] : [{ name: toLocal(name) }])], elements.count + 1);
    this.reason = reason;
    this.#extent = extent;
    this.#defect = { path, line, brokenLine: Math.max(line, parser.lastEnd().line), frame: toFrame(above) };
    this.#search = createResumeSearch({
      above: above.map(({ qualifiedName }) => qualifiedName),
      record: extent.isRecord ? name : null,
      lost: extent.lost,
      known: elements.known,
      root: elements.root,
      isRecord: elements.isRecord,
    });
    this.#searched = extent.from;
    this.#needed = start;
    this.#rawEnd = start;
  }

  /** Where the text that is still needed begins; one character earlier, for a CR LF that is split between two pieces. */
  get needed(): number {
    return Math.min(this.#needed, this.#rawEnd) - 1;
  }

  /** Searches for the place behind the region; null where it is not in the held text. */
  search(held: HeldText, { isLast }: { readonly isLast: boolean }): Resume | null {
    const { from, needed, found } = this.#search({ text: held.text, start: held.start, isLast }, this.#searched);
    this.#searched = from;
    this.#needed = needed;
    this.keep(held, found ? found.at : isLast ? held.end : from);
    return found;
  }

  /** Keeps the text of the region up to a place. */
  keep(held: HeldText, end: number): void {
    if (end <= this.#rawEnd) return;
    const more = held.slice(this.#rawEnd, end);
    const isOneLineEnd = more.startsWith('\n') && held.slice(this.#rawEnd - 1, this.#rawEnd) === '\r';
    this.#lines += countLines(more) - (isOneLineEnd ? 1 : 0);
    this.#raw += more.slice(0, Math.max(0, maximumRawCharacters - this.#raw.length));
    this.#rawEnd = end;
  }

  /** The elements in which reading goes on. */
  elementsAt({ depth, lost }: Resume): OpenElement[] {
    const kept = this.#extent.above.slice(0, depth);
    return lost === null ? kept : [...kept, toLostElement(lost, this.#extent)];
  }

  /** Line on which the kept text ends. */
  get endLine(): number {
    return this.#extent.line + this.#lines;
  }

  /** @param toRaw see `XmlText.toRaw` */
  toDefect(reason: string, toRaw: (text: string) => string | Uint8Array): XmlItem {
    const raw = toRaw(this.#raw);
    const isEncoding = reason === 'xml.notWellFormed' && raw !== this.#raw;
    return { kind: 'defect', ...this.#defect, reason: isEncoding ? 'encoding.broken' : reason, raw };
  }
}

/** The open element that may be a broken record, where its text is still held. */
export function findSuspect(elements: OpenElements, last: XmlPlace, resumedAt: number): OpenElement | null {
  const suspect = elements.suspect();
  // Why not where reading resumed at it: it was suspected before, and the search would find the same place for ever.
  if (!suspect || suspect.start < resumedAt || (suspect.start === resumedAt && resumedAt > 0)) return null;
  // Invariant: this does not depend on where chunks end.
  return last.position - suspect.start < maximumRawCharacters ? suspect : null;
}

function findExtent(elements: OpenElements, held: HeldText, parser: XmlParser, resumedAt: number): Extent {
  const { record } = elements;
  if (record) return { ...toExtent(elements, record), isRecord: true, from: record.startTagEnd };
  const suspect = findSuspect(elements, parser.lastEnd(), resumedAt);
  return suspect ? toExtent(elements, suspect) : findBetween(elements, held, parser);
}

function toExtent({ all }: OpenElements, element: OpenElement): Extent {
  const { start, line, qualifiedName: name } = element;
  return { above: all.slice(0, all.indexOf(element)), start, line, name, isRecord: false, lost: null, from: start };
}

/** Where no record is open: what begins behind the last whole tag. */
function findBetween({ all: above, root, isRecord }: OpenElements, held: HeldText, parser: XmlParser): Extent {
  const last = parser.lastEnd();
  const seen = held.slice(last.position, parser.position());
  const opening = findOpening(seen, 0);
  const before = opening === -1 ? seen : seen.slice(0, opening);
  const tag = last.position + before.length;
  const none = { above, name: null, isRecord: false, lost: null };
  // Why: the text may be what is broken; the tag behind it is scanned again.
  if (opening === -1 || !isBlank(before)) return { ...none, start: last.position, line: last.line, from: tag };
  const name = /^<([^\s<>/=!?"'&]+)/.exec(seen.slice(opening, opening + longestName))?.[1] ?? null;
  const isAfterRoot = above.length === 0 && root !== null;
  const isBroken = name !== null && isRecord([...above.map((element) => element.name), toLocal(name)]);
  const isLost = !isBroken && !isAfterRoot && !/^<[/!?]/.test(seen.slice(opening));
  return {
    ...none,
    start: tag,
    line: last.line + countLines(before),
    ...(isBroken ? { name, isRecord: true } : {}),
    lost: isLost ? toUsable(name) : null,
    // Why: a second document in the file is broken only for the parser of the first.
    from: isAfterRoot && parser.hasRoot() ? tag : tag + 1,
  };
}

/** A name for the start tag of an element whose own is lost. */
function toUsable(name: string | null): string {
  // Why without prefix: it may have been declared in the tag itself.
  const local = toLocal(name ?? '');
  return /^[a-z_][\w.-]*$/i.test(local) ? local : 'unknown';
}

/** An element whose start tag is lost, and with it attributes and namespace. */
function toLostElement(name: string, { start, line }: Extent): OpenElement {
  return {
    ...{ qualifiedName: name, name: toLocal(name), namespace: '', attributes: {}, children: [], text: '' },
    ...{ line, start, startTagEnd: start, startTag: `<${name}>`, hasRecords: false },
  };
}
