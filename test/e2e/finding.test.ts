import { afterAll, beforeAll, expect, it, test } from '@jest/globals';
import { formats } from '../../ingest/formats/index.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { readPackageFile } from '../../schema/files.js';
import { ingest } from '../ingest/support/ingestFiles.js';
import { describeWithReal, realFile, testRun } from '../ingest/support/samples.js';
import { openTestDeployment, type TestDeployment } from '../support/deployment.js';

const ofacFiles = ['sdn', 'add', 'alt', 'sdn_comments'].map((name) => realFile('persons', 'ofac_sdn', `${name}.csv`));
const pirateFile = realFile('incidents', 'pirate_attacks_1993_2018.csv');
const countryFile = realFile('incidents', 'pirate_country_codes.csv');

const question = `query ($imo: String!) { vessel(imo: $imo) { records { edges { node { name flag
  matchProbe { incidents { score caveat statedName features { name explanation } incident { occurredAt } } } } } } } }`;

describeWithReal('the real lists', [...ofacFiles, pirateFile, countryFile], () => {
  let deployment: TestDeployment;
  beforeAll(async () => {
    deployment = await openTestDeployment();
  });
  afterAll(() => deployment?.close());

  const load = (name: string, originator: string, files: readonly string[]) => {
    const format = formats.get(name);
    if (!format) throw new Error(`no format ${name}`);
    const { databases, linkKey } = deployment;
    return ingest({ format, files, envelope: { originator }, databases, linkKey, policy: loadPolicy(), ...testRun() });
  };
  const loadOfac = () => load('ofac-sdn', 'EU-SANCTIONS-DESK', ofacFiles);
  const loadPirates = () => load('pirate-attacks', 'EU-ANALYSIS', [pirateFile, countryFile]);

  it('hold CHONG CHON GANG and DAI HONG DAN as vessels by IMO number, and by name in two incidents', async () => {
    const ofac = await loadOfac();
    expect(ofac).toMatchObject({ read: 8976, stored: 8976, quarantined: 0 });
    const pirates = await loadPirates();
    expect(pirates).toMatchObject({ read: 7162, stored: 7162, quarantined: 0 });
    console.info(
      `ofac-sdn ${Math.round(ofac.read / ofac.seconds)} rows/s, pirate-attacks ${Math.round(pirates.read / pirates.seconds)} rows/s`,
    );

    const ships = await deployment.databases.persons.exec(
      `select name, imo, flag, programmes from persons.vessel_record where imo in ('7937317', '7944695') order by imo`,
    );
    expect(ships).toEqual([
      { name: 'CHONG CHON GANG', imo: '7937317', flag: 'KP', programmes: ['DPRK'] },
      { name: 'DAI HONG DAN', imo: '7944695', flag: 'KP', programmes: ['DPRK'] },
    ]);
    const incidents = await deployment.databases.incidents.exec(
      `select upper(v.stated_name) as name, to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, r.country_code
       from incidents.incident r join incidents.incident_vessel v on v.incident_id = r.id
       where upper(v.stated_name) in ('CHONG CHON GANG', 'DAI HONG DAN') order by day`,
    );
    expect(incidents).toEqual([
      { name: 'DAI HONG DAN', day: '2007-10-29', country_code: 'SO' },
      { name: 'CHONG CHON GANG', day: '2009-03-11', country_code: 'SC' },
    ]);
  });

  test.each([
    ['7937317', 'CHONG CHON GANG', '2009-03-11'],
    ['7944695', 'DAI HONG DAN', '2007-10-29'],
  ])('say that IMO %s is %s, with its incident of %s met by its name, and how sure that is', async (imo, name, day) => {
    const { body } = await deployment.ask({ agency: 'NL-CUSTOMS', purpose: 'SANCTIONS_ENFORCEMENT' }, question, {
      imo,
    });
    expect(body.errors).toBeUndefined();
    const [{ node }] = body.data.vessel.records.edges;
    expect(node).toMatchObject({ name, flag: 'KP' });
    const [match] = node.matchProbe.incidents;
    expect(match.incident.occurredAt).toMatch(day);
    expect(match.score).toBeGreaterThan(0.7);
    expect(match.score).toBeLessThan(1);
    // Once README kept the scores of a matcher that was gone.
    expect(readPackageFile('README.md')).toContain(String(match.score));
    expect(match.features.length).toBeGreaterThan(0);
    expect(match.caveat).toContain('no IMO number');
  });

  it('show an aircraft to an officer who asks for its mark, and nothing but a hit to those who may know no more', async () => {
    const aircraft = `{ aircraft(registration: "EP-GOM") { id registration model operator sanctions { programme } } }`;
    const officer = { agency: 'NL-CUSTOMS', role: 'FRONT_LINE', purpose: 'CUSTOMS_CONTROL' } as const;
    const { body } = await deployment.ask(officer, aircraft);
    expect(body.errors).toBeUndefined();
    const { id, ...shown } = body.data.aircraft;
    expect(shown).toEqual({
      registration: 'EP-GOM',
      model: 'IL76-TD',
      operator: 'YAS AIR',
      sanctions: [{ programme: 'SDGT' }],
    });
    const again = await deployment.ask(officer, `{ node(id: "${id}") { id ... on AircraftRecord { registration } } }`);
    expect(again.body.data.node).toEqual({ id, registration: 'EP-GOM' });
    const caseReference = loadPolicy().agencies['EU-JUDICIAL']?.caseReference.example ?? '';
    const judicial = { agency: 'EU-JUDICIAL', purpose: 'CRIMINAL_INVESTIGATION', caseReference } as const;
    const hit = await deployment.ask(judicial, aircraft);
    expect(hit.body.data.aircraft).toMatchObject({
      registration: null,
      model: null,
      sanctions: [{ programme: 'SDGT' }],
    });
    const listed = await deployment.ask(
      judicial,
      `{ aircraftRecords(filter: { registration: { eq: "EP-GOM" } }) { edges { node { id } } } }`,
    );
    expect(listed.body.errors[0].extensions).toMatchObject({
      code: 'FILTER_NOT_PERMITTED',
      at: expect.stringContaining('AircraftFilter.registration'),
    });
  });

  it('change nothing when they come a second time', async () => {
    expect(await loadOfac()).toMatchObject({ stored: 0, unchanged: 8976, quarantined: 0 });
    expect(await loadPirates()).toMatchObject({ stored: 0, unchanged: 7162, quarantined: 0 });
  });
});
