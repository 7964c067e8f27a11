import { describe, expect, it } from '@jest/globals';
import { analyseName, compareNames, cutOff } from '../../../../matching/index.js';

const score = (a: string, b: string): number =>
  compareNames(analyseName(`${a} Tarkhuni`, 'person'), analyseName(`${b} Tarkhuni`, 'person')).score;

describe('a name in an abjad', () => {
  it.each([
    ['a long vowel is heard as an e', 'هشام', 'Hichem'],
    ['a waw is a consonant', 'نواز', 'Nawaz'],
    ['an ending is written with or without its h', 'فاطمة', 'Fatmah'],
    ['an article within is that of the word before it', 'عبدالرحمن', 'Abderrahmane'],
    ['a final e is not heard', 'كريم', 'Karime'],
    ['Persian writes as it speaks', 'شیرین', 'Shireen'],
    ['Hebrew leaves out an e', 'ברק', 'Barak'],
    ['Hebrew writes an e as an i', 'מירב', 'Merav'],
    ['an English a is an i', 'ديفيد', 'David'],
    ['an English u is an a', 'ترامب', 'Trump'],
    ['Hebrew leaves out a vowel that it may write', 'דויד', 'דוד'],
    ['an alef is left out as of old', 'رحمن', 'رحمان'],
    ['a glide between vowels', 'إياد', 'Iyad'],
  ])('is another spelling, where %s: %s, %s', (_, own, latin) => {
    expect(score(own, latin)).toBeGreaterThanOrEqual(cutOff);
  });

  it.each([
    ['a long vowel is another', 'سلام', 'Salim'],
    ['a long vowel is another, in a name of no table', 'طريخ', 'Tarakh'],
    ['a vowel at the end is not written', 'أمير', 'Amira'],
    ['a vowel at the end is not heard', 'سميرة', 'Samir'],
    ['Hebrew would write an o', 'רן', 'Ron'],
    ['Hebrew writes an o', 'אלון', 'Ilan'],
    ['a vowel is long', 'حسن', 'حسان'],
    ['the long vowel is another', 'نبيل', 'نبال'],
    ['the long vowel stands elsewhere', 'سالم', 'سليم'],
    ['the long vowel stands elsewhere, and both are read alike', 'حامد', 'حميد'],
  ])('is another name, where %s: %s, %s', (_, own, other) => {
    expect(score(own, other)).toBeLessThan(cutOff);
  });
});
