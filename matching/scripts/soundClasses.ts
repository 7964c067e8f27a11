/*
 * Sounds that Chinese, Japanese and Korean transcriptions merge: Mandarin has no voiced stops and no r in a coda, Japanese one
 * liquid, Korean no f, v or z. Chosen for this matcher, not from a standard; measured by `npm run bench:matching`.
 */
const classes: Readonly<Record<string, string>> = {
  p: 'b',
  f: 'b',
  v: 'b',
  t: 'd',
  k: 'g',
  r: 'l',
  z: 's',
  c: 's',
  h: '',
};

/**
 * Consonants reduced to classes: l and r are one, b, p, f and v, d and t, g and k, s, z and ch; h is dropped. Candidates are
 * found and compared by the same classes.
 *
 * @param consonants of a sound, with `ch` as `c`
 */
export function soundClasses(consonants: string): string {
  let classed = '';
  for (const letter of consonants.replace(/ng/g, 'n').replace(/[mn](?=[bpfv])|n(?=m)/g, '')) {
    const kept = classes[letter] ?? letter;
    if (!classed.endsWith(kept) || /\d/.test(kept)) classed += kept;
  }
  return classed;
}
