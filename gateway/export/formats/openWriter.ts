import { createHash } from 'node:crypto';
import type { ExportDigest, ExportWriter, FormatBody } from './format.js';

/** Texts up to this length are joined before they are encoded, so that a page is a few pieces and not a thousand. */
const PIECE = 65_536;

/** Counts and hashes what a format writes. */
export function openWriter(body: FormatBody): ExportWriter {
  const hash = createHash('sha256');
  let rows = 0;
  let hasBegun = false;
  let digest: ExportDigest | undefined;
  const hashed = (pieces: readonly Uint8Array[]): readonly Uint8Array[] => {
    if (digest) throw new Error('nothing is written after the digest of an export but its trailer');
    for (const piece of pieces) hash.update(piece);
    return pieces;
  };
  const begun = (): Iterable<string | Uint8Array> => {
    if (hasBegun) return [];
    hasBegun = true;
    return body.begin();
  };
  return {
    page: (some, facts) => {
      const first = rows + 1;
      rows += some.length;
      return hashed([...encode(begun()), ...encode(body.page(some, facts, first))]);
    },
    finish: () => hashed([...encode(begun()), ...encode(body.finish?.() ?? [])]),
    digest: () => {
      digest ??= { rows, sha256: hash.digest('hex') };
      return digest;
    },
    end: (receipt) => {
      if (!digest) throw new Error('an export ends after its digest');
      return encode(body.end?.({ ...digest, receipt }) ?? []);
    },
  };
}

/** UTF-8; a lone half of a surrogate pair is written as U+FFFD. */
function encode(pieces: Iterable<string | Uint8Array>): Uint8Array[] {
  const encoded: Uint8Array[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') encoded.push(Buffer.from(text));
    text = '';
  };
  for (const piece of pieces) {
    if (typeof piece !== 'string' || text.length + piece.length > PIECE) flush();
    if (typeof piece === 'string') text += piece;
    else if (piece.length > 0) encoded.push(piece);
  }
  flush();
  return encoded;
}
