import { describe, expect, it } from '@jest/globals';
import { unodcSeizures } from '../../../../ingest/formats/unodc/unodc-seizures.js';
import type { SeizureStatisticRecord } from '../../../../ingest/records/seizures.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

// All figures are invented.
const header = 'Region,country,ISO Code,Drug Group,Drug,Year,KG Equivalent';

async function readText(text: string) {
  const { records, ...rest } = await readAll(unodcSeizures, [writeFile('seizures.csv', text)]);
  return { records: records as SeizureStatisticRecord[], ...rest };
}

const read = (...lines: string[]) => readText([header, ...lines].join('\n'));

describe('unodc-seizures', () => {
  it('reads a country’s kilograms of a year', async () => {
    const line = 'Europe,Netherlands,NLD,Cocaine-type,Cocaine salts,1999,1234.5';
    const { records, rejects, unmapped } = await read(line);
    expect(records).toEqual([
      {
        kind: 'seizureStatistic',
        sourceRef: expect.stringMatching(/^[\w-]{24}$/),
        origin: { file: 'seizures.csv', line: 2 },
        raw: line,
        reportedBy: 'Netherlands',
        region: 'Europe',
        scope: null,
        country: 'NL',
        periodFrom: '1999',
        periodTo: '1999',
        category: 'DRUGS',
        drugGroup: 'COCAINE',
        drug: 'Cocaine salts',
        quantity: 1234.5,
        unit: 'KGM',
        normalisedKg: 1234.5,
      },
    ]);
    expect([rejects, unmapped]).toEqual([[], {}]);
  });

  it('reads the data portal’s columns', async () => {
    const { records, unmapped } = await readText(
      [
        'Annual seizures of specimens',
        'Region,SubRegion,Country/Territory,DrugGroup,DrugSubGroup,Drug,Reference year,Kilograms,msCode,Source',
        'Europe,Western Europe,Netherlands (Kingdom of the),Opioids,Opiates,Heroin,2021,"1,234.5",NLD,ARQ',
      ].join('\r\n'),
    );
    expect(records).toMatchObject([
      { country: 'NL', scope: 'Western Europe', periodFrom: '2021', drugGroup: 'OPIOIDS', normalisedKg: 1234.5 },
    ]);
    expect(records[0]?.origin).toEqual({ file: 'seizures.csv', line: 3 });
    expect(unmapped).toEqual({ Source: 1 });
  });

  it('reads kilograms of a file with decimal commas, where thousands would make a thousandfold of three decimals', async () => {
    const lines = ['8.474,41', '12,345', '0,971', '7'].map(
      (kilograms, index) => `Europe;Netherlands;NLD;Opioids;Heroin;${2001 + index};${kilograms}`,
    );
    const { records, rejects } = await readText([header.replaceAll(',', ';'), ...lines].join('\n'));
    expect(rejects).toEqual([]);
    expect(records.map(({ quantity }) => quantity)).toEqual([8474.41, 12.345, 0.971, 7]);
    expect(records[1]?.raw).toContain('12,345');
    const point = await read(
      ...['"8,474.41"', '"12,345"'].map((kg, index) => `Europe,Netherlands,NLD,Opioids,Heroin,${2001 + index},${kg}`),
    );
    expect(point.records.map(({ quantity }) => quantity)).toEqual([8474.41, 12_345]);
  });

  it.each([
    ['Cannabis-type', 'CANNABIS'],
    ['Cocaine-type', 'COCAINE'],
    ['Opioids', 'OPIOIDS'],
    ['ATS', 'ATS'],
    ['Amphetamine-type stimulants', 'ATS'],
    ['Hallucinogens', 'HALLUCINOGENS'],
    ['Sedatives and Tranquillizers', 'SEDATIVES'],
    ['Substances not under international control', 'NPS'],
    ['New psychoactive substances (NPS)', 'NPS'],
    ['Solvents and Inhallants', 'OTHER'],
    ['Non-specified', 'OTHER'],
    ['Any drugs', 'OTHER'],
    ['Other miscellaneous', 'OTHER'],
  ])('takes the group %s for %s', async (group, drugGroup) => {
    const { records } = await read(`Asia,Japan,JPN,${group},Specimenol,2001,1`);
    expect(records).toMatchObject([{ category: 'DRUGS', drugGroup }]);
    expect(records[0]?.qualityFlags).toBeUndefined();
  });

  it('reads an edition without drug groups, and takes the group from the drug where its name says it', async () => {
    const { records } = await readText(
      'Region,Country,Reference year,Drug,Kilograms\nEurope,Belgium,2001,Cannabis herb,5\nEurope,Belgium,2001,Heroin,6\n',
    );
    expect(records).toMatchObject([
      { country: 'BE', drug: 'Cannabis herb', drugGroup: 'CANNABIS' },
      { drug: 'Heroin', drugGroup: null, qualityFlags: ['DRUG_GROUP_UNKNOWN'] },
    ]);
  });

  it('takes precursors for a category of their own, not for drugs', async () => {
    const { records } = await read('Asia,Japan,JPN,Precursors,Ephedrine,2001,1');
    expect(records).toMatchObject([{ category: 'PRECURSORS', drugGroup: null, drug: 'Ephedrine' }]);
    expect(records[0]?.qualityFlags).toBeUndefined();
  });

  it('says of a country, group or quantity that it is not known', async () => {
    const { records } = await read(
      'Europe,USSR,NULL,Opioids,Heroin,1985,1',
      'Europe,Kosovo under UNSCR 1244,KKK,Opioids,Heroin,2010,1',
      'Europe,Japan,NLD,Opioids,Heroin,2010,1',
      'Europe,Netherlands,NULL,Opioids,Heroin,2010,1',
      'Asia,Japan,JPN,Specimens,Specimenol,2010,NULL',
    );
    expect(records).toMatchObject([
      { reportedBy: 'USSR', country: null, qualityFlags: ['COUNTRY_UNKNOWN'] },
      { reportedBy: 'Kosovo under UNSCR 1244', country: null, qualityFlags: ['COUNTRY_UNKNOWN'] },
      { country: 'NL', qualityFlags: ['COUNTRY_CONFLICT'] },
      { country: 'NL' },
      {
        drugGroup: null,
        quantity: null,
        unit: null,
        normalisedKg: null,
        qualityFlags: ['DRUG_GROUP_UNKNOWN', 'QUANTITY_MISSING'],
      },
    ]);
    expect(records[3]?.qualityFlags).toBeUndefined();
  });

  it('keeps a country’s key when its name changes, and two states under one code apart', async () => {
    const keys = async (...lines: string[]) => (await read(...lines)).records.map(({ sourceRef }) => sourceRef);
    const [turkey] = await keys('Asia,Turkey,TUR,Opioids,Heroin,2001,1');
    expect(await keys('Europe,TURKEY,TUR,Opioids,Heroin,2001,2.5')).toEqual([turkey]);
    const states = await keys(
      'Europe,Specimen Democratic Republic,DEU,Opioids,Heroin,1985,1',
      'Europe,Germany,DEU,Opioids,Heroin,1985,2',
    );
    expect(states.join()).not.toContain('#');
    expect(new Set(states).size).toBe(2);
  });

  it('keeps lines that nothing tells apart by a counter', async () => {
    const { records } = await read(
      'Americas,Canada,CAN,Opioids,Pharmaceutical opioids,2017,1',
      'Americas,Canada,CAN,Opioids,Pharmaceutical opioids,2017,2',
    );
    const key = records[0]?.sourceRef;
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual([key, `${key}#2`]);
  });

  it('rejects a row without a year, a country or a readable quantity', async () => {
    const { records, rejects } = await read(
      'Europe,Netherlands,NLD,Opioids,Heroin,,1',
      'Europe,Netherlands,NLD,Opioids,Heroin,2017/18,1',
      'Europe,,,Opioids,Heroin,2017,1',
      'Europe,Netherlands,NLD,Opioids,Heroin,2017,-4',
      'Europe,Netherlands,NLD,Opioids,Heroin,2017,1,1',
      'Europe,Netherlands,NLD,Opioids,Heroin,2017,1e999',
    );
    expect(rejects.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, 'Year', 'date.missing'],
      [3, 'Year', 'date.impossible'],
      [4, 'country', 'country.missing'],
      [5, 'KG Equivalent', 'number.negative'],
      [6, undefined, 'fields.wrongNumber'],
      [7, 'KG Equivalent', 'number.impossible'],
    ]);
    expect(rejects.map(({ frame }) => frame)).toEqual(rejects.map(() => ({ before: `${header}\n`, after: '' })));
    expect(records).toEqual([]);
  });

  it('refuses a table of something else, and says what is wanted', async () => {
    const path = writeFile(
      'prices.csv',
      'Region,country,Drug,Year,Retail prices (USD)\nEurope,Netherlands,Heroin,2001,1\n',
    );
    await expect(readAll(unodcSeizures, [path])).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringMatching(
        /only Region, Country, Drug, Year; wanted are Year or Reference year, .* another table of the UNODC/,
      ),
    });
    expect(await recogniseFile(unodcSeizures, path)).toBeNull();
  });
});

