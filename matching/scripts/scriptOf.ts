/** A script by its ISO 15924 code; `Zyyy` for a character of no script known here. */
export type Script = (typeof ranges)[number][2] | 'Zyyy';

// First and last code point of the blocks that names are written in; in ascending order, for a binary search.
const ranges = [
  [0x41, 0x5a, 'Latn'],
  [0x61, 0x7a, 'Latn'],
  [0xaa, 0x2af, 'Latn'],
  [0x370, 0x3ff, 'Grek'],
  [0x400, 0x52f, 'Cyrl'],
  [0x531, 0x58f, 'Armn'],
  [0x591, 0x5ff, 'Hebr'],
  [0x600, 0x6ff, 'Arab'],
  [0x700, 0x74f, 'Syrc'],
  [0x750, 0x77f, 'Arab'],
  [0x780, 0x7bf, 'Thaa'],
  [0x8a0, 0x8ff, 'Arab'],
  [0x900, 0x97f, 'Deva'],
  [0x980, 0x9ff, 'Beng'],
  [0xa00, 0xa7f, 'Guru'],
  [0xa80, 0xaff, 'Gujr'],
  [0xb00, 0xb7f, 'Orya'],
  [0xb80, 0xbff, 'Taml'],
  [0xc00, 0xc7f, 'Telu'],
  [0xc80, 0xcff, 'Knda'],
  [0xd00, 0xd7f, 'Mlym'],
  [0xd80, 0xdff, 'Sinh'],
  [0xe00, 0xe7f, 'Thai'],
  [0xe80, 0xeff, 'Laoo'],
  [0xf00, 0xfff, 'Tibt'],
  [0x1000, 0x109f, 'Mymr'],
  [0x10a0, 0x10ff, 'Geor'],
  [0x1100, 0x11ff, 'Hang'],
  [0x1200, 0x139f, 'Ethi'],
  [0x1780, 0x17ff, 'Khmr'],
  [0x1800, 0x18af, 'Mong'],
  [0x1c80, 0x1c8f, 'Cyrl'],
  [0x1c90, 0x1cbf, 'Geor'],
  [0x1e00, 0x1eff, 'Latn'],
  [0x1f00, 0x1fff, 'Grek'],
  [0x2c60, 0x2c7f, 'Latn'],
  [0x2d00, 0x2d2f, 'Geor'],
  [0x2de0, 0x2dff, 'Cyrl'],
  [0x2e80, 0x2fdf, 'Hani'],
  [0x3005, 0x3007, 'Hani'],
  [0x3041, 0x309f, 'Hira'],
  [0x30a0, 0x30ff, 'Kana'],
  [0x3130, 0x318f, 'Hang'],
  [0x31f0, 0x31ff, 'Kana'],
  [0x3400, 0x4dbf, 'Hani'],
  [0x4e00, 0x9fff, 'Hani'],
  [0xa640, 0xa69f, 'Cyrl'],
  [0xa720, 0xa7ff, 'Latn'],
  [0xac00, 0xd7ff, 'Hang'],
  [0xf900, 0xfaff, 'Hani'],
  [0xfb00, 0xfb06, 'Latn'],
  [0xfb13, 0xfb17, 'Armn'],
  [0xfb1d, 0xfb4f, 'Hebr'],
  [0xfb50, 0xfdff, 'Arab'],
  [0xfe70, 0xfefc, 'Arab'],
  [0xff21, 0xff5a, 'Latn'],
  [0xff66, 0xff9f, 'Kana'],
  [0x20000, 0x323af, 'Hani'],
] as const;

/** The script of one character. */
export function scriptOfCharacter(point: number): Script {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last, script] = ranges[middle] as (typeof ranges)[number];
    if (point < first) high = middle - 1;
    else if (point > last) low = middle + 1;
    else return script;
  }
  return 'Zyyy';
}

/** The script of most letters of a text; the first of equals. */
export function scriptOf(text: string): Script {
  const counts = new Map<Script, number>();
  for (const character of text) {
    const script = scriptOfCharacter(character.codePointAt(0) ?? 0);
    if (script !== 'Zyyy') counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  let most: Script = 'Zyyy';
  for (const [script, count] of counts) if (count > (counts.get(most) ?? 0)) most = script;
  return most;
}

const abjads = new Set<Script>(['Arab', 'Hebr', 'Syrc']);

/** Whether a script leaves short vowels unwritten: names in it are compared by consonants where the vowels are not known. */
export function isAbjad(script: Script): boolean {
  return abjads.has(script);
}
