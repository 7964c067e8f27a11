import { joinShipPrefix } from '../../../schema/identifiers/vesselName.js';
import { type AnalysedName, matcherVersion, type NamedKind, type NameToken } from '../analysedName.js';
import { joinCompounds } from './compounds.js';
import { familyFirst } from './familyFirst.js';
import { translatedSigns } from './firms/firmWords.js';
import { foldPhrases } from './firms/foldPhrases.js';
import { knownFirm } from './firms/knownFirm.js';
import { partsOfFirm } from './firms/partsOfFirm.js';
import { normalised } from './normalised.js';
import { filiation, glueOrSyllable, otherNameMarks } from './roleWords.js';
import { partsOfShip, withoutShipPrefix } from './shipWords.js';
import { acronymAside, namesBetweenSlashes } from './text/otherNames.js';
import { plainText, withGaps } from './text/plainText.js';
import { syllablesOf, type Word, withFiliation, wordsOf } from './text/words.js';
import { tokenOf } from './tokenOf.js';

/** Words of a name that are compared. No name has more, and a comparison marks them in the bits of a number. */
const maxTokens = 30;

/** Analyses a name: its words, their roles and readings. Any text has an analysis, possibly one without words. */
export function analyseName(text: string, kind: NamedKind): AnalysedName {
  const written = writtenAs[kind](plainText(text));
  const parted = kind === 'person' ? withGaps(text) : undefined;
  const [plain = '', ...splits] = waysToSplit(written, kind);
  const tokens = tokensOf(plain, kind);
  const ordered = kind === 'person' && !plain.includes(',') && hasFiliationInside(tokens);
  const parts = namesBetweenSlashes(plain, kind === 'person')
    .flatMap((each) => [tokensOf(each, kind), ...splitOtherwise(each, kind)])
    .filter(isWholeName);
  const known = kind === 'organization' ? knownFirm(tokens) : undefined;
  const ways = parted === undefined ? splits : [...splits, parted];
  const others = [...ways.map((each) => tokensOf(each, kind)), ...splitOtherwise(plain, kind), ...parts].filter(
    differsFrom(tokens),
  );
  return {
    version: matcherVersion,
    kind,
    tokens,
    ...(ordered ? { ordered } : {}),
    ...(known === undefined ? {} : { known }),
    ...(others.length > 0 ? { others } : {}),
  };
}

// A name that begins with bin is turned around.
function hasFiliationInside(tokens: readonly NameToken[]): boolean {
  return tokens.findIndex(({ readings: [first = ''] }) => filiation.has(first)) > 0;
}

/** What other words have to weigh to be a name: those of the National Bank of Algeria, and not of a branch in Algiers. */
const wholeName = 2;

function isWholeName(tokens: readonly NameToken[]): boolean {
  return tokens.some(({ role }) => role === 'name') || tokens.reduce((all, { weight }) => all + weight, 0) >= wholeName;
}

/** A text without what stands in names of its kind alone. */
const writtenAs: Readonly<Record<NamedKind, (text: string) => string>> = {
  person: withFiliation,
  organization: (text) => text,
  vessel: (text) => withoutShipPrefix(joinShipPrefix(text)),
  aircraft: (text) => text,
};

function waysToSplit(written: string, kind: NamedKind): readonly string[] {
  if (kind === 'person') return familyFirst(written.trim());
  return kind === 'organization' ? acronymAside(written) : [written];
}

// Names of aircraft are split in one way.
function splitOtherwise(text: string, kind: NamedKind): readonly (readonly NameToken[])[] {
  return kind === 'aircraft' ? [] : [tokensOf(text, kind, false)];
}

/** What a word of a name without gaps consists of. */
const partsFor: Readonly<Record<NamedKind, (word: Word) => readonly Word[]>> = {
  person: syllablesOf,
  organization: partsOfFirm,
  vessel: partsOfShip,
  aircraft: (word) => [word],
};

function otherWordsIn(words: readonly Word[], kind: NamedKind, text: string): readonly Word[] {
  if (kind !== 'person') return words.flatMap(translatedSigns);
  const joined = joinCompounds(words);
  // Of two words both are asked for.
  if (!text.includes(',') || words.length < 3 || joined.length < words.length) return joined;
  const turned = joinCompounds(wordsOf(inOrder(text), true));
  return turned.length < words.length ? turned : joined;
}

/** The weight of a word of two letters. */
const shortWeight = 0.7;

function differsFrom(tokens: readonly NameToken[]): (others: readonly NameToken[]) => boolean {
  return (others) =>
    others.length !== tokens.length || others.some(({ written }, at) => written !== tokens[at]?.written);
}

/** A name that a comma has inverted, in its order: Ali Abdul KARIM ALI, which has Abdul Karim. */
const inOrder = (text: string): string => text.replace(/^([^,]+),([^,]+)$/, '$2 $1');

// The other way to split a name (`joinsWords` false): a compound Arabic name of a person is one word, each word of an
// organization is a word of its own, and Han signs that are translated are.
function tokensOf(text: string, kind: NamedKind, joinsWords = true): readonly NameToken[] {
  const plain = wordsOf(text, kind === 'person').flatMap(partsFor[kind]);
  const words = joinsWords ? plain : otherWordsIn(plain, kind, text);
  let tokens: readonly NameToken[] = words.flatMap((word, index) => tokenOf(word, kind, index)).slice(0, maxTokens);
  if (kind === 'organization') tokens = foldPhrases(tokens, joinsWords);
  if (kind === 'person')
    tokens = withLastName(tokens.map(asInitial).map(asOtherName), text).map(tokens.length === 1 ? asOwnName : asIs);
  const hasName = tokens.some(({ role }) => role === 'name' || role === 'place' || role === 'generic');
  return hasName ? tokens : tokens.map(asName);
}

// A particle precedes a name, unless a comma has inverted it: at the end it is a word of the name (Kim Jong Il).
function withLastName(tokens: readonly NameToken[], text: string): readonly NameToken[] {
  const last = tokens.at(-1);
  if (last?.role !== 'glue' || !glueOrSyllable.has(last.written) || text.includes(',')) return tokens;
  return [...tokens.slice(0, -1), { ...last, role: 'name', weight: shortWeight }];
}

// A lone b is short for bin, but not behind another letter.
function asInitial(token: NameToken, at: number, all: readonly NameToken[]): NameToken {
  const isLetter = token.role === 'glue' && token.written.length === 1 && all[at - 1]?.role === 'initial';
  return isLetter ? { ...token, role: 'initial', weight: all[at - 1]?.weight ?? 0 } : token;
}

// The name before a marriage, or by it, is left out as often as not.
function asOtherName(token: NameToken, at: number, all: readonly NameToken[]): NameToken {
  const isMarked = token.role === 'name' && otherNameMarks.has(all[at - 1]?.written ?? '');
  return isMarked ? { ...token, role: 'patronymic' } : token;
}

const asIs = (token: NameToken): NameToken => token;

// Three syllables of Hangul that are a whole name are a Korean one: foreign names are longer, or have two words.
function asOwnName(token: NameToken): NameToken {
  const { transcribed: _, ...own } = token;
  return token.syllabic?.[0] === 'Hang' && token.written.length < 4 ? normalised({ ...own, korean: true }) : token;
}

// Where there is nothing else, a title, a form or glue is the name.
function asName(token: NameToken): NameToken {
  return token.role === 'number' || token.role === 'initial' ? token : { ...token, role: 'name', weight: 1 };
}
