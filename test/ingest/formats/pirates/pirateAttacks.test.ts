import { describe, expect, it } from '@jest/globals';
import { pirateAttacks } from '../../../../ingest/formats/pirates/pirate-attacks.js';
import type { IncidentRecord } from '../../../../ingest/records/incidents.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

// All rows are invented.
const header =
  'vessel_name,date,time,longitude,latitude,attack_type,location_description,nearest_country,attack_description,vessel_type,vessel_status';
async function read(...lines: string[]) {
  const { records, rejects } = await readAll(pirateAttacks, [writeFile('attacks.csv', [header, ...lines].join('\n'))]);
  return { records: records as IncidentRecord[], rejects };
}

describe('pirate-attacks', () => {
  it('finds columns by name and maps them to an incident with the ship as stated', async () => {
    const { records } = await read(
      'Mv Exemplar,2015-01-14,21:30 UTC,1.35,3.4,Boarded,"Off Nowhere, 10NM",NAM,"Two lines\nof facts.",Bulk Carrier,anchored',
    );
    expect(records).toMatchObject([
      {
        kind: 'incident',
        sourceRef: expect.stringMatching(/^[\w-]{24}$/),
        origin: { file: 'attacks.csv', line: 2 },
        incidentKind: 'PIRACY',
        occurredAt: '2015-01-14T21:30:00Z',
        occurredAtPrecision: 'INSTANT',
        title: 'Boarded: Off Nowhere, 10NM',
        narrative: 'Two lines\nof facts.',
        latitude: 3.4,
        longitude: 1.35,
        positionPrecisionM: 5556,
        area: 'Off Nowhere, 10NM',
        countryCode: 'NA',
        vessels: [{ statedName: 'Mv Exemplar', statedType: 'Bulk Carrier', statedActivity: 'Anchored' }],
      },
    ]);
  });

  it('reads NA as nothing: no ship, no country, no position', async () => {
    const { records } = await read('NA,2015-01-14,NA,NA,NA,NA,NA,NA,NA,NA,NA');
    expect(records[0]).toMatchObject({
      latitude: null,
      longitude: null,
      positionPrecisionM: null,
      countryCode: null,
      vessels: [],
      title: 'Incident',
    });
  });

  it('states no status, for the file has none: each attack was CLOSED, whatever had become of it', async () => {
    const { records } = await read('X,2015-01-14,NA,1,1,Boarded,Nowhere,NA,NA,NA,NA');
    expect(records[0]).not.toHaveProperty('status');
  });

  it('keeps a local time in words, since its zone is not known', async () => {
    const { records } = await read('X,2015-01-14,05:00,1,1,Boarded,Nowhere,NA,NA,NA,NA');
    expect(records[0]).toMatchObject({
      occurredAt: '2015-01-14T00:00:00Z',
      occurredAtPrecision: 'DAY',
      title: 'Boarded: Nowhere (05:00 local time)',
    });
  });

  it('gives a row the same key in every delivery, and like rows keys of their own', async () => {
    const line = 'X,2015-01-14,NA,1,1,Boarded,Nowhere,NA,NA,NA,NA';
    const first = await read(line, line, 'Y,2015-01-14,NA,1,1,Boarded,Nowhere,NA,NA,NA,NA');
    const second = await read('Y,2015-01-14,NA,1,1,Boarded,Nowhere,NA,NA,NA,NA', line, line);
    const keys = (result: typeof first) => result.records.map(({ sourceRef }) => sourceRef).sort();
    expect(new Set(keys(first)).size).toBe(3);
    expect(keys(second)).toEqual(keys(first));
  });

  it('rejects impossible dates and positions by field', async () => {
    const { rejects } = await read(
      'X,2015-02-29,NA,1,1,NA,NA,NA,NA,NA,NA',
      'X,NA,NA,1,1,NA,NA,NA,NA,NA,NA',
      'X,2015-01-01,NA,181,1,NA,NA,NA,NA,NA,NA',
      'X,2015-01-01,NA,1,north,NA,NA,NA,NA,NA,NA',
    );
    expect(rejects.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, 'date', 'date.impossible'],
      [3, 'date', 'date.missing'],
      [4, 'longitude', 'coordinate.impossible'],
      [5, 'latitude', 'coordinate.impossible'],
    ]);
  });

  it('reads days that a spreadsheet has written anew, since all days of the file tell which number is the month', async () => {
    const [day, month] = await Promise.all(
      [
        ['02-01-1993', '14-01-2015'],
        ['1/2/1993', '1/14/2015'],
      ].map((dates) => read(...dates.map((date) => `X,${date},NA,1,1,Boarded,Nowhere,NA,NA,NA,NA`))),
    );
    const iso = await read(
      ...['1993-01-02', '2015-01-14'].map((date) => `X,${date},NA,1,1,Boarded,Nowhere,NA,NA,NA,NA`),
    );
    expect(iso.records.map(({ occurredAt }) => occurredAt)).toEqual(['1993-01-02T00:00:00Z', '2015-01-14T00:00:00Z']);
    for (const read of [day, month]) {
      expect(read?.rejects).toEqual([]);
      expect(read?.records.map(({ occurredAt }) => occurredAt)).toEqual(
        iso.records.map(({ occurredAt }) => occurredAt),
      );
      expect(read?.records.map(({ sourceRef }) => sourceRef)).toEqual(iso.records.map(({ sourceRef }) => sourceRef));
    }
  });

  it('reads positions with decimal commas, and gives their records the keys of the original', async () => {
    const comma = await read('X,2015-01-14,NA,"103,6067","1,3516667",Boarded,Nowhere,NA,NA,NA,NA');
    const point = await read('X,2015-01-14,NA,103.6067,1.3516667,Boarded,Nowhere,NA,NA,NA,NA');
    expect(comma.records).toMatchObject([{ longitude: 103.6067, latitude: 1.3516667 }]);
    expect(comma.records[0]?.sourceRef).toBe(point.records[0]?.sourceRef);
  });

  it('guesses no day where none of the file tells the order of its numbers, or two contradict each other', async () => {
    const row = (date: string) => `X,${date},NA,1,1,Boarded,Nowhere,NA,NA,NA,NA`;
    const silent = await read(row('02-01-1993'), row('2015-01-14'));
    expect(silent.records).toHaveLength(1);
    expect(silent.rejects).toMatchObject([{ line: 2, field: 'date', reason: 'date.orderUnknown' }]);
    const contradictory = await read(row('14-01-1993'), row('01-14-2015'));
    expect(contradictory.rejects.map(({ reason }) => reason)).toEqual(['date.orderUnknown', 'date.orderUnknown']);
    const impossible = await read(row('14-01-1993'), row('31-02-1993'));
    expect(impossible.rejects).toMatchObject([{ line: 3, reason: 'date.impossible' }]);
  });

  it('passes over a file of country codes and refuses a delivery without incidents', async () => {
    const codes = writeFile('codes.csv', '"country","region","country_name"\n"NLD","Europe","Netherlands"\n');
    const attacks = writeFile('attacks.csv', `${header}\nX,2015-01-14,NA,1,1,NA,NA,NA,NA,NA,NA\n`);
    expect((await readAll(pirateAttacks, [codes, attacks])).records).toHaveLength(1);
    await expect(readAll(pirateAttacks, [codes])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('reads the country table first, and by it a code that is not ISO’s', async () => {
    const codes = writeFile(
      'codes.csv',
      '"country","region","country_name"\n"XNL","Europe","Netherlands"\n"XXX","Sea"\n',
    );
    const attacks = writeFile(
      'attacks.csv',
      [
        header,
        'X,2015-01-14,NA,1,1,NA,NA,XNL,NA,NA,NA',
        'Y,2015-01-14,NA,1,1,NA,NA,XYZ,NA,NA,NA',
        'Z,2015-01-14,NA,1,1,NA,NA,BEL,NA,NA,NA',
      ].join('\n'),
    );
    const { items } = await readAll(pirateAttacks, [attacks, codes]);
    expect(items).toMatchObject([
      { kind: 'reject', file: 'codes.csv', line: 3, reason: 'fields.wrongNumber' },
      { countryCode: 'NL' },
      { countryCode: null, qualityFlags: ['COUNTRY_UNKNOWN'] },
      { countryCode: 'BE' },
    ]);
    expect(items[1]).not.toHaveProperty('qualityFlags');
    const { records } = await readAll(pirateAttacks, [attacks]);
    expect(records[0]).toMatchObject({ countryCode: null, qualityFlags: ['COUNTRY_UNKNOWN'] });
  });

  it('flags what is doubtful and keeps it as stated', async () => {
    const { records } = await read(
      'X,2015-01-14,at dawn,1,1,Boarded,Nowhere,NA,NA,NA,NA',
      'X,2015-01-14,NA,NA,1,Bored,Nowhere,NA,NA,NA,NA',
      'X,2015-01-14,0500 LT,1,1,Boarding,Nowhere,NA,NA,NA,NA',
    );
    expect(records).toMatchObject([
      { title: 'Boarded: Nowhere (at dawn local time)', occurredAtPrecision: 'DAY', qualityFlags: ['TIME_FORM'] },
      { latitude: 1, longitude: null, qualityFlags: ['POSITION_INCOMPLETE', 'ATTACK_TYPE_UNKNOWN'] },
      { title: 'Boarding: Nowhere (0500 LT local time)' },
    ]);
    expect(records[2]?.qualityFlags).toBeUndefined();
  });

  it('reads an edition with other columns, and counts those that nobody knows', async () => {
    const path = writeFile(
      'edition.csv',
      '\uFEFFVessel_Name\tLat\tLon\tDate\tCrew\tLatitude\nMv Specimen\t1.5\t2.5\t2020-02-29\t12\t\nMv Specimen\t1.5\t2.5\t2020-03-01\tNA\t9\n',
    );
    const { records, rejects, unmapped } = await readAll(pirateAttacks, [path]);
    expect(records).toMatchObject([
      {
        occurredAt: '2020-02-29T00:00:00Z',
        latitude: 1.5,
        longitude: 2.5,
        area: null,
        narrative: null,
        countryCode: null,
      },
      { occurredAt: '2020-03-01T00:00:00Z' },
    ]);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({ Crew: 1, Latitude: 1 });
  });

  it('gives a reject the header that reading it again needs', async () => {
    const { rejects } = await read('X,2015-02-29,NA,1,1,NA,NA,NA,NA,NA,NA');
    const [reject] = rejects;
    expect(reject?.frame).toEqual({ before: `${header}\n`, after: '' });
    const mended = writeFile('mended.csv', `${reject?.frame?.before}${String(reject?.raw).replace('29', '28')}`);
    expect((await readAll(pirateAttacks, [mended])).records).toHaveLength(1);
  });

  it('recognises incidents and the country table, and nothing in doubt', async () => {
    const recognised = (text: string) => recogniseFile(pirateAttacks, writeFile('x.csv', text));
    expect(await recognised(`${header}\n`)).toEqual({ version: '2021' });
    expect(await recognised('country,region,country_name\n')).toEqual({ version: '2021', part: 'countries' });
    expect(await recognised('country,country_name,population\n')).toBeNull();
    expect(await recognised('date,longitude,latitude,depth\n')).toBeNull();
    expect(await recognised('date,vessel_name\n')).toBeNull();
  });
});

const real = realFile('incidents', 'pirate_attacks_1993_2018.csv');
const realCodes = realFile('incidents', 'pirate_country_codes.csv');

describeWithReal('pirate-attacks on the published files', [real, realCodes], () => {
  it('reads every row: 23 are told from another by a counter alone, none is in doubt', async () => {
    const { records, rejects, unmapped } = await readAll(pirateAttacks, [realCodes, real]);
    const incidents = records as IncidentRecord[];
    expect(records).toHaveLength(7162);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    const keys = incidents.map(({ sourceRef }) => sourceRef);
    expect(new Set(keys).size).toBe(7162);
    expect(keys.filter((key) => key.includes('#'))).toHaveLength(23);
    expect(incidents.filter(({ qualityFlags }) => qualityFlags)).toEqual([]);
    expect(incidents.filter(({ countryCode }) => countryCode === null)).toHaveLength(19);
    expect(incidents.filter(({ occurredAtPrecision }) => occurredAtPrecision === 'INSTANT')).toHaveLength(400);
    expect(incidents.filter(({ incidentKind }) => incidentKind === 'SUSPICION')).toHaveLength(14);
    expect(incidents[0]).toMatchObject({
      occurredAt: '1993-01-02T00:00:00Z',
      latitude: 19.7,
      longitude: 116.9667,
      area: 'Hong Kong - Luzon - Hainan',
      countryCode: 'CN',
      vessels: [{ statedName: 'Mv Cosmic Leader' }],
    });
  });
});
