import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { skeletonOf } from '../../../../matching/scripts/skeleton.js';
import { readLao } from '../../../../matching/scripts/southeastAsia/lao.js';

/* Each line: one name as it is written in Lao and in Latin letters by various hands. */
const spellings = `
ອຳພອນ Amphone
ໄຊຍະວົງ Xayavong Sayavong
ບຸນຍັງ Bounnhang
ວໍລະຈິດ Vorachit Vorachith
ສົມພອນ Somphone
ທອງລຸນ Thongloun
ຄຳ Kham
ສີສຸລິດ Sisoulith
ພົມວິຫານ Phomvihane
ແກ້ວ Keo
ນ້ອຍ Noy
ໄກສອນ Kaysone
ຄຳໄຕ Khamtay
ສີພັນດອນ Siphandone
ພູມສະຫວັນ Phoumsavanh Phoumsavan
ຈູມມະລີ Choummaly
ບົວສອນ Bouasone
ບຸບຜາວັນ Bouphavanh
ທຳມະວົງ Thammavong
ສົມສະຫວາດ Somsavath
ເລ່ງສະຫວັດ Lengsavad
ສະເຫຼີມໄຊ Saleumxay
ກົມມະສິດ Kommasith
ສອນໄຊ Sonexay Sonxay
ຈັນສະໝອນ Chansamone Chanhsamone
ຈັນຍາລາດ Chanyalath
ວິໄລວັນ Vilayvanh
ວຽງທອງ Viengthong Viangthong
ດວງຈັນ Douangchanh Duangchan
ບຸນມີ Bounmy
ດາລາ Dala Dara
ດາວເຮືອງ Daoheuang
ເພັດສະລາດ Phetsarath Phetsalath
ສຸລິຍະ Souliya
ອ້ອຍ Oy
ທອງພັນ Thongphanh
ຊະນະນິກອນ Sananikone
ສຸພານຸວົງ Souphanouvong
ອຸ່ນເຮືອນ Ounheuan
ຫຼວງ Luang Louang
ສະຫວັນ Savanh
ຄຳມ່ວນ Khammouane
ສາລະວັນ Saravane
ຊຽງຂວາງ Xiengkhouang
ພິມມະຈັກ Phimmachak
ປະເສີດ Paseuth
ອິນທະວົງ Inthavong
ສີສະຫວ່າງ Sisavang
ສີນວນ Sinouane
ມະໂນລົມ Manorom
ໃຫຍ່ Nhay Yai
ຄຳຜິວ Khamphiou
ບົວລະພັນ Bouaraphanh
`;

const skeletonsOf = (word: string): readonly string[] => readLao(word).map(skeletonOf);

describe('a word in Lao letters', () => {
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
    ['ສົມພອນ', 'somphone'],
    ['ຄຳ', 'kham'],
    ['ທອງລຸນ', 'thongloun'],
    ['ສີສຸລິດ', 'sisoulit'],
    ['ແກ້ວ', 'keo'],
  ])('%s is most likely %s', (own, latin) => {
    expect(readLao(own)[0]).toBe(latin);
  });

  it('is the same with any tone, and however its letters are encoded', () => {
    expect(readLao('ແກ້ວ')).toEqual(readLao('ແກວ'));
    expect(readLao('ອໍາພອນ')).toEqual(readLao('ອຳພອນ'));
    expect(readLao('ຄໍ້າ')).toEqual(readLao('ຄ້ຳ'));
    expect(readLao('ໝອກ')).toEqual(readLao('ຫມອກ'));
    expect(readLao('ຫຼ້າ')).toEqual(readLao('ຫລ້າ'));
  });

  it('is read without the h that only gives a tone to the consonant after it', () => {
    expect(readLao('ໜູຮັກ')[0]).toBe('nouhak');
    expect(readLao('ຫວຽງ')[0]).toBe('vieng');
    expect(readLao('ວິຫານ')[0]).toBe('vihan');
  });

  it('is also read as it was written when some vowels were not', () => {
    expect(skeletonsOf('ພນ')).toContain(skeletonOf('Phon'));
  });

  it('has one to eight spellings in letters a-z, each with a skeleton of its own, whatever the letters', () => {
    const letter = fc.integer({ min: 0x0e80, max: 0x0edf }).map((code) => String.fromCodePoint(code));
    const words = fc.oneof(fc.string({ unit: letter, maxLength: 40 }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(words, (word) => {
        const readings = readLao(word);
        expect(readings.length).toBeGreaterThanOrEqual(1);
        expect(readings.length).toBeLessThanOrEqual(8);
        expect(readings.join('')).toMatch(/^[a-z]*$/);
        expect(new Set(readings.map(skeletonOf)).size).toBe(readings.length);
      }),
    );
  });

  it('is empty where it has no such letter', () => {
    expect(readLao('abc 1')).toEqual(['']);
    expect(readLao('')).toEqual(['']);
  });
});
