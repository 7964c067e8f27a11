type Rule = readonly [pattern: RegExp, becomes: string];

// In order of application. As far as possible, no earlier rule would change what a rule writes; `skeletonOf` repeats them until
// nothing changes.
const consonants: readonly Rule[] = [
  // Slavic surnames written without the mark of their last letter.
  [/([vszjlkcd]i)c$/, '$1ch'],
  [/(?<=[oe])ff$/, 'v'],
  [/shch|schtsch|stsch/g, 's'],
  [/t+s+c?h|t+ch|cz/g, 'ch'],
  [/s+ch|s+h|s+z/g, 's'],
  [/ch(?=[lr])/g, 'k'],
  [/(?<=[a-z])gu(?=[ei])/g, 'g'],
  [/ph/g, 'f'],
  [/d+z+h|d+j|z+h|d+z|t+s|t+z|z+s/g, 'z'],
  [/kh/g, 'h'],
  [/(?<=[bdgt])h/g, ''],
  [/ck|cqu?/g, 'k'],
  [/qu(?=[eiy])|q/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c(?!h)/g, 'k'],
  // Pinyin, and the older Wade-Giles.
  [/^hs(?=[iuy])|^x(?=[iuy])/, 's'],
  [/x/g, 'ks'],
  // A w before u is not heard: Woo, U.
  [/w(?=u|oo)/g, ''],
  [/^wh|^ou(?=[ae])|^u(?=a)|w/g, 'v'],
  // A Slavic j after a vowel or a soft consonant; all others are as in Jamal.
  [/(?<=[eiyo])j(?![aeiouy])|(?<=a)j(?=[lk])|(?<=[bfgklmpstv])j(?=[aeou])/g, 'i'],
  [/j/g, 'z'],
];

const vowels: readonly Rule[] = [
  [/^eu(?![aeiouy])/, 'iv'],
  [/e[iy]+/g, 'ai'],
  [/[ey]/g, 'i'],
  [/o/g, 'u'],
  [/([a-z])\1+/g, '$1'],
  // Dawud, Daoud, Daud; Paul, Pavel; Fawzi, Fauzi.
  [/avu/g, 'au'],
  [/au(?=[^aiu])/g, 'av'],
  // Hussein, Husain; not in words of one vowel, where it matters: Lai is not Li.
  [/(?<=[aiu][^aiu]+)ai(?![aiu])|(?<![aiu])ai(?=[^aiu]+[aiu])/g, 'i'],
  [/(?<=[aiu])h$/, ''],
  [/([a-z])\1+/g, '$1'],
];

const longest = 64;

/**
 * What the romanisations of one word have in common: `Mohammad` and `Muhammad`, `Sergei`, `Sergey` and `Sergej`, `Zhukov` and
 * `Joukov` have the same skeleton. So may the names of two people: it only means that they are spelled differently and sound
 * alike.
 *
 * @param latin a word as `romanise` gives it; only letters a-z and digits among the first 64 characters count
 * @returns letters a-z and digits; the skeleton of a skeleton is itself
 */
export function skeletonOf(latin: string): string {
  const word = latin.slice(0, longest);
  const known = skeletons.get(word);
  if (known !== undefined) return known;
  const skeleton = reduce(word.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  if (skeletons.size >= maxKept) skeletons.clear();
  skeletons.set(word, skeleton);
  return skeleton;
}

// Cached: most words of names are in many names.
const skeletons = new Map<string, string>();
const maxKept = 20_000;

function reduce(latin: string): string {
  let word = latin;
  for (let round = 0; round < longest; round += 1) {
    const before = word;
    for (const [pattern, becomes] of consonants) word = word.replace(pattern, becomes);
    for (const [pattern, becomes] of vowels) word = word.replace(pattern, becomes);
    if (word === before) break;
  }
  return word;
}

/**
 * The consonants of a word's skeleton, by which it is compared with a word in an abjad: `Ahmad` and `احمد` have `hmd`.
 *
 * @returns the first vowel for a word of vowels alone
 */
export function consonantsOf(latin: string): string {
  const skeleton = skeletonOf(latin);
  return skeleton.replaceAll(/[aiu]/g, '') || skeleton.slice(0, 1);
}
