import { SaxesParser, type SaxesTagNS } from 'saxes';

/** A place in the file, in characters from its beginning. */
export interface XmlPlace {
  readonly position: number;
  readonly line: number;
}

/** Events of the parser; what any handler throws ends it for good. */
export interface XmlEvents {
  /** @param end behind its start tag */
  onOpen(tag: SaxesTagNS, end: XmlPlace): void;
  onText(text: string): void;
  /** @param name in the end tag, which need not be that of the open element */
  onClose(name: string, end: XmlPlace): void;
  /** Text of the file between two places, the second not after what was written. */
  textOf(start: number, end: number): string;
}

/** A parser of well-formed XML without DOCTYPE, which knows its place in the file. */
export interface XmlParser {
  /** Begins in the middle of a file, within elements with these start tags. */
  resume(from: XmlPlace & { readonly startTags: string }): void;
  write(text: string): void;
  /** @throws XmlFailure with this reason where elements are open */
  close(reason: string): void;
  position(): number;
  /** Behind the last whole tag. */
  lastEnd(): XmlPlace;
  hasRoot(): boolean;
}

/** Thrown where the file has a DOCTYPE: nothing of it is read. */
export class DoctypeFound extends Error {}

/** Thrown where the text is not well-formed, or beyond a limit. */
export class XmlFailure extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** Creates a parser whose positions are those of the file, even where it resumes in the middle. */
export function createXmlParser(events: XmlEvents): XmlParser {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let reason = 'xml.notWellFormed';
  /** Position and line in the file less those of the parser, which may have resumed in the middle. */
  let basePosition = 0;
  let baseLine = 0;
  let written = 0;
  /** Whether the parser is writing: only then is its position valid. */
  let isWriting = false;
  let isReplay = false;
  let hasRoot = false;
  let lastEnd: XmlPlace = { position: 0, line: 1 };

  const here = (): XmlPlace => ({ position: basePosition + parser.position, line: baseLine + parser.line });

  // Invariant: at most six handlers. With a seventh, V8 keeps the parser's state in a slow form, five times as slow.
  parser.on('doctype', () => {
    throw new DoctypeFound();
  });
  parser.on('error', () => {
    throw new XmlFailure(reason);
  });
  parser.on('opentag', (tag) => {
    if (isReplay) return;
    hasRoot = true;
    const end = here();
    events.onOpen(tag, end);
    lastEnd = end;
  });
  parser.on('text', (text) => {
    if (!isReplay) events.onText(text);
  });
  parser.on('cdata', (text) => {
    if (!isReplay) events.onText(text);
  });
  parser.on('closetag', (tag) => {
    if (isReplay) return;
    const end = here();
    // Why from the text: the parser closes what a wrong end tag leaves open before it reports that tag.
    const name = tag.isSelfClosing ? tag.name : toEndTagName(end.position, tag.name);
    events.onClose(name, end);
    lastEnd = end;
  });

  function toEndTagName(end: number, expected: string): string {
    if (events.textOf(end - expected.length - 3, end) === `</${expected}>`) return expected;
    const text = events.textOf(lastEnd.position, end);
    return text.slice(text.lastIndexOf('</') + 2, -1).trimEnd();
  }

  const write = (text: string | null): void => {
    isWriting = true;
    parser.write(text);
    isWriting = false;
    written += text?.length ?? 0;
  };
  return {
    resume: ({ position, line, startTags }) => {
      isReplay = true;
      write(startTags);
      isReplay = false;
      basePosition = position - startTags.length;
      baseLine = line - parser.line;
      lastEnd = { position, line };
      hasRoot = startTags !== '';
    },
    write,
    close: (why) => {
      reason = why;
      write(null);
    },
    position: () => basePosition + (isWriting ? parser.position : written),
    lastEnd: () => lastEnd,
    hasRoot: () => hasRoot,
  };
}
