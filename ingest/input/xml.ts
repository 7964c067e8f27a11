// SPDX-License-Identifier: Apache-2.0
import { InputDamage } from './damage.js';
import { findEncoding } from './encoding.js';
import type { InputFile } from './inputFile.js';
import type { XmlElement } from './xmlElement.js';
import { createXmlReader } from './xmlReader.js';
import { createXmlText } from './xmlText.js';

export type { XmlElement } from './xmlElement.js';

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
      readonly frame: XmlFrame;
    }
  | {
      readonly kind: 'defect';
      readonly path: string;
      /** On which the broken record begins, or the broken place. */
      readonly line: number;
      /**
       * `xml.notWellFormed`, `xml.doctype` (then the last item), `xml.tooDeep`, `xml.tooManyAttributes`,
       * `xml.textTooLong`, `record.tooLong`, `encoding.broken`, `file.truncated`, `file.damaged`.
       */
      readonly reason: string;
      /** The broken record, or what is broken between records, up to where reading goes on; at most 1 MiB. */
      readonly raw: string | Uint8Array;
      readonly frame: XmlFrame;
    };

/** Start tags of the elements above a record, and their end tags. */
export interface XmlFrame {
  readonly before: string;
  readonly after: string;
}

export interface XmlOptions {
  /**
   * Whether the element at this path (local names from the root down) is a record: it is yielded whole. A record has no
   * child of its own name: that is one of which the end tag before it is lost.
   */
  readonly isRecord: (path: readonly string[]) => boolean;
}

/**
 * The records of an XML file, streamed: one record is in memory. No DTD, no entities but the five of XML and numbers.
 *
 * @remarks A record that is not well-formed, or beyond a limit, is a defect, and reading goes on behind it: see
 * `xmlResume.ts`. So does what is broken between records, as far as the tags that follow tell where it ends.
 */
export async function* readXml(file: InputFile, options: XmlOptions): AsyncGenerator<XmlItem> {
  const encoding = findEncoding(await file.head(), file.encoding, true);
  const text = createXmlText(encoding);
  const reader = createXmlReader(options, text.toRaw);
  let skipped = encoding.markBytes;
  try {
    for await (const chunk of file.bytes()) {
      const bytes = chunk.subarray(skipped);
      skipped -= chunk.length - bytes.length;
      yield* reader.feed(text.feed(bytes));
      if (reader.isOver()) return;
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error;
    yield* reader.end(error.reason);
    return;
  }
  yield* reader.feed(text.end());
  yield* reader.end(null);
}
