import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containerCheckDigit, isValidContainerId, parseContainerId } from '../../../schema/identifiers/containerId.js';
import { parseEori } from '../../../schema/identifiers/eori.js';
import { parseIcaoAddress } from '../../../schema/identifiers/icaoAddress.js';
import { imoCheckDigit, isValidImo, parseImo } from '../../../schema/identifiers/imo.js';
import { isValidMrn, mrnCheckDigit, parseMrn } from '../../../schema/identifiers/mrn.js';
import { looksLikeRegistrationMark, parseRegistrationMark } from '../../../schema/identifiers/registrationMark.js';
import { parseUnlocode } from '../../../schema/identifiers/unlocode.js';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const letters = (length: number) =>
  fc
    .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

describe('container number (ISO 6346)', () => {
  test('accepts the worked example of the standard in any common writing', () => {
    expect(parseContainerId('csqu 305438-3')).toBe('CSQU3054383');
    expect(isValidContainerId('CSQU3054383')).toBe(true);
  });

  test('keeps the form apart from the check digit', () => {
    expect(parseContainerId('CSQU3054384')).toBe('CSQU3054384');
    expect(isValidContainerId('CSQU3054384')).toBe(false);
    expect(parseContainerId('CSQ3054383')).toBeNull();
    expect(isValidContainerId('CSQX3054383')).toBe(false);
  });

  test('catches every single changed digit of the serial number, save where 10 and 0 share a digit', () => {
    fc.assert(
      fc.property(
        letters(3),
        digits(6),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (owner, serial, at, by) => {
          const good = `${owner}U${serial}`;
          const changed = `${owner}U${serial.slice(0, at)}${(Number(serial[at]) + by) % 10}${serial.slice(at + 1)}`;
          const [before, after] = [containerCheckDigit(good), containerCheckDigit(changed)];
          expect(before !== after || before === 0).toBe(true);
        },
      ),
    );
  });
});

describe('master reference number', () => {
  test('accepts a published example and flags a published false one', () => {
    expect(isValidMrn('06DE586600006143E1')).toBe(true);
    expect(mrnCheckDigit('22GB02I89012847596')).toBe(8);
    expect(isValidMrn('22GB02I89012847596')).toBe(false);
    expect(parseMrn('22gb 02I8 9012 8475 96')).toBe('22GB02I89012847596');
    expect(parseMrn('DE586600006143E1')).toBeNull();
  });
});

describe('IMO number', () => {
  test('accepts real ships and refuses a changed digit', () => {
    expect(parseImo('IMO 7937317')).toBe('7937317');
    expect(isValidImo('7937317')).toBe(true);
    expect(isValidImo('7944695')).toBe(true);
    expect(isValidImo('7937318')).toBe(false);
    expect(parseImo('79373')).toBeNull();
  });

  test('catches every single changed digit but those that the weight cannot see', () => {
    fc.assert(
      fc.property(digits(6), fc.integer({ min: 1, max: 9 }), (serial, by) => {
        // The second digit's weight 6 and the fourth's 4 share a factor with 10; the first's 7 and the fifth's 3 do not.
        const changed = `${(Number(serial[0]) + by) % 10}${serial.slice(1)}`;
        expect(imoCheckDigit(`${changed}0`)).not.toBe(imoCheckDigit(`${serial}0`));
      }),
    );
  });
});

describe('EORI number and UN/LOCODE', () => {
  test('judge the form only', () => {
    expect(parseEori('nl 1234.56789')).toBe('NL123456789');
    expect(parseEori('NL1234567890123456')).toBeNull();
    expect(parseUnlocode('NL RTM')).toBe('NLRTM');
    expect(parseUnlocode('NLR1M')).toBeNull();
  });
});

describe('registration mark of an aircraft (ICAO Annex 7)', () => {
  test('is shown in capitals with its hyphen, whatever dash or space was written', () => {
    const marks = [' qx-exm ', 'QX – EXM', 'N 200VR', 'yv3360', '2-WGLP', '58-0001-A'];
    expect(marks.map(parseRegistrationMark)).toEqual(['QX-EXM', 'QX-EXM', 'N200VR', 'YV3360', '2-WGLP', '58-0001-A']);
  });

  test('is none where it holds other characters, or is too short or too long', () => {
    for (const text of [
      `Q${' '.repeat(100_000)}X`,
      '',
      'X',
      '-',
      'XA-',
      '-XA',
      'XA/EXM',
      'QX-EXEMPLAR9',
      'n/a',
      'ЕР-ГОМ',
    ]) {
      expect([text, parseRegistrationMark(text)]).toEqual([text, null]);
    }
  });

  test('is told from serial numbers and words by the form of a civil mark', () => {
    for (const mark of ['EP-GOM', 'RA-02791', 'P-532', '2-WGLP', 'N200VR', 'YV378T', 'YV3360']) {
      expect([mark, looksLikeRegistrationMark(mark)]).toEqual([mark, true]);
    }
    for (const text of ['MSN 391', 'SPECIMEN AIR', 'BOEING', '1234', 'AIR-FORCE-1', 'EP GOM']) {
      expect([text, looksLikeRegistrationMark(text)]).toEqual([text, false]);
    }
  });
});

describe('24-bit address of an aircraft (ICAO Annex 10)', () => {
  test('is six hexadecimal digits, and not all zeros or ones', () => {
    expect(['140ae7', ' 0x424B32 ', '00abcd'].map(parseIcaoAddress)).toEqual(['140AE7', '424B32', '00ABCD']);
    for (const text of ['', '140AE', '140AE77', '140AEG', '000000', 'FFFFFF', 'B744']) {
      expect([text, parseIcaoAddress(text)]).toEqual([text, null]);
    }
  });
});
