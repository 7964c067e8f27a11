// SPDX-License-Identifier: Apache-2.0
import { SaxesParser } from 'saxes';
import type { InputFile } from './inputFile.js';

/** An element with all that is in it. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  /** Namespace URI; empty where it has none. */
  readonly namespace: string;
  /** By local name, e.g. `type` for `xsi:type`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children; white space at both ends gone. */
  readonly text: string;
  readonly line: number;
}

/** What reading an XML file yields, in file order. */
export type XmlItem =
  /** The outermost element, as soon as it begins: without children. */
  | { readonly kind: 'root'; readonly element: XmlElement }
  | {
      readonly kind: 'record';
      readonly element: XmlElement;
      /** Local names from the root down, and the position among the records of the file, from 1. */
      readonly path: string;
      readonly line: number;
      /** The record's text as it stands in the file. */
      readonly raw: string;
      /** Start tags of the elements above it, and their end tags: they make `raw` a file again. */
      readonly frame: { readonly before: string; readonly after: string };
    }
  | {
      readonly kind: 'defect';
      readonly path: string;
      readonly line: number;
      readonly reason: string;
      readonly raw: string;
    };

export interface XmlOptions {
  /** Whether the element at this path (local names from the root down) is a record: it is yielded whole. */
  readonly isRecord: (path: readonly string[]) => boolean;
}

/**
 * The records of an XML file, streamed: one record is in memory. No DTD, no entities but the five of XML. A file that
 * stops being well-formed yields what came before, then a defect.
 */
export async function* readXml(file: InputFile, options: XmlOptions): AsyncGenerator<XmlItem> {
  const reader = createReader(options);
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of file.bytes()) {
    yield* reader.feed(decoder.decode(chunk, { stream: true }));
    if (reader.failed()) return;
  }
  yield* reader.feed(decoder.decode());
  yield* reader.end();
}

interface Open {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
  readonly startTag: string;
  readonly endTag: string;
}

interface Reader {
  feed(text: string): XmlItem[];
  end(): XmlItem[];
  failed(): boolean;
}

function createReader(options: XmlOptions): Reader {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Open[] = [];
  let items: XmlItem[] = [];
  let failure: string | null = null;
  let records = 0;
  /** Text of the file from `heldFrom` on, kept while a record is open. */
  let held = '';
  let heldFrom = 0;
  let recordDepth = 0;
  let recordStart = 0;
  let tagStart = 0;
  /** Where the last record ended. */
  let lastEnd = -1;

  parser.on('doctype', () => {
    failure ??= 'xml.doctype';
  });
  parser.on('error', () => {
    // Why: the parser closes what a wrong end tag leaves open, and only then says that the tag is wrong.
    if (failure === null && lastEnd === parser.position && items.at(-1)?.kind === 'record') {
      items.pop();
      recordDepth = open.length + 1;
      records -= 1;
    }
    failure ??= 'xml.notWellFormed';
  });
  parser.on('opentagstart', (tag) => {
    // The position is after the name and the character that ended it.
    tagStart = heldFrom + held.lastIndexOf(`<${tag.name}`, parser.position - heldFrom);
  });
  parser.on('opentag', (tag) => {
    if (failure) return;
    const attributes: Record<string, string> = {};
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns') attributes[attribute.local] = attribute.value;
    }
    const startTag = held.slice(tagStart - heldFrom, parser.position - heldFrom);
    open.push({
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      text: '',
      line: parser.line,
      startTag,
      endTag: `</${tag.name}>`,
    });
    if (open.length === 1) items.push({ kind: 'root', element: close(open[0] as Open) });
    if (recordDepth === 0 && options.isRecord(open.map(({ name }) => name))) {
      recordDepth = open.length;
      recordStart = tagStart;
    }
  });
  parser.on('text', (text) => {
    const top = open.at(-1);
    if (top && recordDepth > 0) top.text += text;
  });
  parser.on('cdata', (text) => {
    const top = open.at(-1);
    if (top && recordDepth > 0) top.text += text;
  });
  parser.on('closetag', () => {
    if (failure) return;
    const done = open.pop() as Open;
    const element = close(done);
    if (recordDepth === 0) return;
    if (open.length + 1 > recordDepth) {
      open.at(-1)?.children.push(element);
      return;
    }
    recordDepth = 0;
    records += 1;
    lastEnd = parser.position;
    items.push({
      kind: 'record',
      element,
      path: pathOf([...open, done], records),
      line: done.line,
      raw: held.slice(recordStart - heldFrom, parser.position - heldFrom),
      frame: {
        before: open.map(({ startTag }) => startTag).join(''),
        after: [...open]
          .reverse()
          .map(({ endTag }) => endTag)
          .join(''),
      },
    });
  });

  const take = (): XmlItem[] => {
    const taken = items;
    items = [];
    if (failure) {
      const from = recordDepth > 0 ? recordStart - heldFrom : 0;
      taken.push({
        kind: 'defect',
        path: pathOf(open, records + 1),
        line: parser.line,
        reason: failure,
        raw: held.slice(from, from + 65_536),
      });
    }
    return taken;
  };
  return {
    failed: () => failure !== null,
    feed: (text) => {
      // What no open tag or record needs any more is let go.
      const keep = recordDepth > 0 ? recordStart : Math.max(heldFrom, parser.position - 4096);
      held = held.slice(keep - heldFrom) + text;
      heldFrom = keep;
      parser.write(text);
      return take();
    },
    end: () => {
      if (failure) return [];
      parser.close();
      return take();
    },
  };
}

function close(done: Open): XmlElement {
  const { name, namespace, attributes, children, text, line } = done;
  return { name, namespace, attributes, children, text: text.trim(), line };
}

function pathOf(open: readonly { readonly name: string }[], position: number): string {
  return `/${open.map(({ name }) => name).join('/')}[${position}]`;
}
