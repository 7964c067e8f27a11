import { describe, expect, it } from '@jest/globals';
import { skeletonOf } from '../../../../matching/scripts/skeleton.js';
import { burmeseSyllables, readBurmese } from '../../../../matching/scripts/southeastAsia/burmese.js';

const skeletons = (own: string): readonly string[] => readBurmese(own).map(skeletonOf);

/** Whether one of the readings and the Latin spelling have the same skeleton. */
const isRead = (own: string, latin: string): boolean => skeletons(own).includes(skeletonOf(latin));

describe('a syllable in Burmese letters', () => {
  it.each(
    `အောင် Aung, မောင် Maung, ကျော် Kyaw, မြင့် Myint, ဝင်း Win, လှိုင် Hlaing, ခင် Khin, စိုး Soe, သန်း Than, ရွှေ Shwe, နိုင် Naing,
    ဇော် Zaw, ဦး U, ဒေါ် Daw, ထွန်း Htun, မင်း Min, စု Su, ကြည် Kyi, မိုး Moe, ဝေ Wai, သက် Thet, မြတ် Myat, ဖြိုး Phyo, မျိုး Myo,
    ကို Ko, အေး Aye, ထက် Htet, နွယ် Nwe, သိန်း Thein, စိန် Sein, ညွန့် Nyunt, သန့် Thant, လွင် Lwin, ငြိမ်း Nyein, ချမ်း Chan, ချို Cho,
    ရန် Yan, ရဲ Ye, ဖြူ Phyu, လှ Hla, နှင်း Hnin, ဟိန်း Hein, ဉာဏ် Nyan, ကျောက် Kyauk, မွန် Mon, ဝန်း Wun, သောင်း Thaung, ပိုင် Paing,
    အိ Ei, မြ Mya, ဘို Bo, သွင် Thwin`
      .split(',')
      .map((pair) => pair.trim().split(' ') as [string, string]),
  )('%s is read first as %s', (own, latin) => {
    expect(skeletonOf(readBurmese(own)[0] ?? '')).toBe(skeletonOf(latin));
  });

  it.each([
    ['ထွန်း', 'Tun'],
    ['ဆန်း', 'Hsan'],
    ['ဖြိုး', 'Pyo'],
    ['ခိုင်', 'Khine'],
    ['စိုး', 'So'],
    ['ခန့်', 'Khan'],
    ['ကြီး', 'Gyi'],
    ['ဘုန်း', 'Phone'],
    ['ရွှေ', 'Shway'],
    ['နှင်း', 'Nin'],
    ['မှူး', 'Mhu'],
    ['ပြည့်', 'Pyae'],
    ['စိုင်း', 'Sai'],
    ['နန်း', 'Nang'],
    ['ဗိုလ်', 'Bo'],
    ['အုန်း', 'Ohn'],
  ])('%s is also written %s', (own, latin) => {
    expect(isRead(own, latin)).toBe(true);
  });
});

