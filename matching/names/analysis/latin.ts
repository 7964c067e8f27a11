import anyAscii from 'any-ascii';

/** The readings of a word in a-z and digits, the likeliest first. */
export function readingsOf(word: string): readonly string[] {
  return [
    anyAscii(word)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  ].filter(Boolean);
}

const folds: readonly (readonly [RegExp, string])[] = [
  [/sch|sh|sz/g, 's'],
  [/tch|ch|cz/g, 'c'],
  [/dzh|dj|zh/g, 'j'],
  [/kh|gh/g, 'h'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ts|tz/g, 'z'],
  [/ck|q/g, 'k'],
  [/^x/g, 's'],
  [/x/g, 'ks'],
  [/oo|ou|u/g, 'u'],
  [/y|j(?![aeiou])/g, 'i'],
  [/ee|[ei]i+|ie/g, 'i'],
  [/w/g, 'v'],
  [/(.)\1+/g, '$1'],
  [/(?<=.)h$/g, ''],
];

/** A reading without what romanisations differ in. */
export function soundOf(reading: string): string {
  return folds.reduce((text, [pattern, instead]) => text.replace(pattern, instead), reading);
}

/** A reading without its vowels. */
export function consonantsOf(reading: string): string {
  return soundOf(reading).replace(/[aeiou]/g, '') || reading;
}
