import { joinShipPrefix } from '../../../schema/identifiers/vesselName.js';
import { type AnalysedName, matcherVersion, type NamedKind, type NameToken } from '../analysedName.js';
import { joinCompounds } from './compounds.js';
import { foldPhrases } from './foldPhrases.js';
import { filiation, glueOrSyllable } from './roleWords.js';
import { tokenOf } from './tokenOf.js';
import { namesBetweenSlashes, plainText, wordsOf } from './words.js';

/** Words of a name that are compared: no name has more, and a comparison counts them in the bits of a number. */
const mostTokens = 30;

/** A name as it is compared: its words, what each does, and how each may be said. Any text has an analysis, if one without words. */
export function analyseName(text: string, kind: NamedKind): AnalysedName {
  const plain = kind === 'vessel' ? joinShipPrefix(plainText(text)) : plainText(text);
  const tokens = tokensOf(plain, kind);
  const ordered =
    kind === 'person' && !plain.includes(',') && tokens.some(({ readings: [first = ''] }) => filiation.has(first));
  const parts = namesBetweenSlashes(plain).flatMap((each) => [tokensOf(each, kind), ...otherwise(each, kind)]);
  const others = [...otherwise(plain, kind), ...parts].filter(differsFrom(tokens));
  return {
    version: matcherVersion,
    kind,
    tokens,
    ...(ordered ? { ordered } : {}),
    ...(others.length > 0 ? { others } : {}),
  };
}

// Names of ships and aircraft are parted in one way.
function otherwise(text: string, kind: NamedKind): readonly (readonly NameToken[])[] {
  return kind === 'person' || kind === 'organization' ? [tokensOf(text, kind, false)] : [];
}

/** What a word of two letters tells. */
const shortWeight = 0.7;

function differsFrom(tokens: readonly NameToken[]): (others: readonly NameToken[]) => boolean {
  return (others) =>
    others.length !== tokens.length || others.some(({ written }, at) => written !== tokens[at]?.written);
}

// The other way to part a name: of persons what is one name in Arabic is one word, of organizations each word is one for itself.
function tokensOf(text: string, kind: NamedKind, joinsWords = true): readonly NameToken[] {
  const plain = wordsOf(text, kind === 'person');
  const words = kind === 'person' && !joinsWords ? joinCompounds(plain) : plain;
  const tokens = words.flatMap((word, index) => tokenOf(word, kind, index)).slice(0, mostTokens);
  const folded =
    kind === 'organization' ? foldPhrases(tokens, joinsWords) : kind === 'person' ? withoutTail(tokens, text) : tokens;
  const isTold = folded.some(({ role }) => role === 'name' || role === 'place' || role === 'generic');
  return isTold ? folded : folded.map(asName);
}

// A particle stands before a name, but for one that a comma has turned: what ends a name is a word of it (Kim Jong Il).
function withoutTail(tokens: readonly NameToken[], text: string): readonly NameToken[] {
  const last = tokens.at(-1);
  if (last?.role !== 'glue' || !glueOrSyllable.has(last.written) || text.includes(',')) return tokens;
  return [...tokens.slice(0, -1), { ...last, role: 'name', weight: shortWeight }];
}

// Where nothing else is left, a title, a form or glue is the name.
function asName(token: NameToken): NameToken {
  return token.role === 'number' || token.role === 'initial' ? token : { ...token, role: 'name', weight: 1 };
}
