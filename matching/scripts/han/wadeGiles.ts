const wadeGiles: readonly (readonly [RegExp, string])[] = [
  [/^[zc]i$/, 'tzu'],
  [/^si$/, 'szu'],
  [/^(zh|ch|sh|r)i$/, '$1ih'],
  [/^yi$/, 'i'],
  [/^([ghk])e$/, '$1o'],
  [/ong$/, 'ung'],
  [/ian$/, 'ien'],
  [/(?<=[iu])e$/, 'eh'],
  [/(?<=[dtnlzcs]|zh|ch|sh|r)uo$/, 'o'],
  [/^zh|^[qj]/, 'ch'],
  [/^x/, 'hs'],
  [/^[zc](?!h)/, 'ts'],
  [/^b/, 'p'],
  [/^d/, 't'],
  [/^g/, 'k'],
  [/^r/, 'j'],
];

/** A syllable in pinyin as Wade and Giles spelt it, without apostrophes. */
export function toWadeGiles(syllable: string): string {
  return wadeGiles.reduce((text, [pattern, becomes]) => text.replace(pattern, becomes), syllable);
}
