// The Unicode blocks of Indic scripts share a layout: a letter has the same offset in each.
const at = (first: number, latin: string): readonly (readonly [number, string])[] =>
  latin.split(' ').map((letters, index) => [first + index, letters] as const);

const vowels = new Map([...at(0x05, 'a a i i u u ri'), ...at(0x0e, 'e e ai'), ...at(0x12, 'o o au')]);
const signs = new Map([...at(0x3e, 'a i i u u ri'), ...at(0x46, 'e e ai'), ...at(0x4a, 'o o au')]);
const consonants = new Map([
  ...at(0x15, 'k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h'),
  ...at(0x58, 'q kh gh z r rh f y'),
]);
// Signs after a syllable, and letters of Malayalam without a vowel.
const nasals = new Map([...at(0x01, 'n n h'), [0x70, 'n'], ...at(0x7a, 'n n r l l k')]);
const dotted: Readonly<Record<string, string>> = { k: 'q', g: 'gh', j: 'z', jh: 'zh', ph: 'f', d: 'r', dh: 'rh' };
const dot = 0x3c;
const virama = 0x4d;

const nasal = /[\u0901\u0981](?=[\u0905-\u0914\u0985-\u0994])/g;
const bengali = /\p{Script=Bengali}/u;
// They write one letter for a stop with and without voice.
const dravidian = /\p{Script=Tamil}|\p{Script=Malayalam}/u;
const voiced: Readonly<Record<string, string>> = { k: 'g', ch: 's', t: 'd', p: 'b', c: 's' };

/**
 * Readings of a word in an Indic script: with the inherent vowels that Hindi pronounces, and with all of them; then as the language
 * of the script speaks.
 */
export function readIndic(word: string): readonly string[] {
  const full = readFully(word);
  const readings = [...withMute(full), full.toLowerCase(), ...withMute(full.replace(/A$/, ''))];
  if (/jn/.test(full)) readings.push(...withMute(full.replaceAll('jn', 'gy')));
  if (bengali.test(word))
    readings.push(...withMute(full.replaceAll(/(?<![^aeiouA])y/g, 'j')), ...withMute(full.replaceAll('v', 'b')));
  // A vowel through the nose, before another one: Bhuiyan.
  const oral = word.replaceAll(nasal, '');
  if (oral !== word) readings.push(...readIndic(oral));
  // Tamil writes ksh so: Meenakshi, Lakshmi.
  if (/ட்ச/u.test(word)) readings.push(...readIndic(word.replaceAll('ட்ச', 'க்ஷ')));
  if (dravidian.test(word)) readings.push(...readings.flatMap(voice));
  return readings;
}

// A single stop is voiced between vowels and after a nasal; Tamil zh is often written l, h stands for k, and an i parts two letters
// that begin a foreign name.
function voice(reading: string): readonly string[] {
  const soft = reading
    .replaceAll(/(?<=[aeiou][nm]?)(?:ch|[ktp])(?=[aeiouyr])/g, (stop) => voiced[stop] ?? stop)
    .replaceAll(/^ch(?=[aeiou])/g, 's');
  return [
    soft,
    reading.replace(/^([ktp])ir(?=[aeiou])/, '$1r'),
    soft.replaceAll(/(?<=[aeiou])g(?=[aeiou])/g, 'h'),
    soft.replaceAll(/^[kp](?=[aeiou])|^t(?=[aeiou])/g, (stop) => voiced[stop] ?? stop),
  ];
}

function withMute(full: string): readonly string[] {
  // An inherent vowel is mute at the end, unless after a consonant cluster, and between single consonants.
  const mute = full
    .replace(/(?<=[aeiouA][^aeiouA]{1,2})A$/, (vowel, index: number) =>
      /([^aeiouAh])(?!\1)[^aeiouAh]h?$/.test(full.slice(0, index)) ? vowel : '',
    )
    .replaceAll(/(?<=[aeiouA][^aeiouA]h?)A(?=[^aeiouA]h?[ry]?[aeiou])/g, '');
  return [mute.toLowerCase()];
}

// Inherent vowels are capitals.
function readFully(word: string): string {
  let text = '';
  let isOpen = false;
  for (const character of word) {
    const offset = (character.codePointAt(0) ?? 0) & 0x7f;
    const consonant = consonants.get(offset);
    if (offset === dot) text = text.replace(/[a-z]h?$/, (last) => dotted[last] ?? last);
    else if (offset === virama) isOpen = false;
    else if (signs.has(offset)) {
      text += signs.get(offset);
      isOpen = false;
    } else {
      if (isOpen) text += 'A';
      isOpen = consonant !== undefined;
      text += consonant ?? vowels.get(offset) ?? nasals.get(offset) ?? '';
    }
  }
  return isOpen ? `${text}A` : text;
}