describe('a name in Burmese letters', () => {
  it.each([
    ['အောင်မြင့်', 'Aungmyint'],
    ['ခင်မောင်ဝင်း', 'Khinmaungwin'],
    ['စိုးမြတ်နိုင်', 'Soemyatnaing'],
    ['ဇော်မင်းထွန်း', 'Zawmintun'],
    ['သီဟ', 'Thiha'],
    ['သူရ', 'Thura'],
    ['ဝဏ္ဏ', 'Wunna'],
    ['ရတနာ', 'Yadana'],
    ['ကုမာရ', 'Kumara'],
    ['မဟာ', 'Maha'],
    ['မန္တလေး', 'Mandalay'],
    ['စန္ဒာ', 'Sandar'],
    ['သီရိ', 'Thiri'],
    ['ဝိဇ္ဇာ', 'Wizza'],
    ['ဓမ္မ', 'Dhamma'],
    ['ဥတ္တမ', 'Uttama'],
    ['မင်္ဂလာ', 'Mingala'],
    ['ဣန္ဒြာ', 'Eindra'],
    ['ဥမ္မာ', 'Ohnmar'],
    ['ဇေယျာ', 'Zeya'],
    ['ဩဇာ', 'Awza'],
    ['မေတ္တာ', 'Metta'],
    ['ဇာနည်', 'Zarni'],
    ['ဝီရသူ', 'Wirathu'],
    ['ရန်ကုန်', 'Yangon'],
    ['မိုဟာမက်', 'Mohamed'],
    ['ရာဟင်', 'Rahim'],
    ['ဟူစိန်', 'Hussein'],
    ['အလီ', 'Ali'],
    ['ကုမ္ပဏီ', 'Company'],
    ['လီမိတက်', 'Limited'],
    ['မြန်မာ', 'Myanmar'],
  ])('%s is %s', (own, latin) => {
    expect(skeletons(own)).toContain(skeletonOf(latin));
  });

  it.each([
    ['with its marks in another order', 'မ\u102F\u102D\u1037', 'မ\u102D\u102F\u1037'],
    ['with the dot before the killer or after it', 'မြင\u1037\u103A', 'မြင\u103A\u1037'],
    ['with a zero for the letter wa', '၀င်း၀ဏ္ဏ', 'ဝင်းဝဏ္ဏ'],
    ['with spaces of no width', 'အောင်\u200Bစိုး', 'အောင်စိုး'],
    ['with the vowel u for the letter nya', 'စဥ်', 'စဉ်'],
    ['with a tall a', 'ဒေါ်', 'ဒော်'],
  ])('is the same %s', (_, typed, own) => {
    expect(readBurmese(typed)).toEqual(readBurmese(own));
  });

  it.each([
    ['ကျော်', 'Zaw'],
    ['မြင့်', 'Myat'],
    ['ခိုင်', 'Khin'],
    ['လှ', 'Hlaing'],
    ['ဝင်း', 'Wunna'],
  ])('%s is not %s', (own, latin) => {
    expect(isRead(own, latin)).toBe(false);
  });
});

describe('a text in Burmese letters', () => {
  it.each([
    ['with final consonants', 'အောင်မြင့်နိုင်', 'အောင်|မြင့်|နိုင်'],
    ['with several medials', 'ရွှေမြွှာ', 'ရွှေ|မြွှာ'],
    ['with a stack, which is one', 'ဝဏ္ဏမန္တလေး', 'ဝဏ္ဏ|မန္တ|လေး'],
    ['with a kinzi', 'မင်္ဂလာ', 'မင်္ဂ|လာ'],
    ['with independent vowels', 'ဦးဧဩဇာဥမ္မာ', 'ဦး|ဧ|ဩ|ဇာ|ဥမ္မာ'],
    ['with bare consonants', 'ရတနာ', 'ရ|တ|နာ'],
    ['with a zero for the letter wa', '၀င်း၀ဏ္ဏ', '၀င်း|၀ဏ္ဏ'],
    ['with letters of Shan', 'ၸၢႆးမိူင်း', 'ၸၢႆး|မိူင်း'],
    ['among other text, which stays whole', 'Daw စုစု Ltd. ၁၂', 'Daw |စု|စု| Ltd. ၁၂'],
  ])('is split into syllables %s', (_, text, parts) => {
    expect(burmeseSyllables(text)).toEqual(parts.split('|'));
  });

  it('of other letters alone is one part, and none if empty', () => {
    expect(burmeseSyllables('Aung San')).toEqual(['Aung San']);
    expect(burmeseSyllables('')).toEqual([]);
  });
});

describe('any text', () => {
  // Letters and marks in no order, with some of other scripts and half a surrogate pair.
  const strange = Array.from({ length: 400 }, (_, seed) =>
    Array.from({ length: seed % 13 }, (_, at) => {
      const chance = (seed * 7919 + at * 104_729 + seed * at * 31) % 170;
      return chance < 160 ? String.fromCharCode(0x1000 + chance) : ('aZ1 \u200B\uD800ไ်္ꩡ'[chance - 160] ?? '');
    }).join(''),
  );
  const texts = [...strange, 'အောင်'.repeat(500), '္'.repeat(500), 'က်'.repeat(500), '၀'.repeat(500)];

  it('has one to eight readings of a-z, of different skeletons', () => {
    for (const text of texts) {
      const readings = readBurmese(text);
      expect(readings.length).toBeGreaterThanOrEqual(1);
      expect(readings.length).toBeLessThanOrEqual(8);
      for (const reading of readings) expect(reading).toMatch(/^[a-z]*$/);
      expect(new Set(readings.map(skeletonOf)).size).toBe(readings.length);
    }
  });

  it('is its syllables joined', () => {
    for (const text of texts) expect(burmeseSyllables(text).join('')).toBe(text);
  });
});
