import { skeletonOf } from '../skeleton.js';

/*
 * Lao as it is written in Latin letters, mostly as in French: a final n has an e after it, u is ou, and ຊ an x. The tones are not
 * written.
 */

/** Spellings of one sound, the likeliest first; 0 is none, and - a place left empty, so that the next is less likely. */
export type Spellings = string;

/** Letters, and their spellings in each of some positions: `ຂ ຄ: kh: k; ງ: ng: ng`. */
export const tableOf = (text: string): ReadonlyMap<string, readonly Spellings[]> =>
  new Map(
    text
      .trim()
      .split(/[;\n]+/)
      .map((line) => line.trim().split(/ *: */))
      .flatMap(([letters = '', ...columns]) => letters.split(' ').map((letter) => [letter, columns] as const)),
  );

/** Letters before a vowel, and at the end of a syllable. */
const consonants = tableOf(`
ກ: k: k; ຂ ຄ: kh - - k: k; ງ: ng: ng; ຈ: ch - - j: t; ສ: s - - x: t s; ຊ: x s: t s; ຍ: nh y gn ny: y
ດ: d: t - d; ຕ: t: t; ຖ ທ: th: t
ນ: n: n nh ne; ບ: b: p b; ປ: p: p; ຜ ພ: ph - - p: p; ຝ ຟ: f: p; ມ: m: m - - me; ຢ: y: y
ຣ: r l: n r l; ລ: l r: n l r; ວ: v: v; ຫ ຮ: h: 0; ອ: 0: 0
`);
const vowels = tableOf('ະ ັ າ: a; ຳ: am; ິ ີ: i; ຶ ື: eu u ue; ຸ ູ: ou; ົ: o; ໍ: o - or; ເ: e; ແ: e ae; ໂ: o; ໄ ໃ: ay');

const sign = '[ະັາຳິີຶືຸູົຽໍ]';
/** A vowel that is written as a consonant is none before another vowel. */
const asVowel = (letter: string): string => `${letter}(?!${sign}|[ອວ](?!${sign}))`;
const before = '(ຫ[ງຍນມລຣວ](?=[ະ-ຽໍອວ])|[ກຂຄ]ວ(?=[ະ-ູ])|[ກ-ຮ])';
const lead = '(ຫ[ງຍນມລຣວ](?!$)|[ກຂຄຈຕປຜພ][ລຣ](?=[ະ-ຽໍ])|[ກຂຄ]ວ(?=[ະ-ູ])|[ກ-ຮ])';
const end = `((?:[ກງຈສຊຍດຕນບປມຣລວ](?!${sign}|${asVowel('ອ')}|ວ[ກງດນບມຍ](?!${sign}|ອ)))?)`;
// In order: the longer first. Those that end with an open vowel take no consonant.
const rimes: readonly (readonly [pattern: RegExp, vowel: string])[] = (
  [
    [`ເ${lead}ົາ()`, 'ao'],
    [`ເ${lead}[ຶື]ອ${end}`, 'eua ua uea'],
    [`ເ${lead}ັ?[ຽຍ](?!${sign})${end}`, 'ie ia'],
    [`ເ${lead}[ິີ]${end}`, 'eu oe er'],
    [`ແ${lead}ັ?ວ(?!${sign})()`, 'eo aeo'],
    [`ເ${lead}ັ?ວ(?!${sign})()`, 'eo ev'],
    [`[ໄໃ](ຫ[ງຍນມລຣວ]|[ກຂຄຈຕປຜພ][ລຣ](?=[ກ-ຮ]${sign})|[ກ-ຮ])(?:ຍ(?!${sign}))?()`, ''],
    [`[ເແໂ]${lead}[ະັ]?${end}`, ''],
    [`${before}າວ(?!${sign})()`, 'ao av'],
    [`${before}ິວ(?!${sign})()`, 'iou iv'],
    [`${before}(?:ົວະ?|ັວະ?|${asVowel('ວ')}(?=[ກງດນບມຍ]))${end}`, 'oua - ouo'],
    [`${before}ຽວ(?!${sign})()`, 'ieo iao'],
    [`${before}ຽ${end}`, 'ie ia'],
    [`${before}${asVowel('ອ')}${end}`, 'o - or'],
    [`${before}(${sign})${end}`, ''],
  ] as const
).map(([pattern, vowel]) => [new RegExp(pattern, 'uy'), vowel] as const);

