import { InputDamage } from '../damage.js';
import type { InputFile } from '../inputFile.js';
import { findEncoding } from '../text/encoding.js';
import type { XmlItem, XmlOptions } from './xmlItem.js';
import { XmlReader } from './xmlReader.js';
import { createXmlText } from './xmlText.js';

export type { XmlElement } from './xmlElement.js';
export type { XmlItem } from './xmlItem.js';

/**
 * The records of an XML file, streamed: one record is in memory. No DTD, no entities but the five of XML and numbers.
 *
 * @remarks A record that is not well-formed, or beyond a limit, is a defect, and reading goes on behind it: see
 *   `xmlResume.ts`; likewise for what is broken between records, where the tags that follow show its end.
 */
export async function* readXml(file: InputFile, options: XmlOptions): AsyncGenerator<XmlItem> {
  const encoding = findEncoding(await file.head(), file.encoding, true);
  const text = createXmlText(encoding);
  const reader = new XmlReader(options, text.toRaw);
  let skipped = encoding.markBytes;
  try {
    for await (const chunk of file.bytes()) {
      const bytes = chunk.subarray(skipped);
      skipped -= chunk.length - bytes.length;
      yield* reader.feed(text.feed(bytes));
      if (reader.isOver) return;
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error;
    yield* reader.end(error.reason);
    return;
  }
  yield* reader.feed(text.end());
  yield* reader.end(null);
}
