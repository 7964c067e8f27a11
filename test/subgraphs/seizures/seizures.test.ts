import { describe, expect, test } from '@jest/globals';
import { idsAt } from '../openSource.js';
import { analysis, border, customs, openSource, police, tax } from './ask.js';
import { insertScene } from './scene.js';

const source = await openSource();
await insertScene(source.adminUrl);

const whole = `query ($id: ID) { seizure(id: $id) {
  id caseReference seizedAt customsOffice legalStatus riskChannel detectionMethod concealment normalisedKg
  place { kind name countryCode latitude longitude location { unlocode } } seizingAuthority { id }
  route { originCountry departure { unlocode } transitCountries destinationCountry }
  conveyance { mode registration journeyReference } vessel { statedName vessel { imo } seizure { id } }
  items { edges { node { id category drugGroup drug quantity unit normalisedKg value { minorUnits currency } description } } }
  persons { edges { node { role statedName statedBirthDate person { ref } seizure { id } } } }
  organizations { edges { node { statedName organization { ref } } } }
  consignments { edges { node { statedMrn consignment { ref } } } }
  containers { edges { node { statedNumber container { containerId } } } }
} }`;

describe('a seizure', () => {
  test('shows police what, when, where, whose and who in full, and its method in part', async () => {
    const answer = await source.ask(police, whole, { id: 'seizure_a' });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      seizure: {
        id: 'seizure_a',
        caseReference: 'NLC-2026-00001',
        seizedAt: '2026-03-01T10:00:00Z',
        legalStatus: 'CONFISCATED',
        riskChannel: null,
        detectionMethod: null,
        concealment: null,
        normalisedKg: 412.5,
        place: { kind: 'SEA_PORT', latitude: 51.94871, location: { unlocode: 'NLRTM' } },
        seizingAuthority: { id: 'NL-CUSTOMS' },
        route: { departure: { unlocode: 'ECGYE' }, transitCountries: ['PA'] },
        conveyance: { mode: 'SEA', registration: null, journeyReference: '042W' },
        vessel: { statedName: 'MV Quartz Heron', vessel: { imo: '9999993' }, seizure: { id: 'seizure_a' } },
        items: {
          edges: [
            { node: { id: 'item_1', drugGroup: 'COCAINE', value: { minorUnits: 2_100_000_000, currency: 'EUR' } } },
            { node: { id: 'item_0', category: 'CURRENCY', normalisedKg: null, value: null } },
          ],
        },
        persons: {
          edges: [
            {
              node: {
                role: 'COURIER',
                statedName: 'Quill Lanternby',
                statedBirthDate: '1961-04-12',
                person: { ref: 'ref_quill' },
                seizure: { id: 'seizure_a' },
              },
            },
          ],
        },
        organizations: { edges: [{ node: { organization: { ref: 'ref_lantern' } } }] },
        consignments: {
          edges: [{ node: { statedMrn: '26NLQQ00000000000J1', consignment: { ref: 'ref_consignment' } } }],
        },
        containers: { edges: [{ node: { container: { containerId: 'QQQU0000010' } } }] },
      },
    });
    const reported = answer.extensions?.withheld.map(({ category, effect }) => `${category} ${effect}`);
    expect(new Set(reported)).toEqual(new Set(['seizures.method MASKED']));
  });

  test('shows customs the method, and of persons a part without the reference', async () => {
    const answer = await source.ask(customs, whole, { id: 'seizure_a' });
    expect(answer.data).toMatchObject({
      seizure: {
        concealment: 'REEFER_UNIT',
        persons: { edges: [{ node: { role: null, statedName: 'Q… L…', statedBirthDate: '1961', person: null } }] },
      },
    });
  });

  test('shows border guards no number, code or identifier in full where the core is masked', async () => {
    const answer = await source.ask(border, whole, { id: 'seizure_a' });
    expect(answer.errors).toBeUndefined();
    const text = JSON.stringify(answer.data);
    for (const value of [
      'NLRTM',
      'ECGYE',
      '9999993',
      'QQQU0000010',
      '412.5',
      '2100000000',
      'NL-CUSTOMS',
      'ref_',
      'Quill',
      '51.9',
    ]) {
      expect(text).not.toContain(value);
    }
    expect(answer.data).toMatchObject({ seizure: { persons: null, organizations: null, seizedAt: null } });
  });

  test('a code that the schema does not know is no value', async () => {
    const answer = await source.ask(
      police,
      '{ seizure(id: "seizure_b") { legalStatus place { kind location { unlocode } } } }',
    );
    expect(answer).toMatchObject({ data: { seizure: { legalStatus: null, place: { kind: null } } } });
    expect(answer.errors).toBeUndefined();
  });

  test('needs either the id or the case reference', async () => {
    const answer = await source.ask(police, '{ seizure { id } }');
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('filters and sorts of seizures', () => {
  test('a filter finds nothing on rows that are masked', async () => {
    for (const [asker, filter] of [
      [tax, '{ itemCategory: { eq: DRUGS } }'],
      [border, '{ not: { itemCategory: { eq: DRUGS } } }'],
    ] as const) {
      const answer = await source.ask(asker, `{ seizures(filter: ${filter}) { edges { node { id } } } }`);
      expect(idsAt(answer, 'seizures')).toEqual([]);
    }
  });

  test('pages by keyset without gap or repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const answer = await source.ask(
        analysis,
        'query ($after: String) { seizures(first: 1, after: $after, sort: { field: NORMALISED_KG, direction: DESC }) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...idsAt(answer, 'seizures'));
      const { hasNextPage, endCursor } = (
        answer.data as { seizures: { pageInfo: { hasNextPage: boolean; endCursor: string } } }
      ).seizures.pageInfo;
      if (!hasNextPage) break;
      after = endCursor;
    }
    expect(seen).toEqual(['seizure_secret', 'seizure_a', 'seizure_b', 'seizure_minor']);
  });
});