/** Possible Latin spellings of a word in Lao letters, the likeliest first. */
export function readLao(word: string): readonly string[] {
  // The tones are marked above what may be one vowel of two signs.
  const text = word
    .replaceAll(/[\u0ec8-\u0ecc\u200b-\u200d]/g, '')
    .replaceAll('\u0ecd\u0eb2', '\u0eb3')
    .replaceAll('\u0edc', 'ຫນ')
    .replaceAll('\u0edd', 'ຫມ')
    .replaceAll('\u0ebc', 'ລ');
  const sounds: string[] = [];
  for (let at = 0; at < text.length; ) {
    const [length, found] = syllableAt(text, at, sounds.at(-1));
    sounds.push(...found);
    at += length;
  }
  return cheapest(sounds);
}

type Syllable = readonly [length: number, sounds: readonly string[]];

function syllableAt(text: string, at: number, previous: string | undefined): Syllable {
  for (const [pattern, known] of rimes) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const [whole, onset = ''] = match;
    const last = match.at(-1) ?? '';
    const own = match.length > 3 ? (match[2] ?? '') : whole.charAt(0);
    const vowel = known || (vowels.get(own)?.[0] ?? '0');
    const rest = rimeOf(vowel, last, /[ັົຶິຸ]/.test(whole), text.charAt(at + whole.length));
    return [whole.length, [...onsetOf(onset, previous), ...rest]];
  }
  // Written without a vowel, as before the reform of the spelling.
  const alone = consonants.get(text.charAt(at));
  return [1, alone ? [at === 0 ? (alone[0] ?? '0') : (alone[1] ?? '0'), '0 a o'] : []];
}

function onsetOf(onset: string, previous: string | undefined): readonly string[] {
  // ຫ before another consonant only gives it its tone.
  return [...onset.replace(/^ຫ(?=.)/, '')].map((letter, index) => {
    if (letter === 'ຍ' && previous === '0') return 'y nh gn ny';
    if (letter === 'ລ' && previous === undefined) return 'l - r';
    if (letter === 'ວ' && index > 0) return 'ou v';
    return consonants.get(letter)?.[0] ?? '0';
  });
}

/** After a long vowel, n has the e that keeps it from being nasal in French. */
function rimeOf(vowel: string, last: string, isShort: boolean, next: string): readonly string[] {
  // Two letters for one sound, as in ບຸບຜາ, are most often written once.
  if (last === 'ບ' && /[ປຜພ]/.test(next)) return [vowel, '0 p'];
  if (last === 'ນ' && !isShort) return [vowel, vowel.startsWith('o') ? 'ne n - nh' : 'n ne nh'];
  return [vowel, last === '' ? '0' : (consonants.get(last)?.[1] ?? '0')];
}

const widest = 64;
const most = 8;

/** The likeliest combinations of spellings, one for each way to say the word. */
export function cheapest(sounds: readonly Spellings[]): readonly string[] {
  let found: readonly (readonly [text: string, cost: number])[] = [['', 0]];
  for (const sound of sounds) {
    const choices = sound.split(' ').map((text, cost) => [text, cost] as const);
    found = choices
      .filter(([text]) => text !== '-')
      .flatMap(([text, cost]) =>
        found.map(([before, sum]) => [before + (text === '0' ? '' : text), sum + cost] as const),
      )
      .sort((one, other) => one[1] - other[1])
      .slice(0, widest);
  }
  const distinct = new Map<string, string>();
  for (const [text] of found) if (!distinct.has(skeletonOf(text))) distinct.set(skeletonOf(text), text);
  return [...distinct.values()].slice(0, most);
}
