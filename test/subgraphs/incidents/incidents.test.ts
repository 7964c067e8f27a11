import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  analysis,
  border,
  customs,
  judicial,
  nodesAt,
  openSource,
  police,
  supervisor,
  type TestSource,
  tax,
} from './ask.js';
import { insertScene } from './scene.js';

let source: TestSource;

beforeAll(async () => {
  source = await openSource();
  await insertScene(source.adminUrl);
});

afterAll(() => source?.close());

const restricted = { ...police, clearance: 'RESTREINT_UE' as const };

const whole = `query ($id: ID) { incident(id: $id) {
  id caseReference kind occurredAt occurredAtPrecision title crimeArea urgency status narrative assessment
  latitude longitude positionPrecisionM area address locationType countryCode seaArea location { unlocode } statedVesselName
  jointOperation { id name agencies { edges { node { role agency { id } jointOperation { id } } } } }
  vessels { edges { node { statedName vessel { imo } incident { id } } } }
  containers { edges { node { container { containerId } } } } consignments { edges { node { statedMrn consignment { ref } } } }
  seizures { edges { node { statedCaseReference seizure { ref } } } }
  persons { edges { node { role statedName statedDescription person { ref } } } } organizations { edges { node { organization { ref } } } }
} }`;

describe('an incident', () => {
  test('shows analysts of the whole all of it but the MRN, with its links', async () => {
    const answer = await source.ask(analysis, whole, { id: 'incident_a' });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      incident: {
        caseReference: 'NLC-2026-00001',
        kind: 'PIRACY',
        occurredAt: '2026-03-11T00:00:00Z',
        occurredAtPrecision: 'DAY',
        narrative: 'Four masked figures boarded from a skiff.',
        assessment: 'Likely the same crew as last spring.',
        latitude: -4.03331,
        longitude: 46.55219,
        positionPrecisionM: 500,
        address: '1 Lantern Quay',
        locationType: 'Dock',
        location: { unlocode: 'NLRTM' },
        jointOperation: {
          id: 'operation_saltmarsh777777777777777',
          agencies: {
            edges: [
              { node: { role: 'LEAD', agency: { id: 'NL-CUSTOMS' } } },
              { node: { role: 'PARTICIPANT', agency: { id: 'DE-POLICE' } } },
            ],
          },
        },
        containers: { edges: [{ node: { container: { containerId: 'QQQU0000010' } } }] },
        consignments: { edges: [{ node: { consignment: { ref: 'ref_consignment' } } }] },
        seizures: { edges: [{ node: { statedCaseReference: 'NLC-2026-00001', seizure: { ref: 'ref_seizure' } } }] },
        persons: {
          edges: [
            {
              node: {
                role: 'SUSPECT',
                statedName: 'Quill Lanternby',
                statedDescription: 'Male, age 40',
                person: { ref: 'ref_quill' },
              },
            },
          ],
        },
      },
    });
    // Why: of consignments, Europol is lent the movement in part, wherever it is stated.
    expect(answer.extensions?.withheld).toMatchObject([
      { path: expect.arrayContaining(['statedMrn']), category: 'cargo.movement', effect: 'MASKED', count: 1 },
    ]);
  });

  test('shows customs the position to one decimal, that a narrative exists, and no assessment', async () => {
    const answer = await source.ask(customs, whole, { id: 'incident_a' });
    expect(answer.data).toMatchObject({
      incident: {
        title: 'Boarding off Lantern Point',
        address: null,
        locationType: 'Dock',
        latitude: -4,
        longitude: 46.6,
        positionPrecisionM: null,
        narrative: null,
        assessment: null,
        persons: null,
      },
    });
    expect(answer.extensions?.withheld).toContainEqual(
      expect.objectContaining({
        category: 'incidents.narrative',
        effect: 'HIT',
        contact: 'customs-desk@nl.example.org',
      }),
    );
    expect(JSON.stringify(answer.data)).not.toMatch(/skiff|same crew|Quill|46\.55|Quay/);
  });

  test('an own record is shown to its originator in full', async () => {
    const answer = await source.ask({ ...customs, agency: 'NL-CUSTOMS' }, whole, { id: 'incident_a' });
    expect(answer.data).toMatchObject({
      incident: { longitude: 46.55219, narrative: expect.stringContaining('skiff') },
    });
  });

  test('persons in a record about a victim are masked even to police', async () => {
    const answer = await source.ask(
      police,
      '{ incident(id: "incident_victim") { kind narrative persons { edges { node { statedName person { ref } } } } } }',
    );
    const { narrative } = (answer.data as { incident: { narrative: string | null } }).incident;
    expect(narrative).not.toBe('Told by the victim.');
    expect(nodesAt(answer, 'incident.persons')).toEqual([{ statedName: 'Q… L…', person: null }]);
  });
});

