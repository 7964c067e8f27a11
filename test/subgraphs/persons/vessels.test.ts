import { beforeAll, describe, expect, it } from '@jest/globals';
import { customs, judicial, openPersons, police, tax } from './ask.js';
import { insertRows } from './fixtures.js';

/** Fictitious, with valid check digits. */
const imo = '9999993';
const otherImo = '9999981';

const source = await openPersons('ES-TAX');

beforeAll(async () => {
  await insertRows(source.adminUrl, 'vessel_record', [
    {
      id: 'vesselrecord_one',
      name: 'Testing Gull',
      aliases: ['Gull of Nowhere'],
      imo,
      flag: 'XA',
      past_flags: ['NL'],
      type: 'Bulk carrier',
      tonnage: 1200.5,
      gross_registered_tonnage: 900,
      build_date: '1988-03-04',
      call_sign: 'TEST1',
      mmsi: '999000001',
      owner: 'Fictitious Shipping',
      sanctions: [{ authority: 'Office of Tests', programme: 'TEST1' }],
      programmes: ['TEST1'],
    },
    { id: 'vesselrecord_two', name: 'Testing Gull', imo, source: 'demo-other', originator: 'EU-ANALYSIS' },
    { id: 'vesselrecord_hidden', name: 'Hidden Gull', imo, classification: 4, originator: 'EU-ANALYSIS' },
    { id: 'vesselrecord_nameless', imo: otherImo },
  ]);
});

