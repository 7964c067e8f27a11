import { describe, expect, it } from '@jest/globals';
import { pirateAttacks } from '../../../ingest/formats/pirate-attacks.js';
import type { IncidentRecord } from '../../../ingest/records/incidents.js';
import { readAll, writeFile } from '../support.js';

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
        status: 'CLOSED',
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

  it('passes over a file of country codes and refuses a delivery without incidents', async () => {
    const codes = writeFile('codes.csv', '"country","region","country_name"\n"NLD","Europe","Netherlands"\n');
    const attacks = writeFile('attacks.csv', `${header}\nX,2015-01-14,NA,1,1,NA,NA,NA,NA,NA,NA\n`);
    expect((await readAll(pirateAttacks, [codes, attacks])).records).toHaveLength(1);
    await expect(readAll(pirateAttacks, [codes])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
