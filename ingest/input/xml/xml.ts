import { badUserInput, type PortcullisError } from '../../../schema/errors.js';
import { InputDamage } from '../damage.js';
import type { InputFile } from '../inputFile.js';
import { skipBytes } from '../skipBytes.js';
import { findEncoding } from '../text/encoding.js';
import type { FilePlace } from '../trail.js';
import type { XmlItem, XmlOptions, XmlState } from './xmlItem.js';
import { DoctypeFound } from './xmlParser.js';
import { XmlReader } from './xmlReader.js';
import { createXmlText } from './xmlText.js';

export type { XmlElement } from './xmlElement.js';
export type { XmlItem } from './xmlItem.js';

/**
 * The records of an XML file, streamed: one record is in memory. No entities but the five of XML and numbers.
 *
 * @remarks A record that is not well-formed, or beyond a limit, is a defect, and reading goes on behind it: see
 *   `xmlResume.ts`; likewise for what is broken between records, where the tags that follow show its end.
 * @throws BAD_USER_INPUT for a file with a DOCTYPE, before any record
 */
export async function* readXml(file: InputFile, options: XmlOptions): AsyncGenerator<XmlItem> {
  const encoding = findEncoding(await file.head(), file.encoding, true);
  const text = createXmlText(encoding);
  const reader = new XmlReader(options, text.toRaw);
  const { trail } = options;
  const state = trail?.from.state as XmlState | undefined;
  if (state) reader.goOn(state);
  // Where the next piece of text begins: in the file's bytes, and in characters.
  let [offset, position] = [trail?.from.offset || encoding.markBytes, state?.position ?? 0];
  const placeIn = (piece: string, { position: end, line, ...after }: XmlState): FilePlace | null => {
    const bytes = end < position ? null : text.bytesOf(piece.slice(0, end - position));
    return bytes === null ? null : { offset: offset + bytes, line, state: { position: end, line, ...after } };
  };
  const read = function* (piece: string): Generator<XmlItem> {
    for (const item of reader.feed(piece)) {
      yield item;
      const after = item.kind === 'record' ? item.after : undefined;
      if (after) trail?.passed(() => placeIn(piece, after));
    }
    offset += text.bytesOf(piece) ?? 0;
    position += piece.length;
  };
  try {
    for await (const bytes of state ? file.bytes(offset) : skipBytes(file.bytes(), offset)) {
      yield* read(text.feed(bytes));
      if (reader.isOver) return;
    }
  } catch (error) {
    if (error instanceof DoctypeFound) throw withDoctype(file.name);
    if (!(error instanceof InputDamage)) throw error;
    yield* reader.end(error.reason);
    return;
  }
  yield* read(text.end());
  yield* reader.end(null);
}

function withDoctype(name: string): PortcullisError {
  return badUserInput(
    `${name} has a DOCTYPE: no XML with one is read.`,
    'A DOCTYPE may name other files and entities without end. Take the file without it, or remove `<!DOCTYPE ...>` if you trust the file.',
  );
}
