import { beforeAll, describe, expect, it } from '@jest/globals';
import { matchedOf } from '../../../../../ingest/rows/matched.js';
import { matcherVersion } from '../../../../../matching/index.js';
import { withAdmin } from '../../../../../storage/roles.js';
import { incidents } from '../../../../../subgraphs/incidents/index.js';
import { insertRows } from '../../../incidents/rows.js';
import { insertScene } from '../../../incidents/scene.js';
import { openSource } from '../../../openSource.js';
import { type Holding, holdingsOf, valuesOf } from './asking.js';

/* Quill is in each incident of the scene, and a victim without a name in `victim`. */
const source = await openSource(incidents);
beforeAll(async () => {
  await insertScene(source.adminUrl);
  const keys = matchedOf('incidents.incident_person', { stated_name: 'Quill Lanternby' })?.match_keys;
  await withAdmin(source.adminUrl, (admin) =>
    admin.query('update incidents.incident_person set match_keys = $1, matcher_version = $2', [keys, matcherVersion]),
  );
  await insertRows(source.adminUrl, 'incident_person', [
    {
      id: 'incidentperson_victim',
      incident_id: 'incident_victim',
      role: 'VICTIM',
      person_ref: 'ref_victim',
      match_keys: [],
    },
  ]);
}, 60_000);

describe('a person in an incident', () => {
  it('is a namesake by the name alone, which is all that an incident states', async () => {
    const holdings = await holdingsOf(source, 'incidents');
    expect(holdings?.found).toEqual([]);
    expect(holdings?.namesakes.map(({ id }) => id)).toEqual(['p_incident_a', 'p_incident_victim']);
    expect(holdings?.aboveClearance).toBe(0);
  });

  it('who is a victim, and is named nowhere, is found by the record that the link points at', async () => {
    const holdings = await holdingsOf(source, 'incidents', {
      name: 'Vera Silent',
      refs: [{ ref: 'ref_victim', twin: 1 }],
    });
    expect(holdings?.found).toMatchObject([{ id: 'incidentperson_victim', foundBy: 'POINTS_AT_RECORD', twin: 1 }]);
    expect(holdings?.namesakes).toEqual([]);
  });

  it('is shown with the incident, and with none of what is told of persons', async () => {
    const [holding] = (await holdingsOf(source, 'incidents', { confirmed: ['p_incident_a'] }))?.found ?? [];
    expect(valuesOf(holding as Holding, false)).toEqual({
      ...{
        role: 'SUSPECT',
        statedName: 'Quill Lanternby',
        statedDescription: 'Male, age 40',
        'subject.category': 'SUSPECT',
      },
    });
    const record = valuesOf(holding as Holding, true);
    expect(record).toMatchObject({ kind: 'PIRACY', title: 'Boarding off Lantern Point', address: '1 Lantern Quay' });
    expect(Object.keys(record).filter((path) => /narrative|assessment|persons|organizations/.test(path))).toEqual([]);
  });
});
