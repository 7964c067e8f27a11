import type { NamedKind, NameToken, TokenRole } from '../analysedName.js';
import { emptyMeanings, familyMeanings, filiation } from '../analysis/roleWords.js';
import type { Alignment, Pair } from './alignment.js';
import { contradictionsOf, type NameContradiction } from './contradictions.js';
import { bareLoss } from './joined.js';

/** The result of comparing two names, in one word. */
export type NameState = 'same' | 'agrees' | 'incomplete' | 'contradicted' | 'different';

/** Why two names have their score. */
export interface NameCard {
  readonly agreements: readonly Pair[];
  /** Words that only one side has, and that nothing contradicts. */
  readonly omissions: readonly NameToken[];
  readonly contradictions: readonly NameContradiction[];
}

/** How alike two names are, from 0 to 1, and why. */
export interface NameScore {
  readonly score: number;
  readonly state: NameState;
  readonly card: NameCard;
}

/** From this score on, two names may have one bearer, and a person looks. */
export const cutOff = 0.7;
/** The most of two names that contradict each other. */
export const maxContradicted = 0.66;
const maxIncomplete = 0.62;
/**
 * Where a place stands on one side alone: a firm is named with and without its country. But who writes the legal form writes the
 * whole name: of two such names, a place behind the name is of another firm (a subsidiary). One before it (Deutsche Lufthansa) is
 * of the same.
 */
const withoutPlace = 0.8;

const nothing: NameCard = { agreements: [], omissions: [], contradictions: [] };

/** Scores an alignment. */
export function scoreAlignment(
  alignment: Alignment,
  a: readonly NameToken[],
  b: readonly NameToken[],
  kind: NamedKind,
  ordered: boolean,
): NameScore {
  const { pairs, leftA, leftB } = alignment;
  const matched = sum(pairs.map(weightOf));
  if (matched === 0) return { score: 0, state: 'different', card: nothing };
  const quality = qualityOf(pairs);
  const contradictions = contradictionsOf(alignment, a, b, kind, ordered);
  const left = [...fathersIn(leftA, a), ...fathersIn(leftB, b)].filter(({ role }) => role !== 'title');
  const most = ceiling(matched) * quality * (isTurnedPatronymic(alignment) ? turned : 1);
  const omissions = contradictions.some(({ how }) => how === 'word') ? [] : left;
  const card = { agreements: pairs, omissions, contradictions };
  if (contradictions.length > 0) {
    const share = matched / (matched + Math.max(weightLeft(leftA), weightLeft(leftB), 0.3));
    const near = Math.max(...contradictions.map((each) => each.near));
    const score = Math.min(maxContradicted, most * (0.25 + 0.35 * share + 0.1 * near));
    return { score: rounded(score), state: 'contradicted', card };
  }
  const told = kind === 'person' ? toldBy(pairs) : matched;
  const areInFull = a.some(isForm) && b.some(isForm) && pairs.some(isOfOneScript) && !isPlace(a[0]) && !isPlace(b[0]);
  const factor =
    kind === 'organization' ? firmFactor(left, pairs, areInFull) : omissionFactor(left, matched, told, kind, pairs);
  const isPart =
    kind === 'person' &&
    (pairs.every(isInitial) || isUsualWord(pairs) || isBareJoin(pairs) || isLoneBeside(left, pairs));
  const score = rounded(isPart ? Math.min(most * factor, maxIncomplete) : most * factor);
  const inFull = left.length > 0 || pairs.some(({ loss }) => loss > 0) ? 'agrees' : 'same';
  return { score, state: score < cutOff ? 'incomplete' : inFull, card };
}

/** Words on one side alone; between bin and the family's name stands a father, whom many leave out. */
function fathersIn(left: readonly NameToken[], all: readonly NameToken[]): readonly NameToken[] {
  if (left.length === 0) return left;
  return left.map((token) => {
    const at = all.indexOf(token);
    const isFather = at > 0 && at < all.length - 1 && filiation.has(all[at - 1]?.readings[0] ?? '');
    return isFather ? { ...token, role: 'patronymic' as const } : token;
  });
}

/** Of two given names the second may be the father's: Ahmad Ali is less surely Ali Ahmad. */
const turned = 0.95;

function isTurnedPatronymic({ pairs: [one, other, ...more], leftA, leftB }: Alignment): boolean {
  if (!one || !other || more.length + leftA.length + leftB.length > 0) return false;
  if (one.atA < other.atA === one.atB < other.atB) return false;
  return [one, other].every(({ a, b }) => [...a, ...b].every(({ given }) => given));
}

