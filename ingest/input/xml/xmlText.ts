import { isUtf8 } from 'node:buffer';
import { toSequenceLength } from '../text/decodeText.js';
import type { Encoding } from '../text/encoding.js';

/**
 * Text of an XML file, chunk by chunk, and back.
 *
 * @remarks Bytes that are invalid in the encoding become lone surrogates, which no XML may hold: the parser fails at them, and
 *   the bytes of their record can be restored.
 */
export interface XmlText {
  feed(bytes: Buffer): string;
  end(): string;
  /** The original bytes of a text with such surrogates; the text itself where it has none. */
  toRaw(text: string): string | Uint8Array;
  /** Bytes of a text in the file; null where that is not known of a part of it. */
  bytesOf(text: string): number | null;
}

/** Without the `u` flag's pairing, half of every character beyond the first plane would match. */
const loneSurrogate = /[\ud800-\udfff]/u;

/** Creates the decoder of one file. */
export function createXmlText({ name }: Encoding): XmlText {
  if (name === 'utf-8') return createUtf8Text();
  if (name === 'utf-16le' || name === 'utf-16be') return createUtf16Text({ isSwapped: name === 'utf-16be' });
  const decoder = new TextDecoder(name, { ignoreBOM: true });
  // Why: these encodings have no replacement character; where one comes out, bytes were invalid.
  const mark = (text: string): string => text.replaceAll('\ufffd', '\udc00');
  return {
    feed: (bytes) => mark(decoder.decode(bytes, { stream: true })),
    end: () => mark(decoder.decode()),
    toRaw: (text) => text.replaceAll('\udc00', '\ufffd'),
    bytesOf: (text) => (isSingleByte(name) ? text.length : null),
  };
}

/** Whether each character is a byte. */
function isSingleByte(name: string): boolean {
  return /^(?:windows-|iso-8859-|koi8-|ibm866|macintosh|x-mac-)/.test(name);
}

function createUtf8Text(): XmlText {
  let carried: Buffer = Buffer.alloc(0);
  return {
    feed: (bytes) => {
      const all = carried.length > 0 ? Buffer.concat([carried, bytes]) : bytes;
      const whole = all.length - toUnfinished(all);
      carried = Buffer.from(all.subarray(whole));
      return escapeUtf8(all.subarray(0, whole));
    },
    end: () => escapeUtf8(carried),
    toRaw: (text) => {
      if (!loneSurrogate.test(text)) return text;
      const parts = text.split(/([\udc80-\udcff])/u);
      return Buffer.concat(
        parts.map((part, index) => (index % 2 === 1 ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part))),
      );
    },
    // A byte that is invalid is a lone surrogate, which takes three.
    bytesOf: (text) => Buffer.byteLength(text) - 2 * (text.match(/[\udc80-\udcff]/gu)?.length ?? 0),
  };
}

/** Bytes at the end that begin a character which the next chunk completes. */
function toUnfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4) > back ? back : 0;
  }
  return 0;
}

function escapeUtf8(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = toSequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    parts.push(bytes.toString('utf8', start, at), String.fromCharCode(0xdc00 + (bytes[at] as number)));
    at += 1;
    start = at;
  }
  return parts.join('') + bytes.toString('utf8', start);
}

function createUtf16Text({ isSwapped }: { readonly isSwapped: boolean }): XmlText {
  let carried: Buffer = Buffer.alloc(0);
  return {
    feed: (bytes) => {
      const all = Buffer.concat([carried, bytes]);
      const whole = all.length - (all.length % 2);
      carried = all.subarray(whole);
      const pairs = all.subarray(0, whole);
      return (isSwapped ? pairs.swap16() : pairs).toString('utf16le');
    },
    end: () => (carried.length > 0 ? '\udc00' : ''),
    toRaw: (text) => {
      if (!loneSurrogate.test(text)) return text;
      const bytes = Buffer.from(text, 'utf16le');
      return isSwapped ? bytes.swap16() : bytes;
    },
    bytesOf: (text) => 2 * text.length,
  };
}
