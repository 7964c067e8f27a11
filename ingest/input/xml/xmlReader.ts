import type { DamageReason } from '../damage.js';
import { closeElement, type OpenElement, openElement, type XmlElement } from './xmlElement.js';
import type { XmlFrame, XmlItem, XmlOptions } from './xmlItem.js';
import { createXmlParser, XmlFailure, type XmlParser } from './xmlParser.js';
import { type Broken, countLines, pathOf, type Region, toFrame, toLostElement, toUsable } from './xmlRegion.js';
import { createResumeSearch } from './xmlResume.js';
import { findOpening, isBlank, toLocal } from './xmlScan.js';

/** Reads the text of an XML file piece by piece. */
export interface XmlReader {
  feed(text: string): XmlItem[];
  /** @param damage why the file ends before it should; null where it ends by itself */
  end(damage: DamageReason | null): XmlItem[];
  /** Nothing more will come of this file. */
  isOver(): boolean;
}

/** Why 64: messages nest up to some 25 deep; what walks their elements does it by calling itself. */
const maximumDepth = 64;
/** Why: photographs are in texts of some messages, as base64. */
const maximumTextCharacters = 8 << 20;
const maximumRecordCharacters = 16 << 20;
/** Of what is broken, this much is kept. */
const maximumRawCharacters = 1 << 20;
/** So much is parsed between looks at the limits. */
const stepCharacters = 1 << 16;
const longestName = 1024;

