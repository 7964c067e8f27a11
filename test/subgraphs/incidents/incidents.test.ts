import { describe, expect, test } from '@jest/globals';
import { analysis, customs, nodesAt, openSource, police } from './ask.js';
import { insertScene } from './scene.js';

const source = await openSource();
await insertScene(source.adminUrl);

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

  test('keeps the narrative of a record about a victim from police', async () => {
    const { data } = await source.ask(police, '{ incident(id: "incident_victim") { kind narrative } }');
    expect(data).toMatchObject({ incident: { narrative: expect.not.stringContaining('Told by the victim.') } });
  });

  test('is in a joint operation, found by name and time', async () => {
    const answer = await source.ask(
      police,
      '{ jointOperations(filter: { name: { startsWith: "operation salt" }, startsAt: { lt: "2027-01-01T00:00:00Z" } }) { edges { node { name coordinationUnit } } } }',
    );
    expect(nodesAt(answer, 'jointOperations')).toEqual([
      { name: 'Operation Saltmarsh', coordinationUnit: 'OCU Harbour' },
    ]);
  });
});
