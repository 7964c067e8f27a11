import { scriptOf } from '../../scripts/scriptOf.js';
import type { NameToken } from '../analysedName.js';
import type { Likeness } from './alignment.js';

const cut: Likeness = { how: 'acronym', loss: 0.1 };
const contracted: Likeness = { how: 'acronym', loss: 0.15 };
const synonym: Likeness = { how: 'meaning', loss: 0.12 };

/** Letters that are left of a word at least: of one with a dot after it, and of any other. */
const fewestBeforeDot = 2;
const fewest = 3;
const fewestLeftOut = 2;

/**
 * A word of a firm's name that the other shortens: cut after its first letters (TECH, трансп.), or without letters inside (SRVCES,
 * TRDG). A word that may be a name is shortened only where a dot says so: Nord is not Nordea.
 */
export function likeAbbreviation(a: NameToken, b: NameToken): Likeness | undefined {
  const [short, long] = a.written.length < b.written.length ? [a, b] : [b, a];
  const isRead = short.cut && short.written[0] !== long.written[0];
  const [few, many] = isRead ? [firstReading(short), firstReading(long)] : [short.written, long.written];
  if (few[0] !== many[0] || many.length - few.length < fewestLeftOut) return undefined;
  if (many.includes(' ') || (!short.cut && long.role !== 'generic')) return undefined;
  if (few.length < (short.cut ? fewestBeforeDot : fewest)) return undefined;
  if (many.startsWith(few)) return cut;
  return few.length >= fewest && isWithin(few, many) ? contracted : undefined;
}

const firstReading = ({ readings: [first = ''] }: NameToken): string => first;

const vowels = /[aeiouyаеиоуыэюя]/g;

// The letters that are left stand in their order, and are consonants but for one, of which the last is near the word's end.
function isWithin(few: string, many: string): boolean {
  let at = 0;
  for (const letter of few) {
    at = many.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return (few.slice(1).match(vowels) ?? []).length <= 1 && many.lastIndexOf(few.at(-1) ?? '') >= many.length - fewest;
}

/** Meanings among which translators choose. */
const kindred: readonly ReadonlySet<string>[] = [
  'airline aviation aircraft aerospace flight',
  'trade commerce commercial business',
  'electric electronic power energy',
  'industry manufacturing production factory enterprise',
  'shipping maritime naval transport',
  'transport logistics freight',
  'oil petrochem',
  'eng mechanical machine',
  'medical health hospital',
  'financial credit capital',
  'authority org agency bureau office',
  'association assoc union society fellowship',
  'fund fdn',
  'natl state public gov',
  'steel metal ironworks foundry',
  'textile spinning weaving knitwear garment',
  'construction building',
  'water mineralwater',
  'oil edibleoil',
  'municipal city',
  'canning factory',
  'repair workshop',
  'fish fishing seafood aquaculture',
  'wood timber sawmill',
  'bread bakery',
  'milk dairy',
  'agriculture farm farmer',
  'tourism travel',
  'supply supplier',
  'consulting adviser',
  'food foods grocery',
  'foreign intl',
  'wine vineyard',
  'school education',
  'protection security safety',
  'institute academy school',
  'research scientific',
  'system service',
].map((line) => new Set(line.split(' ')));

/**
 * Two generic words that translate one word. Who writes the same script copies the word, unless other words of the name are
 * translated (`isTranslated`).
 */
export function likeTranslation(a: NameToken, b: NameToken, isTranslated = false): Likeness | undefined {
  const [one, other] = [a.value ?? '', b.value ?? ''];
  if (!kindred.some((values) => values.has(one) && values.has(other))) return undefined;
  return isTranslated || scriptOf(a.written) !== scriptOf(b.written) ? synonym : undefined;
}