/** @param toRaw see `XmlText.toRaw` */
// Why long: the parts of one reading, each short, that share the place in the file and what may be salvaged of it.
export function createXmlReader(options: XmlOptions, toRaw: (text: string) => string | Uint8Array): XmlReader {
  const { isRecord } = options;
  /** Elements that are open, from the root. */
  let open: OpenElement[] = [];
  let items: XmlItem[] = [];
  let records = 0;
  let root: string | null = null;
  const known = new Set<string>();
  /** Text of the file from `heldFrom` on: of the open record, or since the last tag. */
  let held = '';
  let heldFrom = 0;
  /** How far the file was given to the parser. */
  let fed = 0;
  /** Where reading went on behind the last broken region; what lies before it was told of. */
  let resumedAt = 0;
  /** Depth of the open record; 0 where none is. */
  let recordDepth = 0;
  let broken: Broken | null = null;
  let over = false;
  let isBegun = false;
  let frame: XmlFrame | null = null;
  let parser = startParser();

  function startParser(): XmlParser {
    return createXmlParser({
      onOpen: (tag, end) => {
        const inRecord = recordDepth > 0;
        if (open.length >= maximumDepth) throw new XmlFailure('xml.tooDeep');
        // No `<` may be in a start tag but its first.
        const start = heldFrom + held.lastIndexOf('<', end.position - 1 - heldFrom);
        const startTag = textOf(start, end.position);
        const element = openElement(tag, {
          line: end.line - countLines(startTag),
          start,
          startTagEnd: end.position,
          startTag: inRecord ? '' : startTag,
        });
        // Why: a record of which the end tag is lost would take those that follow for its children.
        if (inRecord && open.length === recordDepth && tag.name === open.at(-1)?.qualifiedName) {
          throw new XmlFailure('xml.notWellFormed');
        }
        if (!inRecord && isMisplaced(element)) throw new XmlFailure('xml.notWellFormed');
        open.push(element);
        if (inRecord) return;
        frame = null;
        if (open.length === 1 && root === null) {
          root = element.qualifiedName;
          items.push({ kind: 'root', element: closeElement(element) });
        }
        if (isRecord(open.map(({ name }) => name))) recordDepth = open.length;
      },
      onText: (text) => {
        const top = open.at(-1);
        if (recordDepth === 0 || top === undefined) return;
        top.text += text;
        if (top.text.length > maximumTextCharacters) throw new XmlFailure('xml.textTooLong');
      },
      onClose: (name, end) => {
        const top = open.at(-1) as OpenElement;
        if (name !== top.qualifiedName) throw new XmlFailure('xml.notWellFormed');
        open.pop();
        if (recordDepth === 0) {
          frame = null;
          return;
        }
        const element = closeElement(top);
        if (open.length + 1 > recordDepth) (open.at(-1) as OpenElement).children.push(element);
        else yieldRecord(top, element, end);
      },
      textOf,
    });
  }

  /** Text of the file between two places. */
  function textOf(start: number, end: number): string {
    return held.slice(start - heldFrom, end - heldFrom);
  }

  function yieldRecord(record: OpenElement, element: XmlElement, end: number): void {
    if (end - record.start > maximumRecordCharacters) {
      open.push(record);
      throw new XmlFailure('record.tooLong');
    }
    recordDepth = 0;
    records += 1;
    known.add(record.qualifiedName);
    for (const above of open) above.hasRecords = true;
    frame ??= toFrame(open);
    items.push({
      kind: 'record',
      element,
      path: pathOf(
        [...open, record].map(({ name }) => name),
        records,
      ),
      line: record.line,
      raw: textOf(record.start, end),
      frame,
    });
  }

  /** Whether this is a record but for elements above it that should have been closed. */
  function isMisplaced({ name }: OpenElement): boolean {
    const above = open.map((element) => element.name);
    if (above.length < 2 || isRecord([...above, name])) return false;
    for (let kept = above.length - 1; kept > 0; kept -= 1) {
      for (let from = kept + 1; from <= above.length; from += 1) {
        if (isRecord([...above.slice(0, kept), ...above.slice(from), name])) return true;
      }
    }
    return false;
  }

  /** Leaves the parser, which is of no more use, and notes what is broken. */
  function breakOff(reason: string): void {
    const region = recordDepth > 0 ? toBrokenRecord() : toBrokenBetween();
    const { above, start, line, name } = region;
    broken = {
      reason,
      start,
      line,
      brokenLine: Math.max(line, parser.lastEnd().line),
      above,
      path: pathOf([...above.map((element) => element.name), ...(name === null ? [] : [toLocal(name)])], records + 1),
      frame: toFrame(above),
      search: createResumeSearch({
        above: above.map(({ qualifiedName }) => qualifiedName),
        record: region.isRecord ? name : null,
        lost: region.lost,
        known,
        root,
        isRecord,
      }),
      searched: region.from,
      needed: start,
      raw: '',
      rawEnd: start,
      lines: 0,
    };
    recordDepth = 0;
    if (reason !== 'xml.doctype') return;
    over = true;
    keepRaw(broken, parser.position());
    yieldBroken(broken, reason);
  }

  function toBrokenRecord(): Region {
    const record = open[recordDepth - 1] as OpenElement;
    return {
      above: open.slice(0, recordDepth - 1),
      start: record.start,
      line: record.line,
      name: record.qualifiedName,
      isRecord: true,
      lost: null,
      from: record.startTagEnd,
    };
  }

  /** Where no record is open: what begins behind the last whole tag, or an element that should have been a record. */
  function toBrokenBetween(): Region {
    const last = parser.lastEnd();
    const suspect = toSuspect();
    if (suspect) {
      const { start, line, qualifiedName: name } = suspect;
      const above = open.slice(0, open.indexOf(suspect));
      return { above, start, line, name, isRecord: false, lost: null, from: start };
    }
    const seen = textOf(last.position, parser.position());
    const opening = findOpening(seen, 0);
    const before = opening === -1 ? seen : seen.slice(0, opening);
    const tag = last.position + before.length;
    // Why: what is broken is the text, or may be; the tag behind it is looked at again.
    if (opening === -1 || !isBlank(before)) {
      return { above: open, start: last.position, line: last.line, name: null, isRecord: false, lost: null, from: tag };
    }
    const name = /^<([^\s<>/=!?"'&]+)/.exec(seen.slice(opening, opening + longestName))?.[1] ?? null;
    const isAfterRoot = open.length === 0 && root !== null;
    const isBroken = name !== null && isRecord([...open.map((element) => element.name), toLocal(name)]);
    return {
      above: open,
      start: tag,
      line: last.line + countLines(before),
      name: isBroken ? name : null,
      isRecord: isBroken,
      lost: isBroken || isAfterRoot || /^<[/!?]/.test(seen.slice(opening)) ? null : toUsable(name),
      // Why: a second document in the file is broken only for the parser of the first.
      from: isAfterRoot && parser.hasRoot() ? tag : tag + 1,
    };
  }

  /** Parses what is held; a failure begins a broken region. */
  function parse(end: number): void {
    while (fed < end && broken === null) {
      const step = textOf(fed, Math.min(end, fed + stepCharacters));
      attempt(() => {
        parser.write(step);
        fed += step.length;
        const record = open[recordDepth - 1];
        if (record && fed - record.start > maximumRecordCharacters) throw new XmlFailure('record.tooLong');
        if (fed - parser.lastEnd().position > maximumTextCharacters) throw new XmlFailure('xml.textTooLong');
      });
    }
  }

  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof XmlFailure)) throw error;
      breakOff(error.reason);
    }
  }

  /** Searches the place behind the broken region, and goes on there. @returns whether it was found */
  function search(region: Broken, { isLast }: { readonly isLast: boolean }): boolean {
    const { from, needed, found } = region.search({ text: held, start: heldFrom, isLast }, region.searched);
    region.searched = from;
    region.needed = needed;
    keepRaw(region, found ? found.at : isLast ? heldFrom + held.length : region.searched);
    if (found === null) return false;
    const kept = region.above.slice(0, found.depth);
    const above = found.lost === null ? kept : [...kept, toLostElement(found.lost, region)];
    // Why: a file that goes on is not cut off; an element was not closed.
    yieldBroken(region, region.reason.startsWith('file.') ? 'xml.notWellFormed' : region.reason);
    open = above;
    frame = null;
    parser = startParser();
    parser.resume({ startTags: toFrame(above).before, position: found.at, line: region.line + region.lines });
    fed = found.at;
    resumedAt = found.at;
    broken = null;
    return true;
  }

  function keepRaw(region: Broken, end: number): void {
    if (end <= region.rawEnd) return;
    const more = textOf(region.rawEnd, end);
    // A CR LF that lies in two pieces is one line end.
    region.lines +=
      countLines(more) - (more.startsWith('\n') && textOf(region.rawEnd - 1, region.rawEnd) === '\r' ? 1 : 0);
    region.raw += more.slice(0, Math.max(0, maximumRawCharacters - region.raw.length));
    region.rawEnd = end;
  }

  function yieldBroken({ path, line, brokenLine, frame: around, raw: text }: Broken, reason: string): void {
    records += 1;
    const raw = toRaw(text);
    const isEncoding = reason === 'xml.notWellFormed' && raw !== text;
    const what = isEncoding ? 'encoding.broken' : reason;
    items.push({ kind: 'defect', path, line, brokenLine, reason: what, raw, frame: around });
  }

  function take(): XmlItem[] {
    const taken = items;
    items = [];
    return taken;
  }

  return {
    isOver: () => over,
    feed: (text) => {
      // One character more, to tell a CR LF that lies in two pieces.
      const from = Math.max(heldFrom, broken ? Math.min(broken.needed, broken.rawEnd) - 1 : toNeeded());
      held = held.slice(from - heldFrom) + text;
      heldFrom = from;
      if (!isBegun) skipSpace();
      while (isBegun && !over) {
        parse(heldFrom + held.length);
        const region = broken as Broken | null;
        if (region === null || over || !search(region, { isLast: false })) break;
      }
      return take();
    },
    end: (damage) => {
      while (!over) {
        const end = heldFrom + held.length;
        parse(end);
        if (broken === null && isComplete(end)) {
          if (damage !== null) yieldDamage(damage);
          over = true;
        } else if (broken === null) {
          attempt(() => parser.close(root === null ? 'xml.notWellFormed' : (damage ?? 'file.truncated')));
        }
        const region = broken as Broken | null;
        if (over || region === null || search(region, { isLast: true })) continue;
        yieldBroken(region, region.reason);
        over = true;
      }
      return take();
    },
  };

  /** Whether the root is closed, and nothing but white space follows. */
  function isComplete(end: number): boolean {
    return root !== null && open.length === 0 && textOf(parser.lastEnd().position, end).trim() === '';
  }

  function yieldDamage(reason: DamageReason): void {
    const { line } = parser.lastEnd();
    items.push({ kind: 'defect', path: '/', line, brokenLine: line, reason, raw: '', frame: toFrame([]) });
  }

  /** Why: an XML declaration must be the first of a file, and often is not quite. */
  function skipSpace(): void {
    const space = /^\s*/.exec(held)?.[0] ?? '';
    if (space.length === held.length) return;
    isBegun = true;
    if (space === '') return;
    fed = heldFrom + space.length;
    parser.resume({ startTags: '', position: fed, line: 1 + countLines(space) });
  }

  /** From where on the text is still needed: that of an open record, or of an element that may turn out to be a broken one. */
  function toNeeded(): number {
    const record = open[recordDepth - 1];
    if (record) return record.start;
    return toSuspect()?.start ?? parser.lastEnd().position;
  }

  /** The open element that may be a broken record: it has none in it, but others beside it were met. */
  function toSuspect(): OpenElement | null {
    const suspect = open.find((element, index) => !element.hasRecords && open[index - 1]?.hasRecords);
    if (!suspect || suspect.start < resumedAt) return null;
    // Invariant: this does not depend on where chunks end.
    return parser.lastEnd().position - suspect.start < maximumRawCharacters ? suspect : null;
  }
}
