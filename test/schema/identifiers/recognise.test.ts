import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCoordinates } from '../../../schema/identifiers/recognition/coordinates.js';
import { parseHsCode } from '../../../schema/identifiers/recognition/hsCode.js';
import { parseMmsi } from '../../../schema/identifiers/recognition/mmsi.js';
import { plainText, recognise, type TextForm } from '../../../schema/identifiers/recognition/recognise.js';

const isCaseReference = (text: string) => /^NLC-\d{4}-\d{4,6}$/.test(text);
const formsOf = (text: string) => recognise(text, isCaseReference).map(({ form, value }) => `${form} ${value}`);

describe('a text that is searched for', () => {
  test.each<[string, TextForm, string]>([
    ['06de 5866 0000 6143 e1', 'MRN', '06DE586600006143E1'],
    ['csqu 305438-3', 'CONTAINER', 'CSQU3054383'],
    ['IMO 7937317', 'IMO', '7937317'],
    ['MMSI: 244670000', 'MMSI', '244670000'],
    ['nlc-2026-00017', 'CASE_REFERENCE', 'NLC-2026-00017'],
    ['51°57\'00"N 4°08\'30"E', 'COORDINATES', '51.95000,4.14167'],
    ['ep–gom', 'REGISTRATION_MARK', 'EP-GOM'],
    ['nl 1234.56789', 'EORI', 'NL123456789'],
    ['8471.30', 'HS_CODE', '847130'],
    ['84.71', 'HS_CODE', '8471'],
    ['NL RTM', 'UNLOCODE', 'NLRTM'],
    ['xa 1234-567', 'DOCUMENT_NUMBER', 'XA1234567'],
    ['  Абу\t Бакр ', 'NAME', 'Абу Бакр'],
    ['frozen  shrimps, 20 kg', 'WORDS', 'frozen shrimps, 20 kg'],
  ])('%s is a %s', (text, form, value) => {
    expect(recognise(text, isCaseReference)).toContainEqual({ form, value });
  });

  it('may be several things, and none of them is ruled out', () => {
    expect(formsOf('7937317')).toEqual(['IMO 7937317', 'DOCUMENT_NUMBER 7937317', 'WORDS 7937317']);
    expect(formsOf('84713000')).toEqual(['HS_CODE 84713000', 'DOCUMENT_NUMBER 84713000', 'WORDS 84713000']);
    expect(formsOf('12.04.1961')).toEqual(['DOCUMENT_NUMBER 12041961', 'WORDS 12.04.1961']);
    expect(formsOf('Smith')).toEqual(['UNLOCODE SMITH', 'NAME Smith', 'WORDS Smith']);
  });

  it('is no number where it is a name, and no name where it is a number', () => {
    for (const name of ['Jane Exemplar', 'LANTERN 5', 'Sergei 1961', '李明', 'محمد علي'])
      expect([name, ...formsOf(name)]).toEqual([name, `NAME ${name}`, `WORDS ${name}`]);
    for (const number of ['123456789', 'NLC-2026-00017', '06DE586600006143E1', 'NL123456789'])
      expect(formsOf(number).filter((each) => each.startsWith('NAME'))).toEqual([]);
  });

  it('has no form where it has neither letters nor digits', () => {
    for (const text of ['', ' ', '-', '…?!', '\u0000\u0007']) expect(formsOf(text)).toEqual([]);
  });

  it('is the same however it is written: width, spaces, control characters', () => {
    expect(plainText(' ＣＳＱＵ\u00a03054383\u0000\n')).toBe('CSQU 3054383');
  });
});

describe('recognition', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.stringMatching(/^[A-Z0-9 .,°'"NSEWMI:/-]{0,40}$/),
    fc.stringMatching(/^[+-]?\d{1,3}(\.\d{1,9})?°?[NS]?[ ,;]{1,2}[+-]?\d{1,3}(\.\d{1,9})?°?[EW]?$/),
  );

  it('never throws, and what it finds it finds again in the value that it found', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const found of recognise(text, isCaseReference)) {
          expect(recognise(found.value, isCaseReference)).toContainEqual(found);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is quick for the longest text that is taken', () => {
    const started = performance.now();
    for (const unit of ['1', '1.', 'A', ' ', '1 ', '9°', "9'", 'N', '-'])
      for (let length = 290; length <= 300; length += 1) recognise(unit.repeat(length), isCaseReference);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('coordinates', () => {
  test.each([
    ['51.95, 4.14167', '51.95000,4.14167'],
    ['-51.95 -4.1', '-51.95000,-4.10000'],
    ['51.95N4.1W', '51.95000,-4.10000'],
    ['12°30′S, 130°50′E', '-12.50000,130.83333'],
    ['-0.0000001, 0.0', '0.00000,0.00000'],
  ])('%s are %s', (text, value) => {
    expect(parseCoordinates(text)).toBe(value);
  });

  it('are none of two plain numbers, nor where there is no such place', () => {
    for (const text of [
      '51 4',
      '51,4',
      '91.0, 4.0',
      '51.0, 181.0',
      '51.0E, 4.0N',
      '51.0',
      '1.0, 2.0, 3.0',
      '51°60′N 4°E',
    ])
      expect([text, parseCoordinates(text)]).toEqual([text, null]);
  });
});

describe('codes and identities', () => {
  it('have their form', () => {
    expect(['847130', '8471 30 00', '8471.30.00.90', '98.01.10', '000000', '84713'].map(parseHsCode)).toEqual([
      '847130',
      '84713000',
      '8471300090',
      null,
      null,
      null,
    ]);
    expect(['244670000', 'mmsi 211234567', '144670000', '24467000'].map(parseMmsi)).toEqual([
      '244670000',
      '211234567',
      null,
      null,
    ]);
  });
});