/** A letter that begins a word agrees with many words. */
function isInitial({ a, b }: Pair): boolean {
  return [a, b].some((side) => side.every(({ role }) => role === 'initial' || role === 'title'));
}

function qualityOf(pairs: readonly Pair[]): number {
  let [heavy, lost] = [0, 0];
  for (const pair of pairs) {
    const weight = weightOf(pair);
    if (weight >= 0.5) heavy += 1;
    lost += pair.loss * Math.min(1, weight);
  }
  if (isShort(pairs)) lost *= 3;
  // In a long name a difference matters less.
  if (heavy === 3) lost *= 0.85;
  if (heavy > 3) lost *= 0.75;
  return Math.max(0, 1 - lost);
}

/** Muhammad alone is nobody's name; of signs, one word may be a whole one. */
function isUsualWord([only, ...more]: readonly Pair[]): boolean {
  if (!only || more.length > 0 || only.a.length > 1 || only.b.length > 1) return false;
  return weightOf(only) < 1 && !only.a[0]?.syllabic && !only.b[0]?.syllabic;
}

/** One word is no more than a part of a name that has a father's too. */
function isLoneBeside(left: readonly NameToken[], [only, ...more]: readonly Pair[]): boolean {
  if (!only || more.length > 0 || only.a.length > 1 || only.b.length > 1) return false;
  return left.some(({ role }) => role === 'patronymic');
}

/** All that two names share are the consonants of two words, which one side writes as one. */
function isBareJoin([only, ...more]: readonly Pair[]): boolean {
  if (!only || more.length > 0 || only.how !== 'joined' || only.loss < bareLoss) return false;
  return [...only.a, ...only.b].some(({ abjad }) => abjad !== undefined);
}

// A single word of four letters has many neighbours: another letter makes another name.
function isShort(pairs: readonly Pair[]): boolean {
  const [only, ...more] = pairs;
  if (!only || more.length > 0 || only.a.length > 1 || only.b.length > 1) return false;
  return Math.min(lengthOf(only.a), lengthOf(only.b)) < 5;
}

function lengthOf([token]: readonly NameToken[]): number {
  return token?.readings[0]?.length ?? 0;
}

/** What agreeing words must tell for a longer name to be the same: two usual ones are parts of many people's names. */
const enough = 1.05;

/** What the consonants of a short word tell, where its vowels are not known. */
const toldBare = 0.6;
const shortWord = 4;

function isBare({ how, a: [one], b: [other] }: Pair): boolean {
  if (how === 'same' || !one || !other || (one.abjad === undefined) === (other.abjad === undefined)) return false;
  return !(one.given && other.given) && Math.min(one.consonants.length, other.consonants.length) < shortWord;
}

/** A word that is usual somewhere, or less than sure, tells less than its weight says. */
function toldBy(pairs: readonly Pair[]): number {
  let told = 0;
  for (const pair of pairs)
    told +=
      Math.max(0, 1 - 2.5 * (1 - Math.min(1, weightOf(pair)))) *
      Math.max(0, 1 - 4 * pair.loss) *
      (isBare(pair) ? toldBare : 1);
  return told;
}

const isTypo = ({ how }: Pair): boolean => how === 'typo';

/** A Western given name beside a Chinese or Korean one, all of which agrees. */
function isCalledBeside(left: readonly NameToken[], pairs: readonly Pair[]): boolean {
  const isWhole =
    pairs.length > 1 && pairs.every(({ a: [a], b: [b] }) => Boolean(a?.syllabic) !== Boolean(b?.syllabic));
  return isWhole && left.length === 1 && left.every(({ given, syllabic }) => given && !syllabic);
}

const syllable = /^[^aeiouy]{0,3}[aeiouy]{1,3}[^aeiouy]{0,2}$/;

/** Nobody leaves a syllable out of a name of two or three: another Chinese or Korean has it. */
function isSyllableLeft(left: readonly NameToken[], pairs: readonly Pair[]): boolean {
  const isInSigns = ({ a: [a], b: [b] }: Pair): boolean => [a, b].some((each) => each?.syllabic && !each.transcribed);
  return (
    pairs.every(isInSigns) &&
    left.some(({ role, given, syllabic, readings: [first = ''] }) => {
      return role === 'name' && !given && !syllabic && syllable.test(first);
    })
  );
}