const real = realFile('seizures', 'unodc_drug_seizures_1970_on.csv');

describeWithReal('unodc-seizures on the published file', [real], () => {
  it('reads every row: 7,883 are told from another by a counter alone, 353 have a country that ISO lacks', async () => {
    const { records, rejects, unmapped } = await readAll(unodcSeizures, [real]);
    const statistics = records as SeizureStatisticRecord[];
    expect(records).toHaveLength(51_201);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    const keys = statistics.map(({ sourceRef }) => sourceRef);
    expect(new Set(keys).size).toBe(51_201);
    expect(keys.filter((key) => key.includes('#'))).toHaveLength(7883);
    const flagged = (flag: string) => statistics.filter(({ qualityFlags }) => qualityFlags?.includes(flag)).length;
    expect(flagged('QUANTITY_MISSING')).toBe(507);
    expect(flagged('COUNTRY_UNKNOWN')).toBe(353);
    expect(flagged('COUNTRY_CONFLICT') + flagged('DRUG_GROUP_UNKNOWN')).toBe(0);
    expect(statistics.filter(({ category }) => category === 'PRECURSORS')).toHaveLength(386);
    expect(statistics[0]).toMatchObject({
      country: 'DZ',
      region: 'Africa',
      drugGroup: 'CANNABIS',
      drug: 'Marijuana (herb)',
      periodFrom: '1970',
      normalisedKg: 141,
    });
  });
});