describe('a vessel', () => {
  it('resolves for any well-formed IMO number without a look-up', async () => {
    const { data, extensions } = await source.ask(police, `{ vessel(imo: "IMO 9999993") { imo } }`);
    expect(data).toEqual({ vessel: { imo } });
    expect(extensions?.manifest.statements).toBe(0);
  });

  it('is refused where the number is not well-formed or its check digit is wrong', async () => {
    for (const stated of ['9999994', '999999', 'Gull', '']) {
      const { data, errors } = await source.ask(police, `query ($imo: String!) { vessel(imo: $imo) { imo } }`, {
        imo: stated,
      });
      expect(data).toEqual({ vessel: null });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', at: 'Query.vessel(imo:)' });
    }
  });

  it('reaches the records of every source that the viewer may see, never merged', async () => {
    const query = `{ vessel(imo: "${imo}") { records { edges { node { id name imo vessel { imo } } } } } }`;
    const { data } = await source.ask(customs, query);
    expect(data?.vessel).toEqual({
      records: {
        edges: ['vesselrecord_one', 'vesselrecord_two'].map((id) => ({
          node: { id, name: 'Testing Gull', imo, vessel: { imo } },
        })),
      },
    });
  });

  it('is named in the log where the way leads through it and its number is not shown: only the records at both ends were', async () => {
    const through = 'vessel { records { edges { node { flag } } } }';
    for (const query of [
      `{ vessels(filter: { flag: { eq: "XA" } }) { edges { node { ${through} } } } }`,
      `{ vessels(filter: { flag: { eq: "XA" } }) { edges { node { vessel { __typename ...Through } } } } }
        fragment Through on Vessel { records(first: 1) { edges { node { flag } } } }`,
    ]) {
      const { extensions } = await source.ask(customs, query);
      expect(extensions?.manifest.disclosed).toContainEqual({
        type: 'Vessel',
        originator: null,
        categories: [],
        asked: true,
        ids: [imo],
      });
    }
    // Who is not shown which ship a record is of learns of none.
    const { extensions } = await source.ask(tax, `{ vessels { edges { node { ${through} } } } }`);
    expect(extensions?.manifest.disclosed.map(({ type }) => type)).not.toContain('Vessel');
  });

  it('does not lead to records whose identity is not shown in full', async () => {
    for (const asker of [tax, judicial]) {
      const { data } = await source.ask(asker, `{ vessel(imo: "${imo}") { records { edges { node { id } } } } }`);
      const records = (data?.vessel as { records: { edges: unknown[] } | null } | null)?.records;
      expect(records?.edges ?? []).toEqual([]);
    }
  });

  it('answers as an entity, one statement for 1 and for 100', async () => {
    const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on Vessel { imo records { edges { node { id } } } } } }`;
    const keysOf = (count: number) => Array.from({ length: count }, () => ({ __typename: 'Vessel', imo }));
    const one = await source.ask(police, query, { keys: keysOf(1) });
    const many = await source.ask(police, query, { keys: [...keysOf(99), { __typename: 'Vessel', imo: otherImo }] });
    expect(one.extensions?.manifest.statements).toBe(1);
    expect(many.extensions?.manifest.statements).toBe(1);
    const entities = many.data?._entities as unknown[] | undefined;
    expect(entities?.at(-1)).toEqual({
      imo: otherImo,
      records: { edges: [{ node: { id: 'vesselrecord_nameless' } }] },
    });
    const odd = ['9999994', 'Gull'].map((stated) => ({ __typename: 'Vessel', imo: stated }));
    const { data } = await source.ask(police, query, { keys: odd });
    expect(data).toEqual({ _entities: [{ imo: '9999994', records: { edges: [] } }, null] });
  });
});

describe('a record about a vessel', () => {
  it('masks names and drops figures, links and lists where identity is masked', async () => {
    const { data } = await source.ask(
      tax,
      `{ vessels { edges { node { id name aliases flag tonnage buildDate imo vessel { imo } sanctions { programme } } } } }`,
    );
    const page = data?.vessels as { edges: { node: Record<string, unknown> }[] } | undefined;
    expect(page?.edges.find(({ node }) => node.id === 'vesselrecord_one')?.node).toMatchObject({
      aliases: null,
      tonnage: null,
      buildDate: null,
      vessel: null,
      sanctions: [{ programme: 'TEST1' }],
    });
    expect(JSON.stringify(data)).not.toMatch(/Testing|Gull|9999993/);
  });

  it('lists, filters and sorts', async () => {
    const ids = async (args: string) => {
      const { data } = await source.ask(customs, `{ vessels(${args}) { edges { node { id } } } }`);
      const page = data?.vessels as { edges: { node: { id: string } }[] } | undefined;
      return page?.edges.map(({ node }) => node.id) ?? [];
    };
    expect(await ids(`filter: { name: { eq: "nowhere of gull" } }`)).toEqual(['vesselrecord_one']);
    expect(await ids(`filter: { imo: { eq: "${otherImo}" } }`)).toEqual(['vesselrecord_nameless']);
    expect(await ids(`filter: { programme: { eq: "TEST1" }, flag: { eq: "XA" } }`)).toEqual(['vesselrecord_one']);
    expect(await ids(`filter: { source: { eq: "demo-other" } }`)).toEqual(['vesselrecord_two']);
    expect(await ids(`sort: { field: NAME, direction: DESC }, first: 3`)).toEqual([
      'vesselrecord_one',
      'vesselrecord_two',
      'vesselrecord_nameless',
    ]);
    expect(await ids(`sort: { field: BUILD_DATE }, first: 1`)).toEqual(['vesselrecord_one']);
  });
});

describe('a match probe', () => {
  const query = `{ vessels { edges { node { id matchProbe { probe } } } } }`;
  const probes = async (asker: typeof police) => {
    const { data } = await source.ask(asker, query);
    const page = data?.vessels as
      | { edges: { node: { id: string; matchProbe: { probe: string } | null } }[] }
      | undefined;
    return new Map(page?.edges.map(({ node }) => [node.id, node.matchProbe?.probe ?? null]));
  };

  it('seals names, flag and type for the sources alone', async () => {
    const probe = (await probes(customs)).get('vesselrecord_one') ?? '';
    expect(probe).not.toContain('Gull');
    expect(source.openProbe(customs, probe)).toEqual({
      kind: 'vesselName',
      names: ['Testing Gull', 'Gull of Nowhere'],
      flag: 'XA',
      type: 'Bulk carrier',
    });
    expect(source.openProbe(police, probe)).toBeNull();
  });

  it('is null where identity is masked, and where there is no name', async () => {
    expect([...(await probes(tax)).values()].every((probe) => probe === null)).toBe(true);
    expect((await probes(customs)).get('vesselrecord_nameless')).toBeNull();
  });
});
