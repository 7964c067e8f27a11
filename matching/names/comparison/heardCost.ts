const vowels = 'aiu';
/** Consonants that a listener takes for one another, each group in one class of `soundClasses` or next to it. */
const alike = ['bpfv', 'dt', 'gk', 'lr', 'szc', 'mn', 'gz', 'hkg', 'hf', 'tsc', 'dz', 'vw', 'vu'];
const codes = 128;
const otherConsonant = 12;
const substitutions = new Uint8Array(codes * codes).fill(otherConsonant);
const set = (a: string, b: string, cost: number): void => {
  substitutions[a.charCodeAt(0) * codes + b.charCodeAt(0)] = cost;
  substitutions[b.charCodeAt(0) * codes + a.charCodeAt(0)] = cost;
};
for (const group of alike.toReversed())
  for (const a of group) for (const b of group) set(a, b, alike.indexOf(group) < 5 ? 1 : 4);
for (const a of vowels) for (const b of vowels) set(a, b, 4);
for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') set(letter, letter, 0);

const longest = 40;
const rows = [new Int32Array(longest + 1), new Int32Array(longest + 1)];

/** A sound, made ready to be compared many times. */
export interface Heard {
  readonly length: number;
  readonly letters: Uint8Array;
  /** What each letter costs where only this side has it. */
  readonly costs: Uint8Array;
  /** A bit for each class of consonants that is never dropped. */
  readonly classes: number;
}

/** Makes a sound of letters a-z and digits ready for `heardCost`. */
export function hear(sound: string): Heard {
  const text = sound.slice(0, longest);
  const letters = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const costs = Uint8Array.from(letters, (_, at) => onlyCost(text, at));
  let classes = 0;
  for (const letter of text) {
    const at = kept.findIndex((group) => group.includes(letter));
    if (at >= 0) classes |= 1 << at;
  }
  return { length: text.length, letters, costs, classes };
}

const kept = ['bpfv', 'dtszcgk', 'mn'];

/**
 * How far a word is from what was heard of it, in tenths of a letter. Cheap: the vowel that a transcription puts after a single
 * consonant, voiced for voiceless, l for r, an h or an r at the end of a syllable that is not heard. Dear: another vowel in its
 * place, another consonant.
 *
 * @returns a number above the limit where the distance must exceed it
 */
export function heardCost(a: Heard, b: Heard, limit: number): number {
  if (Math.abs(a.length - b.length) * 3 > limit + 2 || (a.classes !== b.classes && limit < leastOfClass))
    return limit + 1;
  let [last, now] = rows as [Int32Array, Int32Array];
  last[0] = 0;
  for (let j = 1; j <= b.length; j += 1) last[j] = (last[j - 1] as number) + (b.costs[j - 1] as number);
  for (let i = 1; i <= a.length; i += 1) {
    const dropped = a.costs[i - 1] as number;
    const from = (a.letters[i - 1] as number) * codes;
    let before = (last[0] as number) + dropped;
    now[0] = before;
    let least = before;
    for (let j = 1; j <= b.length; j += 1) {
      let cost = (last[j - 1] as number) + (substitutions[from + (b.letters[j - 1] as number)] as number);
      const without = (last[j] as number) + dropped;
      if (without < cost) cost = without;
      const added = before + (b.costs[j - 1] as number);
      if (added < cost) cost = added;
      now[j] = cost;
      before = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [last, now] = [now, last];
  }
  return last[b.length] as number;
}

/** The least that a consonant costs whose class the other side has not. */
const leastOfClass = 4;
const isVowel = (letter: string | undefined): boolean => letter === 'a' || letter === 'i' || letter === 'u';

// The cost of a letter that only one side has.
function onlyCost(text: string, at: number): number {
  const [before, letter, after] = [text[at - 1], text[at], text[at + 1]];
  if (letter === 'h') return 3;
  if (isVowel(letter)) {
    // Beside another vowel it is half of a diphthong; after a consonant, i and u are what signs add.
    if (isVowel(before) || isVowel(after)) return 3;
    // A last a tells a woman from a man.
    if (letter === 'a') return after === undefined ? 10 : 6;
    return 3;
  }
  if (letter === 'l' || letter === 'r') return isVowel(before) && !isVowel(after) ? 3 : 9;
  if ((letter === 'n' || letter === 'm') && !isVowel(after)) return 8;
  if (letter === 'g' && before === 'n') return 1;
  if (letter === 'v' && isVowel(after)) return 5;
  return 13;
}
