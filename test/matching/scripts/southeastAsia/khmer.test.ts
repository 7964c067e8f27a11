import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { skeletonOf } from '../../../../matching/scripts/skeleton.js';
import { readKhmer } from '../../../../matching/scripts/southeastAsia/khmer.js';

/* Each line: one name as it is written in Khmer and in Latin letters by various hands. */
const spellings = `
សុខ Sok
សំណាង Samnang
ចាន់ Chan
សុភាព Sopheap
ហ៊ុន Hun
សែន Sen
កែវ Keo Kev
វណ្ណា Vanna
រតនា Ratana Rattana
ព្រំ Prum Prom
ឈឿន Chhoeun
ម៉ៅ Mao
លី Ly
បូរី Borey
សុវណ្ណ Sovann
ចន្ទ Chan Chanth
ច័ន្ទថា Chantha
សុភា Sophea
សុភ័ក្រ Sopheak
ភក្តី Pheakdey
ពិសិដ្ឋ Piseth
វិសាល Visal
ដារ៉ា Dara
ធីតា Thida
បុប្ផា Bopha
សុផល Sophal
រិទ្ធី Rithy
ឫទ្ធី Rithy
សម្ផស្ស Samphors
មករា Makara
មុនីរ័ត្ន Monirath Monyroth
វុទ្ធី Vuthy
វិជ្ជា Vichea
វិចិត្រ Vichet Vichetra
ជាតិ Cheat
មាស Meas
អ៊ុក Ouk
គង់ Kong
គឹម Kim
ញឹម Nhem
ហេង Heng
សៀង Seang Sieng
ពេជ្រ Pich
ពៅ Pov
ស្រីមុំ Sreymom
ស្រីលក្ខណ៍ Sreyleak
កញ្ញា Kanha Kanya
ពញ្ញា Ponhea
ចរិយា Chariya
សុគន្ធា Sokunthea
វាសនា Veasna
រដ្ឋា Ratha
សុវត្ថិ Sovath
វង្ស Vong Vongs
រតនៈ Ratanak
ឧត្តម Oudom
នរោត្តម Norodom
ប៊ុនធឿន Bunthoeun
ជ័យ Chey
មង្គល Mongkol
សោភ័ណ Sophorn
ទេវី Tevy Devi
ឥន្ទ្រា Indra
ហ្វ៊ុន Fun
ចម្រើន Chamroeun
`;

const skeletonsOf = (word: string): readonly string[] => readKhmer(word).map(skeletonOf);

describe('a word in Khmer letters', () => {
  it.each(
    spellings
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .flatMap(([own = '', ...latin]) => latin.map((each) => [own, each] as const)),
  )('%s is spelt %s', (own, latin) => {
    expect(skeletonsOf(own)).toContain(skeletonOf(latin));
  });

  it.each([
    ['សុខ', 'sok'],
    ['សុភាព', 'sopheap'],
    ['សំណាង', 'samnang'],
    ['វណ្ណា', 'vanna'],
    ['ហេង', 'heng'],
  ])('%s is most likely %s', (own, latin) => {
    expect(readKhmer(own)[0]).toBe(latin);
  });

  it('is read with the vowels of the series that its mark gives to the consonant', () => {
    expect(readKhmer('មា')[0]).toBe('mea');
    expect(readKhmer('ម៉ា')[0]).toBe('ma');
    expect(readKhmer('ហាង')[0]).toBe('hang');
    expect(readKhmer('ហ៊ាង')[0]).toBe('heang');
  });

  it('is the same where the mark is written as a u below, or between the letters of a pair', () => {
    expect(readKhmer('សុី')).toEqual(readKhmer('ស៊ី'));
    expect(readKhmer('ហ្វ៊ុន')).toEqual(readKhmer('ហ៊្វុន'));
  });

  it('is read without the letter that a mark makes mute', () => {
    expect(readKhmer('លក្ខណ៍')).toEqual(readKhmer('លក្ខ'));
  });

  it('has its vowel heard where it has no other', () => {
    expect(skeletonsOf('ផល')).toEqual(expect.arrayContaining(['fal', 'ful']));
  });

  it('has one to eight spellings in letters a-z, each with a skeleton of its own, whatever the letters', () => {
    const letter = fc.integer({ min: 0x1780, max: 0x17e9 }).map((code) => String.fromCodePoint(code));
    const words = fc.oneof(fc.string({ unit: letter, maxLength: 40 }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(words, (word) => {
        const readings = readKhmer(word);
        expect(readings.length).toBeGreaterThanOrEqual(1);
        expect(readings.length).toBeLessThanOrEqual(8);
        expect(readings.join('')).toMatch(/^[a-z]*$/);
        expect(new Set(readings.map(skeletonOf)).size).toBe(readings.length);
      }),
    );
  });

  it('is empty where it has no such letter', () => {
    expect(readKhmer('abc 1')).toEqual(['']);
    expect(readKhmer('')).toEqual(['']);
  });
});