// For words on one side alone: an omitted part costs little where enough of the name agrees.
function omissionFactor(
  left: readonly NameToken[],
  matched: number,
  told: number,
  kind: NamedKind,
  pairs: readonly Pair[],
): number {
  const omitted = weightLeft(left);
  if (omitted === 0) return 1;
  if (kind === 'person') {
    const plain = 1 - 0.07 * omitted;
    if (isSyllableLeft(left, pairs)) return Math.min(plain, maxIncomplete);
    const isEnough = omitted < 0.7 || isCalledBeside(left, pairs) || (told > enough && omitted <= matched + 0.2);
    return isEnough ? Math.max(plain, 0.6) : Math.min(plain, maxIncomplete);
  }
  const unnamed = weightLeft(left.filter(({ role }) => role === 'name'));
  // A vessel's name is short and written in full, except for its number, and who leaves that out copies the rest.
  if (pairs.some(isTypo) && left.some(({ role }) => role === 'number')) return maxIncomplete;
  return 1 - (0.3 * (omitted + unnamed)) / (matched + omitted);
}

function firmFactor(left: readonly NameToken[], pairs: readonly Pair[], areInFull: boolean): number {
  const omitted = weightLeft(left);
  if (omitted === 0) return 1;
  const named = sum(pairs.filter(has('name')).map(weightOf));
  const unnamed = weightLeft(left.filter(({ role }) => role === 'name'));
  const plain = 1 - (0.3 * omitted) / (sum(pairs.map(weightOf)) + omitted);
  if (unnamed > named + 0.2 || left.some(({ role }) => role === 'number')) return Math.min(plain, maxIncomplete);
  // Generic words alone name no firm: what is left out may be its name.
  if (named === 0 && (!pairs.some(has('place')) || isOtherBank(left, pairs))) return Math.min(plain, maxIncomplete);
  // Who leaves a part out copies the rest.
  if (named > 0 && isKindLeft(left) && pairs.every((pair) => !has('name')(pair) || isUnsure(pair)))
    return Math.min(plain, maxIncomplete);
  return left.some(({ role }) => role === 'place') ? Math.min(plain, areInFull ? maxIncomplete : withoutPlace) : plain;
}

function isKindLeft(left: readonly NameToken[]): boolean {
  return left.some(
    ({ role, value = '' }) => role === 'generic' && !familyMeanings.has(value) && !emptyMeanings.has(value),
  );
}

const isUnsure = ({ how, loss }: Pair): boolean => how === 'typo' || (how === 'joined' && loss > sureLoss);
const sureLoss = 0.05;

/** What a land's banks are told by: the Agricultural Bank of China is not the Bank of China. */
const kindsOfBank: ReadonlySet<string> = new Set(
  'agriculture natl central state trade commerce commercial industry dev export import construction communications'.split(
    ' ',
  ),
);

function isOtherBank(left: readonly NameToken[], pairs: readonly Pair[]): boolean {
  return (
    pairs.some(({ a }) => a.some(({ value }) => value === 'bank')) &&
    left.some(({ value = '' }) => kindsOfBank.has(value))
  );
}

const has =
  (sought: TokenRole) =>
  ({ a, b }: Pair): boolean =>
    a.some(({ role }) => role === sought) || b.some(({ role }) => role === sought);
const isOfOneScript = ({ how }: Pair): boolean => how === 'same';
const isPlace = (token?: NameToken): boolean => token?.role === 'place';
const isForm = ({ role }: NameToken): boolean => role === 'form';

/** The more the agreeing words weigh, the nearer to 1; a name alone never reaches it. */
function ceiling(matched: number): number {
  return 1 - 0.1 * 0.6 ** matched;
}

function weightOf({ a, b }: Pair): number {
  return Math.min(weightIn(a), weightIn(b));
}

function weightIn(tokens: readonly NameToken[]): number {
  let weight = 0;
  for (const token of tokens) weight += token.weight;
  return weight;
}

function weightLeft(tokens: readonly NameToken[]): number {
  return sum(
    tokens.map(({ role, weight, forms }) => (forms?.includes('muhammad') ? ofMany : (leftWeights[role] ?? weight))),
  );
}

/** Muhammad stands before the names of many who are called by the others. */
const ofMany = 0.4;
const leftWeights: Readonly<Partial<Record<TokenRole, number>>> = { title: 0, patronymic: 0.3 };

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
}

function rounded(score: number): number {
  return Math.round(Math.max(0, score) * 1e4) / 1e4;
}
