import { describe, expect, it } from '@jest/globals';
import { cbpSeizures } from '../../../../ingest/formats/cbp/cbp-seizures.js';
import { guessCode } from '../../../../ingest/mapping/draft/guess/guessCodes.js';
import type { SeizureStatisticRecord } from '../../../../ingest/records/seizures.js';
import { drugGroups } from '../../../../schema/records/parts/goods.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

// All rows are invented.
const header =
  'FY,Month (abbv),Component,Region,Land Filter,Area of Responsibility,Drug Type,Count of Event,Sum Qty (lbs)';

async function readText(text: string) {
  const { records, ...rest } = await readAll(cbpSeizures, [writeFile('drugs.csv', text)]);
  return { records: records as SeizureStatisticRecord[], ...rest };
}

const read = (...lines: string[]) => readText([header, ...lines].join('\r\n'));

describe('cbp-seizures', () => {
  it('reads a total with its pounds as stated and in kilograms', async () => {
    const line = '2019,APR,Office of Field Operations,Coastal/Interior,Other,SPECIMEN FIELD OFFICE,Cocaine,3,10';
    const { records, rejects, unmapped } = await read(line);
    expect(records).toEqual([
      {
        kind: 'seizureStatistic',
        sourceRef: expect.stringMatching(/^[\w-]{24}$/),
        origin: { file: 'drugs.csv', line: 2 },
        raw: line,
        reportedBy: 'SPECIMEN FIELD OFFICE',
        component: 'Office of Field Operations',
        region: 'Coastal/Interior',
        scope: 'Other',
        country: 'US',
        periodFrom: '2019-04',
        periodTo: '2019-04',
        category: 'DRUGS',
        drugGroup: 'COCAINE',
        drug: 'Cocaine',
        events: 3,
        quantity: 10,
        unit: 'LBR',
        normalisedKg: 4.5359237,
      },
    ]);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
  });

  it('keeps branches of Air and Marine Operations apart, whose file names them in a column of its own', async () => {
    const { records, unmapped } = await readText(
      [
        'FY,Month (abbv),Component,Region,Land Filter,Branch,Drug Type,Count of Event,Sum Qty (lbs)',
        '2026 (FYTD),DEC,Air and Marine Operations,Coastal/Interior,Other,Specimen Air And Marine Branch,Cocaine,1,10',
        '2026 (FYTD),DEC,Air and Marine Operations,Coastal/Interior,Other,Exemplar Air And Marine Branch,Cocaine,2,20',
      ].join('\n'),
    );
    expect(unmapped).toEqual({});
    expect(records).toMatchObject([
      { reportedBy: 'Specimen Air And Marine Branch', periodFrom: '2025-12', events: 1 },
      { reportedBy: 'Exemplar Air And Marine Branch', periodFrom: '2025-12', events: 2 },
    ]);
    // A counter would give their keys to each other as soon as the order of the rows is another.
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual([
      expect.not.stringContaining('#'),
      expect.not.stringContaining('#'),
    ]);
  });

  it.each([
    ['2019', 'OCT', '2018-10'],
    ['2019', 'DEC', '2018-12'],
    ['2019', 'JAN', '2019-01'],
    ['2019', 'SEP', '2019-09'],
    ['FY2019', 'October', '2018-10'],
    ['FY 2019', 'Sept', '2019-09'],
    ['FY19', '10', '2018-10'],
    ['2023 (FYTD)', 'NOV', '2022-11'],
    ['FY2023 (FYTD)', 'nov', '2022-11'],
    ['2023FYTD', 'MAY', '2023-05'],
  ])('takes fiscal year %s and month %s for %s, since the year begins in October', async (year, month, period) => {
    const { records } = await read(`${year},${month},A,B,C,D,Heroin,1,1`);
    expect(records).toMatchObject([{ periodFrom: period, periodTo: period }]);
    expect(records[0]?.qualityFlags).toBeUndefined();
  });

  it.each([
    ['2019,,A,B,C,D,Heroin,1,1', ['MONTH_MISSING']],
    ['2023 (FYTD),NA,A,B,C,D,Heroin,1,1', ['MONTH_MISSING', 'PERIOD_TO_DATE']],
  ])('has the fiscal year for its period where no month is stated: %s', async (line, qualityFlags) => {
    const { records } = await read(line);
    const year = Number(line.slice(0, 4));
    expect(records).toMatchObject([{ periodFrom: `${year - 1}-10`, periodTo: `${year}-09`, qualityFlags }]);
  });

  it.each([
    ['Marijuana', 'CANNABIS'],
    ['Methamphetamine', 'ATS'],
    ['Ecstasy', 'ATS'],
    ['Fentanyl', 'OPIOIDS'],
    ['Lsd', 'HALLUCINOGENS'],
    ['Khat (Catha Edulis)', 'NPS'],
    ['Ketamine', 'NPS'],
    ['Other Drugs**', 'OTHER'],
  ])('counts %s among %s, as a drafted mapping does: ketamine was in two groups', async (drug, drugGroup) => {
    expect(guessCode(drug, drugGroups.stored)).toBe(drugGroup);
    const { records } = await read(`2019,APR,A,B,C,D,${drug},1,1`);
    expect(records).toMatchObject([{ drug: drug.replace('**', ''), drugGroup }]);
    expect(records[0]?.qualityFlags).toBeUndefined();
  });

  it('flags a drug that it does not know, and figures that are not there', async () => {
    const { records } = await read('2019,APR,A,B,C,D,Specimenol,1,', '2019,APR,A,B,C,D,,,NULL');
    expect(records).toMatchObject([
      {
        drug: 'Specimenol',
        drugGroup: null,
        quantity: null,
        unit: null,
        qualityFlags: ['DRUG_UNKNOWN', 'QUANTITY_MISSING'],
      },
      { drug: null, events: null, normalisedKg: null, qualityFlags: ['DRUG_MISSING', 'QUANTITY_MISSING'] },
    ]);
  });

  it('finds columns by name, whatever their order, case and edition', async () => {
    const { records, rejects, unmapped } = await readText(
      [
        '"U.S. Customs and Border Protection, specimen"',
        '',
        '\uFEFFFiscal Year;Month Grouping;Component;SUM_QTY_LBS;AOR (Abbv);Area Of Responsibility;Drug Type;Count Of Event;Remark;Empty',
        'FY2021;Oct;U.S. Border Patrol;"1,234.5";SPE;Specimen Sector;Heroin;1,000;kept;',
        'FY2021;Remaining;U.S. Border Patrol;2.5e-05;SPE;Specimen Sector;Heroin;2;;',
        'FY2021;FYTD;U.S. Border Patrol;3;SPE;Specimen Sector;Heroin;2;;',
      ].join('\n'),
    );
    expect(rejects).toEqual([]);
    expect(records).toMatchObject([
      { periodFrom: '2020-10', quantity: 1234.5, events: 1000, region: null, scope: null, origin: { line: 4 } },
      { periodFrom: '2020-10', periodTo: '2021-09', quantity: 0.000025, normalisedKg: 0.00001133980925 },
      { periodFrom: '2020-10', periodTo: '2021-09', quantity: 3 },
    ]);
    expect(new Set(records.map(({ sourceRef }) => sourceRef)).size).toBe(3);
    expect(records.map(({ sourceRef }) => sourceRef).join()).not.toContain('#');
    expect(unmapped).toEqual({ Remark: 1 });
  });

  it('reads kilograms where an edition has those', async () => {
    const { records } = await readText('FY,Month,Component,Drug Type,Sum Qty (kg)\n2020,JAN,A,Opium,7\n');
    expect(records).toMatchObject([
      { quantity: 7, unit: 'KGM', normalisedKg: 7, reportedBy: 'A', periodFrom: '2020-01', drugGroup: 'OPIOIDS' },
    ]);
  });

  it('keeps a record’s key where a later edition has another figure, name of the year or case', async () => {
    const first = await read('2023 (FYTD),OCT,Office,North,Land Only,SPECIMEN FIELD OFFICE,Other Drugs**,3,10');
    const later = await read('2023,October,Office, North,Land only,Specimen Field Office,Other Drugs*,4,12.5');
    expect(later.records[0]?.sourceRef).toBe(first.records[0]?.sourceRef);
    expect(later.records[0]?.quantity).toBe(12.5);
    const other = await read('2023,OCT,Office,North,Other,SPECIMEN FIELD OFFICE,Other Drugs**,3,10');
    expect(other.records[0]?.sourceRef).not.toBe(first.records[0]?.sourceRef);
  });

  it('keeps rows that repeat apart by a counter, and files put one after the other together', async () => {
    const line = '2019,APR,A,B,C,D,Heroin,1,1';
    const { records, rejects } = await read(line, line, header, line);
    const key = records[0]?.sourceRef;
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual([key, `${key}#2`, `${key}#3`]);
    expect(rejects).toEqual([]);
  });

  it('rejects what has no period or no readable figure, with the header that retrying needs', async () => {
    const { records, rejects } = await read(
      ',APR,A,B,C,D,Heroin,1,1',
      'soon,APR,A,B,C,D,Heroin,1,1',
      '2019,Smarch,A,B,C,D,Heroin,1,1',
      '2019,APR,A,B,C,D,Heroin,1.5,1',
      '2019,APR,A,B,C,D,Heroin,1,-1',
      '2019,APR,A,B,C,D,Heroin,1,much',
      '2019,APR,A,B,C,D,Heroin,1',
      '2019,APR,A,B,C,D,"Heroin,1,1',
      '2019,APR,A,B,C,D,Heroin,1,1',
    );
    expect(rejects.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, 'FY', 'date.missing'],
      [3, 'FY', 'date.impossible'],
      [4, 'Month', 'date.impossible'],
      [5, 'Count of Event', 'number.impossible'],
      [6, 'Sum Qty (lbs)', 'number.negative'],
      [7, 'Sum Qty (lbs)', 'number.impossible'],
      [8, undefined, 'fields.wrongNumber'],
      [9, undefined, 'quote.notClosed'],
    ]);
    expect(records).toHaveLength(1);
    const [first] = rejects;
    expect(first?.raw).toBe(',APR,A,B,C,D,Heroin,1,1');
    const mended = await readText(
      `${first?.frame?.before}${String(first?.raw).replace(/^/, '2019')}${first?.frame?.after}`,
    );
    expect(mended.records).toHaveLength(1);
  });

  it.each([
    ['FY,Month (abbv),Component,Weapons/Ammunition Type,Count of Event,Sum Qty', 'weapons seizures'],
    ['FY,Month (abbv),Component,Currency Type,Count of Event,Sum Amount (USD)', 'currency seizures'],
    ['Name,Country\nEXEMPLAROV,XA', 'none of the headings'],
    ['', 'none of the headings'],
  ])('refuses another file before anything is read, and says what it seems to be: %s', async (text, words) => {
    const path = writeFile('other.csv', `${text}\n`);
    const refused = await readAll(cbpSeizures, [path]).catch((error: unknown) => error);
    expect(refused).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining(words) });
    expect((refused as Error).message).not.toContain('EXEMPLAROV');
    expect(await recogniseFile(cbpSeizures, path)).toBeNull();
  });

  it('recognises its editions by their columns', async () => {
    const recognised = (text: string) => recogniseFile(cbpSeizures, writeFile('x.txt', text));
    expect(await recognised(`${header}\r\n`)).toEqual({ version: 'since-fy2019' });
    expect(await recognised('Fiscal Year,Month,Component,Drug Type,Sum Qty (lbs)\n')).toEqual({
      version: 'other-columns',
    });
  });

  it('names every column that it knows in its account of them', () => {
    const { mapped, raw } = cbpSeizures.elements();
    expect([...Object.keys(mapped), ...raw]).toEqual(expect.arrayContaining([...header.split(','), 'AOR (Abbv)']));
  });
});

