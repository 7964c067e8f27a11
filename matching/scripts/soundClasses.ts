/* Sounds that scripts with few of them do not tell apart: l and r, b, p and f, d and t, g and k, s, z and ch; h is none. */
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
 * Consonants by what a script with few sounds keeps of them: candidates are found and compared by the same classes.
 *
 * @param consonants of a sound, in which `ch` is `c`
 */
export function soundClasses(consonants: string): string {
  let classed = '';
  for (const letter of consonants.replace(/ng/g, 'n').replace(/[mn](?=[bpfv])|n(?=m)/g, '')) {
    const heardAs = classes[letter] ?? letter;
    if (!classed.endsWith(heardAs) || /\d/.test(heardAs)) classed += heardAs;
  }
  return classed;
}
