import { describe, expect, test } from '@jest/globals';
import { icaoName } from '../../../schema/identifiers/icaoName.js';
import { icaoArabic, icaoCyrillic } from '../../../schema/identifiers/icaoTables.js';

describe('icaoName', () => {
  test.each([
    // ICAO Doc 9303 part 3, section 6 A
    ['Müller', 'MUELLER'],
    ['Ångström', 'AANGSTROEM'],
    ['Ærøskøbing', 'AEROESKOEBING'],
    ['Weiß', 'WEISS'],
    ['Þórður', 'THORDUR'],
    ['Łódź Đorđe Ħal Œuvre', 'LODZ DORDE HAL OEUVRE'],
    ['Thérèse Cañon', 'THERESE CANON'],
    ['Işık İpek', 'ISIK IPEK'],
    ['Ştefan Șerban Čapek Ĳsselmeer', 'STEFAN SERBAN CAPEK IJSSELMEER'],
    // section 4.6
    ["D'Artagnan", 'DARTAGNAN'],
    ['Susie Margaret Smith-Jones', 'SUSIE MARGARET SMITH JONES'],
    ['Exemplarov, Fictius J.R.', 'EXEMPLAROV FICTIUS JR'],
    ['O’Specimen (Junior)', 'OSPECIMEN JUNIOR'],
    ['EXEMPLAROV<<FICTIUS<JANE', 'EXEMPLAROV FICTIUS JANE'],
    // section 6 B
    ['Сергей Щукин', 'SERGEI SHCHUKIN'],
    ['Юрий Соловьёв', 'IURII SOLOVEV'],
    ['Єгор Їжакевич', 'YEGOR YIZHAKEVYCH'],
    ['Юлія Євдокія', 'YULIIA YEVDOKIIA'],
    ['Ўладзімір Гарэцкі', 'ULADZIMIR HARETSKI'],
    ['Ѓорѓи Ќосев', 'GJORGJI KJOSEV'],
    ['Ђурђевић Живко', 'DURDEVIC ZIVKO'],
    // section 6 C; the working example of its technical report
    ['محمود عبد الرحيم', 'MXHMWD EBD ALRXHYM'],
    ['فضّة', 'FXDZXDZXAH'],
    ['مكة المكرمة', 'MKXAH ALMKRMXAH'],
    ['مكةن', 'MKXTAN'],
    ['مُحَمَّد', 'MXHMMD'],
    ['گل چهره', 'XGGL XCHRH'],
    // scripts without a table, and what cannot be written
    ['Specimen 2000 & Co', 'SPECIMEN 2000 CO'],
    ['Παπαδόπουλος', 'PAPADOPOYLOS'],
    ['李', 'LI'],
    ['—', ''],
    ['', ''],
  ])('%s is %s', (name, expected) => {
    expect(icaoName(name)).toBe(expected);
  });

  test('decomposed, presentation and full-width forms are the same name', () => {
    expect(icaoName('Müller'.normalize('NFD'))).toBe('MUELLER');
    expect(icaoName('Сергей'.normalize('NFD'))).toBe('SERGEI');
    expect(icaoName('ﻣﺤﻤﻮد')).toBe('MXHMWD');
    expect(icaoName('ＭＵＥＬＬＥＲ')).toBe('MUELLER');
    expect(icaoName('\u202Bمحمود\u202C')).toBe('MXHMWD');
    expect(icaoName('محمـــود')).toBe('MXHMWD');
  });

  test('what is written is written again as it is', () => {
    for (const name of ['Jane Müller', 'Сергей Ким', 'محمود', 'Œuvre, Ø.']) {
      expect(icaoName(icaoName(name))).toBe(icaoName(name));
    }
  });

  test('every letter of the tables is one code point, and its writing is of the alphabet', () => {
    for (const [letter, written] of Object.entries({ ...icaoCyrillic, ...icaoArabic })) {
      expect([...letter.normalize('NFC')]).toHaveLength(1);
      expect(written).toMatch(/^[A-Z]{1,4}$/);
    }
    expect(Object.keys(icaoArabic)).toHaveLength(66);
  });

  test('no two letters that Arabic itself has are written alike, so that the name can be read back', () => {
    const arabic = Object.entries(icaoArabic).filter(([letter]) => letter <= 'ي');
    expect(new Set(arabic.map(([, written]) => written)).size).toBe(arabic.length);
  });
});
