import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCoordinates } from '../../../schema/identifiers/recognition/coordinates.js';
import { parseHsCode } from '../../../schema/identifiers/recognition/goods.js';
import { identifierText, plainText } from '../../../schema/identifiers/recognition/plain.js';
import { recognise } from '../../../schema/identifiers/recognition/recognise.js';
import { parseMmsi } from '../../../schema/identifiers/recognition/ships.js';

const isCaseReference = (text: string) => /^NLC-\d{4}-\d{4,6}$/.test(text);
const formsOf = async (text: string) =>
  (await recognise(text, isCaseReference)).map(({ form, value }) => `${form} ${value}`);

describe('a text that is searched for', () => {
  it('is a name and words as it is written, of one space', async () => {
    expect(await formsOf('  Абу\t Бакр ')).toEqual(['NAME Абу Бакр', 'WORDS Абу Бакр']);
  });

  it('is no number where it is a name, and no name where it is a number', async () => {
    for (const name of ['Jane Exemplar', 'LANTERN 5', 'Sergei 1961', '李明', 'محمد علي'])
      expect([name, ...(await formsOf(name))]).toEqual([name, `NAME ${name}`, `WORDS ${name}`]);
    for (const number of ['123456789', 'NLC-2026-00017', '06DE586600006143E1', 'NL123456789'])
      expect((await formsOf(number)).filter((each) => each.startsWith('NAME'))).toEqual([]);
  });

  it('has no form where it has neither letters nor digits', async () => {
    for (const text of ['', ' ', '-', '…?!', '\u0000\u0007']) expect(await formsOf(text)).toEqual([]);
  });

  it('is no telephone number of few digits, whatever signs stand between them: it was not found again in its value', async () => {
    expect((await formsOf('+43.0 00')).filter((each) => each.startsWith('TELEPHONE'))).toEqual([]);
  });

  it('is no number where it is longer than any', async () => {
    expect(await formsOf(`IMO 9187629 ${'x '.repeat(60)}`)).toHaveLength(2);
  });

  it('is read as a number in the digits of any script, with any dash and without what is not seen', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0xff10, 0x1e950),
        fc.nat(999_999_999),
        (zero, number) => {
          const digits = [...String(number)].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
          expect(identifierText(plainText(`\u200e${digits}\u2013A`))).toBe(`${number}-A`);
        },
      ),
    );
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

  it('never throws, and what it finds it finds again in the value that it found, or something more exact', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        for (const { form, value } of await recognise(text, isCaseReference)) {
          const again = await recognise(value, isCaseReference);
          expect(again).toContainEqual(expect.objectContaining({ form, value }));
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('never throws on what looks like the zone of a document, nor says that a random one is right', async () => {
    const zones = fc
      .constantFrom(72, 88, 90)
      .chain((length) =>
        fc.tuple(fc.constantFrom(...'PACIV'), fc.stringMatching(new RegExp(`^[A-Z0-9<]{${length - 3}}$`))),
      );
    await fc.assert(
      fc.asyncProperty(zones, async ([first, rest]) => {
        const found = await recognise(`${first}${rest}<<`, isCaseReference);
        expect(found.filter(({ form }) => form === 'MRZ')).toMatchObject([{ checkDigitValid: false }]);
      }),
      { numRuns: 200 },
    );
  });

  it('is quick for the longest text that is taken', async () => {
    const started = performance.now();
    for (const unit of ['1', '1.', 'A', ' ', '1 ', '9°', "9'", 'N', '-', 'IMO no ', 'a@', 'a.', '+1', 'P<', 'Ａ', '٣'])
      for (const length of [30, 60, 118, 119, 120, 121, 300, 500])
        await recognise(unit.repeat(length).slice(0, length), isCaseReference);
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
    expect(['244670000', '211 234-567', '144670000', '24467000'].map(parseMmsi)).toEqual([
      '244670000',
      '211234567',
      null,
      null,
    ]);
  });
});
