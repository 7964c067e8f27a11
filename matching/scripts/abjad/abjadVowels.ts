import { skeletonOf } from '../skeleton.js';
import { foldAbjad } from './abjadNames.js';

/** What may stand between two consonants, as an abjad writes it: long vowels, `*` for any vowel or none, `!` for some vowel. */
type Slots = readonly string[];

const silent = 'عءےע';
const abjad = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
const hebrew = /\p{Script=Hebrew}/u;
// Letters of a breath, which Latin spellings leave out at the end.
const breaths = 'هחהحخ';
const maxForks = 3;
/** A shorter word in Hebrew is another name where a vowel is written. */
const shortest = 3;

/**
 * Whether the vowels of a Latin spelling are those that a word in Arabic or Hebrew letters writes: a long vowel that is written is
 * heard, a vowel at the end is written, and in Hebrew so are o and u. Salim is not سلام, nor Amira أمير. Where the consonants are not
 * the same, nothing is said against it.
 *
 * @param letters the word in its own script
 * @param latin a reading, in a-z
 */
export function vowelsAgree(letters: string, latin: string): boolean {
  if (!abjad.test(letters)) return true;
  const isHebrew = hebrew.test(letters);
  const spoken = heardAs(latin, isHebrew).map((each) => slotsIn(skeletonOf(each)));
  // The vowel of an article inside is that of the word before it: Abdulrahman.
  const written = slotsOf(letters.replaceAll(/(?<=.)ال/g, 'عل'));
  const count = spoken[0]?.length ?? 0;
  const alike = written.filter((each) => each.length === count);
  if (alike.length === 0) return true;
  return alike.some((each) => spoken.some((other) => agree(each, other, isHebrew)));
}

// An e may be a long a (Hichem), or a short vowel that is not heard; in English an a may be an i (David), and a u an a (Trump).
function heardAs(latin: string, isHebrew: boolean): readonly string[] {
  return [
    latin,
    // The article: Essaid.
    latin.replace(/^[aeu](?=([rsdztnl])\1)/, ''),
    latin.replaceAll('e', 'a'),
    // Hebrew writes each vowel at the end.
    isHebrew ? latin : latin.replace(/e$/, ''),
    latin.replaceAll(/a(?=[^aeiouy][eio])/g, 'i'),
    latin.replaceAll(/u(?=[^aeiouy]{2})/g, 'a'),
    // A vowel before two consonants that some do not say: Estanekzai.
    latin.replace(/^(?=s[^aeiouy])/, 'a'),
  ];
}

function agree(written: Slots, spoken: Slots, isHebrew: boolean): boolean {
  return (
    written.length === spoken.length &&
    written.every((each, at) => {
      const heard = spoken[at] ?? '';
      // A first alif is heard: Ahsan is not Husayn.
      if (at === 0) return heard === '' ? !each.includes('a') : each !== '';
      if (each.includes('*')) return true;
      if (each.includes('!')) return heard !== '';
      if (each !== '') return [...heard].some((vowel) => each.includes(vowel));
      if (at === written.length - 1) return heard === '';
      return !(isHebrew && heard.includes('u')) && heard.length < 2;
    })
  );
}

function slotsIn(skeleton: string): Slots {
  return skeleton.replaceAll('ch', 'c').split(/[^aiu]/);
}

// A waw may be a vowel or a consonant, and a breath at the end is heard or not.
function slotsOf(letters: string): readonly Slots[] {
  let found: string[][] = [['']];
  const text = [...foldAbjad(letters)];
  for (const [at, letter] of text.entries()) {
    const isLast = at === text.length - 1;
    const vowel = vowelOf(letter, isLast);
    const open = found.length < 2 ** maxForks ? found : [];
    const doubled = letter === text[at - 1] && vowel === '';
    const consonant = (slots: string[]): string[] => [...slots, ''];
    const heard = (slots: string[]): string[] => [...slots.slice(0, -1), `${slots.at(-1)}${vowel}`];
    if ('وו'.includes(letter)) found = [...found.map(heard), ...open.map(consonant)];
    else if (isLast && breaths.includes(letter))
      found = [...found.map((slots) => (slots.at(-1) ? slots : heard(slots))), ...open.map(consonant)];
    else if (doubled) found = [...found.map(consonant), ...open];
    else found = found.map(vowel === '' ? consonant : heard);
  }
  return found;
}

function vowelOf(letter: string, isLast: boolean): string {
  if (letter === 'و' || letter === 'ו') return 'u';
  if (letter === 'ی' || letter === 'י') return isLast ? 'ia' : 'i';
  if (letter === 'ا') return 'a';
  if (letter === 'א') return isLast ? '!' : '*';
  if (isLast && (letter === 'ه' || letter === 'ה')) return '!';
  if (isLast && breaths.includes(letter)) return '*';
  return silent.includes(letter) ? '*' : '';
}

/**
 * How two words in one abjad agree: `same` where one leaves out a vowel that the other writes and both are read alike (in Hebrew:
 * wherever one does), `vowel` where they differ in long vowels alone, which makes two names of them: سالم and سليم.
 *
 * @param areAlike whether a reading of the one is a reading of the other
 */
export function likeLetters(one: string, other: string, areAlike: boolean): 'same' | 'vowel' | undefined {
  const [a, b] = [foldAbjad(one), foldAbjad(other)];
  if (a === b) return 'same';
  if (!abjad.test(a)) return undefined;
  if (withoutVowels(a) !== withoutVowels(b)) return undefined;
  const isShorter = a.length < b.length ? isWithin(a, b) : isWithin(b, a);
  return isShorter && (areAlike || (hebrew.test(a) && Math.min(a.length, b.length) >= shortest)) ? 'same' : 'vowel';
}

// One at the end is part of the name.
function withoutVowels(letters: string): string {
  return letters.replaceAll(/(?<=.)[اویאוי](?=.)/g, '');
}

function isWithin(less: string, more: string): boolean {
  let at = 0;
  for (const letter of more) if (letter === less[at]) at += 1;
  return at === less.length;
}
