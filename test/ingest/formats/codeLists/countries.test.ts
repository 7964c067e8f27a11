import { describe, expect, it } from '@jest/globals';
import { countries } from '../../../../ingest/formats/codeLists/countries.js';
import type { CodeRecord } from '../../../../ingest/records/directory.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

describe('countries', () => {
  it('reads Namibia as a country and a code that ISO has not as doubtful', async () => {
    const { records, rejects, unmapped } = await readAll(countries, [
      writeFile(
        'country-codes 2025-03-01.csv',
        'name,ISO3166-1-Alpha-2,ISO3166-1-Alpha-3,ISO3166-1-numeric,Anthem\nNamibia,NA,NAM,516,\nNowhere,QX,QXX,4,la la\nNobody,,NOB,1,\n',
      ),
    ]);
    expect(records).toMatchObject([
      {
        sourceRef: 'countries/NA',
        name: 'Namibia',
        version: '2025-03-01',
        properties: { alpha3: 'NAM', numeric: '516' },
      },
      { code: 'QX', qualityFlags: ['COUNTRY_UNKNOWN'], properties: { numeric: '004' } },
    ]);
    expect(rejects).toMatchObject([{ line: 4, reason: 'code.missing' }]);
    expect(unmapped).toEqual({ Anthem: 1 });
  });

  it('finds Namibia by its three letters where a program took NA for nothing, and says so', async () => {
    const { records, rejects } = await readAll(countries, [
      writeFile('x.csv', 'name,ISO3166-1-Alpha-2,ISO3166-1-Alpha-3,M49\nNamibia,,NAM,516\nSark,,,680\n'),
    ]);
    expect(records).toMatchObject([
      {
        sourceRef: 'countries/NA',
        properties: { alpha3: 'NAM', numeric: '516' },
        qualityFlags: ['CODE_FROM_ALPHA3'],
      },
    ]);
    expect(rejects).toMatchObject([{ line: 3, field: 'ISO3166-1-Alpha-2', reason: 'code.missing' }]);
  });

  it.each([
    ['un-m49', 'Region Name,Country or Area,M49 Code,ISO-alpha2 Code,ISO-alpha3 Code\nAfrica,Namibia,516,NA,NAM\n', []],
    ['iso-3166', 'name,alpha-2,alpha-3,country-code,iso_3166-2,region\nNamibia,NA,NAM,516,x,Africa\n', []],
    ['iso-3166', 'name,alpha-3,country-code,region\nNamibia,NAM,516,Africa\n', ['CODE_FROM_ALPHA3']],
  ])('reads the list as %s has it, which no format took', async (version, text, qualityFlags) => {
    const path = writeFile('x.csv', text);
    expect(await recogniseFile(countries, path)).toEqual({ version });
    const { records, unmapped } = await readAll(countries, [path]);
    expect(records).toMatchObject([
      { code: 'NA', name: 'Namibia', properties: { alpha3: 'NAM', numeric: '516', region: 'Africa' }, qualityFlags },
    ]);
    expect(unmapped).toEqual({});
  });

  it('reads name and currency by the columns of editions up to 2015', async () => {
    const { records, unmapped } = await readAll(countries, [
      writeFile(
        'x.csv',
        'Entity,ISO3166-1-Alpha-2,ISO3166-1-Alpha-3,currency_alphabetic_code,currency_minor_unit,currency_name,name,name_fr\nNamibia,NA,NAM,NAD,2,Dollar,Namibia,Namibie\n',
      ),
    ]);
    expect(records).toMatchObject([
      { name: 'Namibia', properties: { nameFr: 'Namibie', currency: 'NAD', currencyDecimals: '2' }, qualityFlags: [] },
    ]);
    expect(unmapped).toEqual({});
  });
});

const file = 'reference/country-codes/country-codes.csv';

describeWithReal('countries over the real file', [realFile(file)], () => {
  it('reads 249 countries with names in six languages, and rejects none', async () => {
    const { records, rejects, unmapped } = await readAll(countries, [realFile(file)]);
    const codes = records as CodeRecord[];
    expect([codes.length, rejects, unmapped]).toEqual([249, [], {}]);
    expect(codes.filter(({ qualityFlags = [] }) => qualityFlags.length > 0)).toEqual([]);
    expect(codes.find(({ code }) => code === 'NL')).toMatchObject({
      name: 'Netherlands',
      properties: { nameRu: 'Нидерланды (Королевство)', nameZh: '荷兰王国', currency: 'EUR', capital: 'Amsterdam' },
    });
  });
});
