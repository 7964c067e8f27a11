import { badUserInput } from '../../../schema/errors.js';

/** How a file's bytes are read as text. */
export interface Encoding {
  /** Name in the Encoding Standard, e.g. `windows-1252`. */
  readonly name: string;
  /**
   * Where it comes from: a byte order mark, the operator, an XML declaration, or detection. Only a detected encoding may be
   * doubted line by line.
   */
  readonly by: 'mark' | 'operator' | 'declaration' | 'detection';
  /** Bytes of the byte order mark. */
  readonly markBytes: number;
}

/** Encodings that can be stated. Each has many other names, e.g. `latin1`. @see https://encoding.spec.whatwg.org/#names-and-labels */
export const knownEncodings: readonly string[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 874].map((page) => `windows-${page}`),
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  'koi8-r',
  'koi8-u',
  'macintosh',
  'x-mac-cyrillic',
  'ibm866',
  'gbk',
  'gb18030',
  'big5',
  'euc-jp',
  'iso-2022-jp',
  'shift_jis',
  'euc-kr',
];

/** Name of an encoding by any of its names. @throws BAD_USER_INPUT for one that is not known */
export function toKnownEncoding(label: string): string {
  const name = findName(label);
  if (name === null)
    throw badUserInput(
      `The encoding ${JSON.stringify(label.slice(0, 40))} is not known.`,
      `Known are ${knownEncodings.join(', ')}, and their other names.`,
    );
  return name;
}

function findName(label: string): string | null {
  try {
    const name = new TextDecoder(label).encoding;
    return knownEncodings.includes(name) ? name : null;
  } catch {
    return null;
  }
}

/**
 * The encoding of a file: by a byte order mark, else as the operator states, else UTF-16 where its zeros are found, else by an
 * XML declaration, else UTF-8.
 *
 * @param head the first bytes, at most 64 kB
 * @param stated name that the operator stated
 * @param isXml whether an XML declaration counts
 * @throws BAD_USER_INPUT for an encoding that cannot be read
 */
export function findEncoding(head: Buffer, stated?: string, isXml = false): Encoding {
  const mark = findMark(head);
  if (mark) return mark;
  if (stated !== undefined) return { name: toKnownEncoding(stated), by: 'operator', markBytes: 0 };
  const wide = findWide(head);
  if (wide !== null) return { name: wide, by: 'detection', markBytes: 0 };
  const declared = isXml
    ? /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']/.exec(head.toString('latin1', 0, 512))
    : null;
  if (declared) {
    const name = toKnownEncoding(declared[1] as string);
    // Why: programs that build XML in memory declare UTF-16, and write UTF-8. The zeros of UTF-16 would have been found.
    return { name: name.startsWith('utf-16') ? 'utf-8' : name, by: 'declaration', markBytes: 0 };
  }
  return { name: 'utf-8', by: 'detection', markBytes: 0 };
}

function findMark(head: Buffer): Encoding | null {
  const hex = head.toString('hex', 0, 4);
  if (hex === 'fffe0000' || hex === '0000feff')
    throw badUserInput('The file is UTF-32, which is not read.', 'Save it as UTF-8.');
  if (hex.startsWith('efbbbf')) return { name: 'utf-8', by: 'mark', markBytes: 3 };
  if (hex.startsWith('fffe')) return { name: 'utf-16le', by: 'mark', markBytes: 2 };
  if (hex.startsWith('feff')) return { name: 'utf-16be', by: 'mark', markBytes: 2 };
  return null;
}

/**
 * UTF-16 without a mark has the zeros of digits, spaces, separators and line ends on one side of each pair. Pairs of two
 * printable ASCII characters are common in other text, and rare in UTF-16.
 */
function findWide(head: Buffer): string | null {
  const looked = head.subarray(0, 4096);
  let [even, odd, plain] = [0, 0, 0];
  for (let at = 0; at + 1 < looked.length; at += 2) {
    const [first = 0, second = 0] = [looked[at], looked[at + 1]];
    if (first === 0) even += 1;
    if (second === 0) odd += 1;
    if (isPrintable(first) && isPrintable(second)) plain += 1;
  }
  const many = Math.max(3, looked.length * 0.075, plain);
  // Why a tenth: a few characters have their zero on the other side; zeros in other bytes are on both sides alike.
  if (odd >= many && even <= odd / 10) return 'utf-16le';
  if (even >= many && odd <= even / 10) return 'utf-16be';
  return null;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}