describe('the row wall of incidents', () => {
  const ids = async (asker: typeof police) =>
    nodesAt<{ id: string }>(await source.ask(asker, '{ incidents(first: 100) { edges { node { id } } } }'), 'incidents')
      .map(({ id }) => id)
      .sort();

  test('lists what each agency may see and nothing else', async () => {
    expect(await ids(police)).toEqual(['incident_a', 'incident_b', 'incident_secret', 'incident_victim']);
    expect(await ids(restricted)).toEqual(['incident_a', 'incident_b', 'incident_victim']);
    expect(await ids(tax)).toEqual([]);
    expect(await ids(supervisor)).toEqual([]);
  });

  test('keeps a record above clearance out of every road to it', async () => {
    const query = `query ($entities: [_Any!]!) {
      incidents(first: 100) { edges { node { id } } }
      found: incidents(filter: { kind: { eq: ARREST } }) { edges { node { id } } }
      byId: incident(id: "incident_secret") { id }
      byCase: incident(caseReference: "NLC-2026-00003") { id }
      jointOperations(first: 100) { edges { node { id incidents { edges { node { id } } } seizures { edges { node { id } } } } } }
      jointOperation(id: "operation_hidden") { id }
      _entities(representations: $entities) {
        ... on Incident { id } ... on JointOperation { id }
        ... on Person { a: incidents(first: 100) { edges { node { id incident { id } } } } }
        ... on Organization { b: incidents(first: 100) { edges { node { id incident { id } } } } }
        ... on Consignment { c: incidents(first: 100) { edges { node { id incident { id } } } } }
        ... on Seizure { d: incidents(first: 100) { edges { node { id incident { id } } } } }
        ... on Container { e: incidents(first: 100) { edges { node { id incident { id } } } } }
        ... on Vessel { f: incidents(first: 100) { edges { node { id incident { id } } } } }
        ... on Agency { jointOperations { edges { node { id jointOperation { id } } } } }
        ... on MatchProbe { g: incidents { id incident { id } } }
      }
    }`;
    const entities = (asker: typeof police) => [
      { __typename: 'Incident', ref: 'ref_incident_secret' },
      { __typename: 'Incident', visibleRef: 'ref_incident_secret' },
      { __typename: 'Incident', nodeKey: 'incident_secret' },
      { __typename: 'JointOperation', nodeKey: 'operation_hidden' },
      { __typename: 'Person', visibleRef: 'ref_quill' },
      { __typename: 'Organization', visibleRef: 'ref_lantern' },
      { __typename: 'Consignment', visibleRef: 'ref_consignment' },
      { __typename: 'Seizure', visibleRef: 'ref_seizure' },
      { __typename: 'Container', containerId: 'QQQU0000010' },
      { __typename: 'Vessel', imo: '9999993' },
      { __typename: 'Agency', id: 'NL-CUSTOMS' },
      { __typename: 'MatchProbe', probe: source.seal(asker, { kind: 'vesselName', names: ['Quartz Heron'] }) },
    ];
    const hidden = await source.ask(restricted, query, { entities: entities(restricted) });
    expect(hidden.errors).toBeUndefined();
    expect(hidden.data?._entities).toMatchObject([null, null, null, null, {}, {}, {}, {}, {}, {}, {}, {}]);
    expect(JSON.stringify(hidden)).not.toMatch(/secret|hidden|oa_3/);
    const shown = JSON.stringify((await source.ask(police, query, { entities: entities(police) })).data);
    expect(shown.match(/"incident_secret"/g)?.length).toBeGreaterThan(10);
    expect(shown).toContain('oa_3');
  });

  test('an edge by a datum finds only rows on which the datum is shown in full', async () => {
    const query = `query ($e: [_Any!]!) { _entities(representations: $e) {
      ... on Person { incidents { edges { node { id } } } } ... on Vessel { incidents { edges { node { id } } } } } }`;
    const e = [
      { __typename: 'Person', visibleRef: 'ref_quill' },
      { __typename: 'Vessel', imo: '9999993' },
    ];
    const byCustoms = await source.ask(customs, query, { e });
    expect(nodesAt(byCustoms, '_entities.0.incidents').map(({ id }) => id)).toEqual(['p_incident_b']);
    expect(nodesAt(byCustoms, '_entities.1.incidents').map(({ id }) => id)).toEqual([
      'v_incident_a',
      'v_incident_b',
      'v_incident_victim',
    ]);
    const byBorder = await source.ask(border, query, { e });
    expect(nodesAt(byBorder, '_entities.0.incidents')).toEqual([]);
    const byTax = await source.ask(tax, query, { e });
    expect(byTax.data?._entities).toEqual([{ incidents: null }, { incidents: null }]);
  });

  test('a look-up gives a hit where only the existence may be known, and nothing where not even that', async () => {
    const query = 'query ($c: String!) { incident(caseReference: $c) { id kind } }';
    const hit = await source.ask(tax, query, { c: 'NLC-2026-00001' });
    expect(hit.data).toEqual({ incident: { id: expect.not.stringContaining('incident_a'), kind: null } });
    expect(hit.extensions?.manifest).toMatchObject({ hits: 1, disclosed: [{ ids: ['incident_a'], hit: true }, {}] });
    // Why not of eurojust: that the incident belongs to a joint operation is shown to it.
    const visible = await source.ask(judicial, query, { c: 'NLC-2026-00001' });
    expect(visible.extensions?.manifest.hits).toBe(0);
    const invisible = await source.ask(restricted, query, { c: 'NLC-2026-00003' });
    const missing = await source.ask(restricted, query, { c: 'NLC-2026-99999' });
    // Why but for the number: what was asked for is in the log, in vain too; nothing of it reaches the viewer.
    expect(JSON.stringify(invisible).replaceAll('NLC202600003', 'NLC202699999')).toBe(JSON.stringify(missing));
  });
});