const real = realFile('seizures', 'cbp_nationwide_drugs_fy19_fy22.csv');

describeWithReal('cbp-seizures on the published file', [real], () => {
  it('reads every row as a record of its own, and nothing in doubt', async () => {
    const { records, rejects, unmapped } = await readAll(cbpSeizures, [real]);
    const statistics = records as SeizureStatisticRecord[];
    expect(records).toHaveLength(10_092);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(new Set(records.map(({ sourceRef }) => sourceRef)).size).toBe(10_092);
    expect(statistics.filter(({ qualityFlags }) => qualityFlags)).toEqual([]);
    expect(statistics.filter(({ drugGroup }) => drugGroup === 'OPIOIDS')).toHaveLength(1549);
    expect(statistics.reduce((sum, { events }) => sum + (events ?? 0), 0)).toBe(282_492);
    const periods = statistics.map(({ periodFrom }) => periodFrom).sort();
    expect([periods[0], periods.at(-1)]).toEqual(['2018-10', '2022-09']);
    expect(statistics[0]).toMatchObject({
      origin: { line: 2 },
      periodFrom: '2019-04',
      component: 'Office of Field Operations',
      reportedBy: 'ATLANTA FIELD OFFICE',
      drug: 'Ecstasy',
      drugGroup: 'ATS',
      events: 3,
      quantity: 8.3799469484296,
      normalisedKg: 3.80107999681,
    });
  });
});
