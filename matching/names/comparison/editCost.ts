/** Costs are in tenths of a letter. */
export const oneLetter = 10;

// For letters of readings and of skeletons (`skeletonOf`); no two letters of an abjad are alike.
const vowels = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)));
/** The cost of one letter for another, by both codes; letters outside a-z all cost the same. */
const codes = 128;
const substitutions = new Uint8Array(codes * codes).fill(oneLetter);
for (const one of vowels) for (const other of vowels) substitutions[one * codes + other] = 7;
for (const [pair, cost] of Object.entries({
  ou: 3,
  ei: 3,
  iy: 3,
  ey: 3,
  jy: 5,
  ck: 6,
  cs: 6,
  cz: 5,
  gk: 6,
  dt: 5,
  dz: 5,
  bp: 6,
  bv: 6,
  fv: 5,
  mn: 6,
  lr: 8,
  sz: 5,
  gz: 7,
  ks: 6,
  hk: 6,
  gh: 5,
})) {
  const [one, other] = [pair.charCodeAt(0), pair.charCodeAt(1)];
  substitutions[one * codes + other] = cost;
  substitutions[other * codes + one] = cost;
}
const longest = 40;
const addedCosts = new Int32Array(longest);
const rows = [new Int32Array(longest + 1), new Int32Array(longest + 1), new Int32Array(longest + 1)];

/**
 * The Damerau-Levenshtein distance of two words with weights: a letter costs ten, less where ear, eye or romanisation confuse
 * two. Returns a number above the limit as soon as the distance must exceed it.
 */
// Why long: one loop, in which each row of the table is made from the two before it.
export function editCost(a: string, b: string, limit: number): number {
  const above = limit + 1;
  if (a.length > longest || b.length > longest) return a === b ? 0 : above;
  let [before, last, now] = rows as [Int32Array, Int32Array, Int32Array];
  last[0] = 0;
  for (let j = 1; j <= b.length; j += 1) {
    addedCosts[j - 1] = indel(b, j - 1);
    last[j] = (last[j - 1] as number) + (addedCosts[j - 1] as number);
  }
  for (let i = 1; i <= a.length; i += 1) {
    const dropA = indel(a, i - 1);
    now[0] = (last[0] as number) + dropA;
    let least = now[0];
    const x = a.charCodeAt(i - 1);
    for (let j = 1; j <= b.length; j += 1) {
      const y = b.charCodeAt(j - 1);
      let cost = (last[j - 1] as number) + (x === y ? 0 : substitution(x, y));
      const dropped = (last[j] as number) + dropA;
      if (dropped < cost) cost = dropped;
      const added = (now[j - 1] as number) + (addedCosts[j - 1] as number);
      if (added < cost) cost = added;
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && y === a.charCodeAt(i - 2)) {
        const swapped = (before[j - 2] as number) + 7;
        if (swapped < cost) cost = swapped;
      }
      now[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return above;
    [before, last, now] = [last, now, before];
  }
  return last[b.length] as number;
}

/** Whether one consonant differs, and is not one that ear or romanisation confuses: Martin and Marvin. */
export function haveOtherConsonants({ consonants: a }: Consonants, { consonants: b }: Consonants): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  if (at < 0 || a.slice(at + 1) !== b.slice(at + 1)) return false;
  return substitution(a.charCodeAt(at), b.charCodeAt(at)) > confused;
}

interface Consonants {
  readonly consonants: string;
}
const confused = 6;

function substitution(x: number, y: number): number {
  return x < codes && y < codes ? (substitutions[x * codes + y] as number) : oneLetter;
}

// The cost of a letter that only one side has: less if it is doubled, silent, a vowel, or an ending that languages add.
function indel(text: string, at: number): number {
  const letter = text.charCodeAt(at);
  if (at > 0 && letter === text.charCodeAt(at - 1)) return 2;
  const isLast = at === text.length - 1;
  if (vowels.has(letter)) return isLast && (letter === 101 || letter === 105) ? 4 : 7;
  if (letter === 104) return 7;
  if (letter === 103 && at > 0 && text.charCodeAt(at - 1) === 110) return 4;
  return letter === 115 && isLast && at > 3 ? 5 : oneLetter;
}
