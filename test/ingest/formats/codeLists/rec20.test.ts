import { describe, expect, it } from '@jest/globals';
import { toUnit } from '../../../../ingest/codes/units.js';
import { rec20 } from '../../../../ingest/formats/codeLists/rec20.js';
import { parseFactor } from '../../../../ingest/formats/codeLists/unitFactor.js';
import type { CodeRecord } from '../../../../ingest/records/directory.js';
import { describeWithReal, readAll, realFile, writeFile } from '../../support/samples.js';

describe('parseFactor', () => {
  it.each([
    ['kg', 1, 'kg'],
    ['10³ kg', 1000, 'kg'],
    ['10³kg', 1000, 'kg'],
    ['0,453 592 37 kg', 0.45359237, 'kg'],
    ['2,834 952 x 10⁻² kg', 0.02834952, 'kg'],
    ['12,700\u00A059 kg', 12.70059, 'kg'],
    ['200 mg', 0.0002, 'kg'],
    ['3,887 935 g', 0.003887935, 'kg'],
    ['10-3 Hz', 0.001, 'Hz'],
    ['5, 682 61 x 10⁻⁴ m³', 0.000568261, 'm³'],
    ['12', 12, null],
    ['m', 1, 'm'],
  ])('reads %s', (text, value, unit) => {
    expect(parseFactor(text)).toEqual({ value, unit });
  });

  it('says null for another way of writing', () => {
    expect(['', ' ', '1,2,3 kg', 'about 3'].map(parseFactor)).toEqual([null, null, null, null]);
  });
});

describe('rec20', () => {
  it('reads units with mark of change, level, symbol and factor; the revision is that of the file name', async () => {
    const { records, rejects } = await readAll(rec20, [
      writeFile(
        'rec20_Rev17.csv',
        'Status,CommonCode,Name,Description,LevelAndCategory,Symbol,ConversionFactor\nD,XAX,exemplar,Invented.,2,ex,"0,5 kg"\n,,nameless,,,,\n,X!,odd,,3.9,,about 3\n',
      ),
    ]);
    expect(records).toMatchObject([
      {
        sourceRef: 'rec20/XAX',
        name: 'exemplar',
        version: 'Rev 17',
        properties: {
          change: 'DEPRECATED',
          description: 'Invented.',
          level: '2',
          symbol: 'ex',
          conversionFactor: '0,5 kg',
          factor: 0.5,
          factorUnit: 'kg',
          toKg: 0.5,
        },
      },
      { code: 'X!', qualityFlags: ['CODE_FORM', 'FACTOR_FORM'], properties: { conversionFactor: 'about 3' } },
    ]);
    expect(rejects).toMatchObject([{ line: 3, field: 'CommonCode', reason: 'code.missing' }]);
  });
});

describe('rec20 by sector and quantity', () => {
  it('reads the annex that has neither factors nor symbols, a unit once for each quantity', async () => {
    const { records, rejects, unmapped } = await readAll(rec20, [
      writeFile(
        'x.csv',
        'LevelAndCategory,Sector,CommonCode,Name,Quantity,Description\n1,Acoustics,XAX,exemplar,impedance,\n1,Light,XAX,exemplar,intensity,Invented.\n',
      ),
    ]);
    expect(records).toMatchObject([
      { sourceRef: 'rec20/XAX', properties: { level: '1', sector: 'Acoustics', quantity: 'impedance' } },
      { sourceRef: 'rec20/XAX#2', properties: { sector: 'Light', description: 'Invented.' } },
    ]);
    expect([rejects, unmapped]).toEqual([[], {}]);
  });
});

const files = ['reference/unece-rec20/levels.csv', 'reference/unece-rec20/units-of-measure.csv'];

describeWithReal(
  'rec20 over the real files',
  files.map((path) => realFile(path)),
  () => {
    it('reads 2,136 units and 15 levels, and rejects none', async () => {
      const { records, rejects, unmapped } = await readAll(
        rec20,
        files.map((path) => realFile(path)),
      );
      const codes = records as CodeRecord[];
      expect([rejects, unmapped]).toEqual([[], {}]);
      expect(codes.filter(({ list }) => list === 'rec20')).toHaveLength(2136);
      expect(codes.filter(({ list }) => list === 'rec20-levels')).toHaveLength(15);
      const doubtful = codes.flatMap(({ code, qualityFlags = [] }) => qualityFlags.map((flag) => `${code} ${flag}`));
      expect(doubtful.filter((line) => !line.endsWith(' FACTOR_FORM'))).toEqual([]);
      expect(doubtful).toHaveLength(13);
    });

    it('states the same kilograms as the table that formats check against, but for the misprint and three definitions', async () => {
      const { records } = await readAll(rec20, [realFile(files[1] ?? '')]);
      const differing = (records as CodeRecord[])
        .filter(({ code, properties }) => (properties?.toKg ?? null) !== (toUnitByCode(code) ?? null))
        .map(({ code, properties }) => [code, properties?.toKg ?? null, toUnitByCode(code)]);
      expect(differing).toEqual([
        ['58', null, 1],
        ['APZ', 0.003110348, 0.03110348],
        ['E4', null, 1],
        ['HKM', null, 100],
      ]);
    });
  },
);

/** Kilograms of a code; null where a word of trade is written like it and means another unit. */
function toUnitByCode(code: string): number | null {
  const unit = toUnit(code);
  return unit?.code === code ? unit.toKg : null;
}
