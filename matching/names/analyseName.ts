import anyAscii from 'any-ascii';
import { type AnalysedName, matcherVersion, type NamedKind, type NameToken } from './analysedName.js';

/** A name as it is compared: its words, in small letters of one alphabet. Any text has an analysis, if one without words. */
export function analyseName(text: string, kind: NamedKind): AnalysedName {
  const words = text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u);
  return { version: matcherVersion, kind, tokens: words.filter(Boolean).map(tokenOf) };
}

function tokenOf(written: string): NameToken {
  return {
    written,
    latin: anyAscii(written)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  };
}