describe('filters and sorts of incidents', () => {
  test.each([
    ['{ kind: { in: [PIRACY, SIGHTING] } }', ['incident_b', 'incident_a']],
    ['{ crimeArea: { eq: ORGANISED_PROPERTY_CRIME } }', ['incident_a']],
    ['{ countryCode: { eq: "be" } }', ['incident_b']],
    ['{ status: { isNull: true } }', ['incident_victim']],
    ['{ occurredAt: { gte: "2026-03-11T00:00:00Z", lt: "2026-04-01T00:00:00Z" } }', ['incident_a']],
    ['{ caseReference: { eq: "NLC-2026-00001" } }', ['incident_a']],
  ])('%s', async (filter, expected) => {
    const answer = await source.ask(
      restricted,
      `{ incidents(filter: ${filter}, sort: { field: OCCURRED_AT, direction: DESC }) { edges { node { id } } } }`,
    );
    expect(nodesAt(answer, 'incidents').map(({ id }) => id)).toEqual(expected);
  });

  test('joint operations are found by name and time', async () => {
    const answer = await source.ask(
      restricted,
      '{ jointOperations(filter: { name: { startsWith: "operation salt" }, startsAt: { lt: "2027-01-01T00:00:00Z" } }) { edges { node { name coordinationUnit } } } }',
    );
    expect(nodesAt(answer, 'jointOperations')).toEqual([
      { name: 'Operation Saltmarsh', coordinationUnit: 'OCU Harbour' },
    ]);
  });
});
