/**
 * ICAO Doc 9303 part 3 (8th edition, 2021) section 6 A: Latin letters that are not written as their base letter. Where the table
 * offers several, the first: `Ü` is `UE`.
 */
export const icaoLatin: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  Ł: 'L',
  Ŋ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  Ŧ: 'T',
  Ü: 'UE',
  Þ: 'TH',
  ẞ: 'SS',
};

/** Section 6 B: Cyrillic letters in any language not below. The soft sign is not written. */
export const icaoCyrillic = toTable(
  'Ё E Ђ D Є IE Ѕ DZ І I Ї I Ј J Љ LJ Њ NJ Ћ C Һ C Ќ K Ў U Џ DZ Ѓ G А A Б B В V Г G Д D Е E Ж ZH З Z И I Й I К K Л L',
  'М M Н N О O П P Р R С S Т T У U Ф F Х KH Ц TS Ч CH Ш SH Щ SHCH Ъ IE Ы Y Э E Ю IU Я IA Ѫ U Ѵ Y Ґ G Ғ G',
);

/** A language of section 6 B: the letters that only it has in the table, and the exceptions. */
export interface IcaoLanguage {
  readonly letters: RegExp;
  readonly differs: Readonly<Record<string, string>>;
  /** At the beginning of a word. */
  readonly first: Readonly<Record<string, string>>;
}

/** Section 6 B: the exceptions by language. Bulgarian (`Щ` as `SHT`) has no letter of its own, so it cannot be recognised. */
export const icaoLanguages: readonly IcaoLanguage[] = [
  { letters: /[ЄЇҐ]/, differs: toTable('И Y'), first: toTable('Є YE Ї YI Й Y Ю YU Я YA') },
  { letters: /Ў/, differs: toTable('Г H Ё IO'), first: {} },
  { letters: /[ЃЌЅ]/, differs: toTable('Ѓ GJ Ќ KJ Х H Ц C Џ DJ'), first: {} },
  { letters: /[ЂЋ]/, differs: toTable('Г H Ж Z Х H Ц C Ч C Ш S'), first: {} },
];

/** Section 6 C: Arabic letters, reversible; `X` begins what no single letter can express. Vowel signs are not written. */
export const icaoArabic = toTable(
  'ء XE آ XAA أ XAE ؤ U إ I ئ XI ا A ب B ة XTA ت T ث XTH ج J ح XH خ XKH د D ذ XDH ر R ز Z س S ش XSH ص XSS ض XDZ ط XTT',
  'ظ XZZ ع E غ G ف F ق Q ك K ل L م M ن N ه H و W ى XAY ي Y ٱ XXA ٹ XXT ټ XRT پ P ځ XKE څ XXH چ XC ڈ XXD ډ XDR ڑ XXR',
  'ړ XRR ږ XRX ژ XJ ښ XXS ک XKK ګ XXK ڭ XNG گ XGG ں XNN ڼ XXN ھ XDO ۀ XYH ہ XXG ۂ XGE ۃ XTG ی XYA ۍ XXY ې Y ے XYB ۓ XBE',
);

function toTable(...lines: readonly string[]): Readonly<Record<string, string>> {
  const words = lines.join(' ').split(' ');
  const table: Record<string, string> = {};
  for (let at = 0; at + 1 < words.length; at += 2) table[words[at] as string] = words[at + 1] as string;
  return table;
}
