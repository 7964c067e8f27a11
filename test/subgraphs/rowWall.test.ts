import { beforeAll, describe, expect, test } from '@jest/globals';
import { incidents } from '../../subgraphs/incidents/index.js';
import type { SubgraphModule } from '../../subgraphs/kit/module.js';
import { seizures } from '../../subgraphs/seizures/index.js';
import { type Asker, border, belgianCustoms as customs, judicial, police, supervisor, tax } from './askers.js';
import { bareReads, everything } from './bareReads.js';
import { bareSession, type Say } from './bareSession.js';
import { insertScene as insertIncidents } from './incidents/scene.js';
import { idsAt, nodesAt, openSource, type TestSource } from './openSource.js';
import { insertRows as insertSeizureRows } from './seizures/rows.js';
import { insertScene as insertSeizures } from './seizures/scene.js';

/* What is true of each source whose records have links to others: the row wall on every road to them. */

type Entities = readonly Readonly<Record<string, string>>[];

/** A source's scene, and what each viewer may have of it. */
interface WalledSource {
  readonly module: SubgraphModule;
  /** Field of one record; the list is its plural. */
  readonly root: string;
  readonly insertScene: (adminUrl: string) => Promise<void>;
  readonly lists: readonly (readonly [Asker, ids: readonly string[]])[];
  /** Every road to records that only one of two viewers may see. */
  readonly roads: {
    readonly query: string;
    readonly entities: (source: TestSource, asker: Asker) => Entities;
    /** Entities that are the hidden records themselves. */
    readonly own: number;
    readonly hidden: RegExp;
    readonly stays: string;
  };
  readonly edges: {
    readonly entities: Entities;
    readonly found: readonly (readonly [Asker, entity: number, ids: readonly string[] | null])[];
  };
  readonly lookUp: {
    readonly fields: string;
    readonly seen: readonly [Asker, caseReference: string, id: string];
    readonly hit: readonly [Asker, caseReference: string, id: string];
    readonly blind: Asker;
  };
  /** The persons of a record about a victim or a minor, as police get them. */
  readonly protectedPersons: readonly [id: string, fields: string, shown: object];
  readonly sort: string;
  readonly filters: readonly (readonly [filter: string, ids: readonly string[]])[];
}

const restricted: Asker = { ...police, clearance: 'RESTREINT_UE' };
const edgeOf = (field: string, link: string) => `${field}(first: 100) { edges { node { id ${link} { id } } } }`;
const quill = { __typename: 'Person', visibleRef: 'ref_quill' };
const lantern = { __typename: 'Organization', visibleRef: 'ref_lantern' };
const consignment = { __typename: 'Consignment', visibleRef: 'ref_consignment' };
const container = { __typename: 'Container', containerId: 'QQQU0000010' };
const vessel = { __typename: 'Vessel', imo: '9999993' };
const keysOf = (type: string, id: string) => [
  { __typename: type, ref: `ref_${id}` },
  { __typename: type, visibleRef: `ref_${id}` },
  { __typename: type, nodeKey: id },
];

const walled: readonly WalledSource[] = [
  {
    module: incidents,
    root: 'incident',
    insertScene: insertIncidents,
    lists: [
      [police, ['incident_a', 'incident_b', 'incident_secret', 'incident_victim']],
      [restricted, ['incident_a', 'incident_b', 'incident_victim']],
      [tax, []],
      [supervisor, []],
    ],
    roads: {
      query: `query ($entities: [_Any!]!) {
        incidents(first: 100) { edges { node { id } } }
        found: incidents(filter: { kind: { eq: ARREST } }) { edges { node { id } } }
        byId: incident(id: "incident_secret") { id }
        byCase: incident(caseReference: "NLC-2026-00003") { id }
        jointOperations(first: 100) { edges { node { id incidents { edges { node { id } } } seizures { edges { node { id } } } } } }
        jointOperation(id: "operation_hidden") { id }
        _entities(representations: $entities) {
          ... on Incident { id } ... on JointOperation { id }
          ... on Person { a: ${edgeOf('incidents', 'incident')} } ... on Organization { b: ${edgeOf('incidents', 'incident')} }
          ... on Consignment { c: ${edgeOf('incidents', 'incident')} } ... on Seizure { d: ${edgeOf('incidents', 'incident')} }
          ... on Container { e: ${edgeOf('incidents', 'incident')} } ... on Vessel { f: ${edgeOf('incidents', 'incident')} }
          ... on Agency { ${edgeOf('jointOperations', 'jointOperation')} }
          ... on MatchProbe { g: incidents { id incident { id } } }
        }
      }`,
      entities: (source, asker) => [
        ...keysOf('Incident', 'incident_secret'),
        { __typename: 'JointOperation', nodeKey: 'operation_hidden' },
        ...[quill, lantern, consignment, { __typename: 'Seizure', visibleRef: 'ref_seizure' }, container, vessel],
        { __typename: 'Agency', id: 'NL-CUSTOMS' },
        { __typename: 'MatchProbe', probe: source.seal(asker, { kind: 'vesselName', names: ['Quartz Heron'] }) },
      ],
      own: 4,
      hidden: /incident_secret|operation_hidden|oa_3/g,
      stays: 'oa_3',
    },
    edges: {
      entities: [quill, vessel],
      found: [
        [customs, 0, ['p_incident_b']],
        [customs, 1, ['v_incident_a', 'v_incident_b', 'v_incident_victim']],
        [border, 0, []],
        [tax, 0, null],
        [tax, 1, null],
      ],
    },
    lookUp: {
      fields: 'kind',
      // Why seen: that the incident belongs to a joint operation is shown to Eurojust.
      seen: [judicial, 'NLC-2026-00001', 'incident_a'],
      hit: [tax, 'NLC-2026-00001', 'incident_a'],
      blind: restricted,
    },
    protectedPersons: ['incident_victim', 'statedName person { ref }', { statedName: 'Q… L…', person: null }],
    sort: '{ field: OCCURRED_AT, direction: DESC }',
    filters: [
      ['{ kind: { in: [PIRACY, SIGHTING] } }', ['incident_b', 'incident_a']],
      ['{ crimeArea: { eq: ORGANISED_PROPERTY_CRIME } }', ['incident_a']],
      ['{ countryCode: { eq: "be" } }', ['incident_b']],
      ['{ status: { isNull: true } }', ['incident_victim']],
      ['{ occurredAt: { gte: "2026-03-11T00:00:00Z", lt: "2026-04-01T00:00:00Z" } }', ['incident_a']],
      ['{ caseReference: { eq: "NLC-2026-00001" } }', ['incident_a']],
    ],
  },
  {
    module: seizures,
    root: 'seizure',
    insertScene: insertSeizures,
    lists: [
      [police, ['seizure_a', 'seizure_b', 'seizure_minor', 'seizure_secret']],
      [customs, ['seizure_a', 'seizure_b', 'seizure_h2', 'seizure_minor']],
      [judicial, []],
      [supervisor, []],
    ],
    roads: {
      query: `query ($entities: [_Any!]!) {
        list: seizures(first: 100) { edges { node { id } } }
        filtered: seizures(filter: { normalisedKg: { gte: 800 } }) { edges { node { id } } }
        byId: seizure(id: "seizure_secret") { id }
        byCase: seizure(caseReference: "NLC-2026-00003") { id }
        _entities(representations: $entities) {
          ... on Seizure { id }
          ... on Person { a: ${edgeOf('seizures', 'seizure')} } ... on Organization { b: ${edgeOf('seizures', 'seizure')} }
          ... on Consignment { c: ${edgeOf('seizures', 'seizure')} } ... on Container { d: ${edgeOf('seizures', 'seizure')} }
          ... on Vessel { e: ${edgeOf('seizures', 'seizure')} }
        }
      }`,
      entities: () => [...keysOf('Seizure', 'seizure_secret'), quill, lantern, consignment, container, vessel],
      own: 3,
      hidden: /seizure_secret/g,
      stays: 'seizure_a',
    },
    edges: {
      entities: [quill, container],
      found: [
        [police, 0, ['p_seizure_a', 'p_seizure_b', 'p_seizure_secret']],
        // They enter no seizures, so that none can be FULL to them.
        [border, 0, null],
        [border, 1, null],
        [tax, 0, null],
        [tax, 1, null],
        // Their own record is FULL to customs, those of others are masked.
        [customs, 0, ['p_seizure_b']],
      ],
    },
    lookUp: {
      fields: 'caseReference handling { originator }',
      seen: [police, 'NLC-2026-00001', 'seizure_a'],
      hit: [police, 'NLC-2026-00005', 'seizure_h2'],
      blind: customs,
    },
    protectedPersons: [
      'seizure_minor',
      'statedName statedBirthDate person { ref }',
      { statedName: 'Q… L…', statedBirthDate: '1961', person: null },
    ],
    sort: '{ field: SEIZED_AT }',
    filters: [
      ['{ itemCategory: { eq: CURRENCY } }', ['seizure_a']],
      ['{ drugGroup: { in: [COCAINE, ATS] } }', ['seizure_a']],
      ['{ not: { itemCategory: { eq: DRUGS } } }', ['seizure_minor', 'seizure_b']],
      ['{ legalStatus: { eq: CONFISCATED } }', ['seizure_a']],
      ['{ unlocode: { eq: "nl rtm" } }', ['seizure_a']],
      ['{ caseReference: { startsWith: "nlc-2026-00001" } }', ['seizure_a']],
      ['{ normalisedKg: { gte: 400, lte: 500 } }', ['seizure_a']],
      ['{ source: { eq: "demo-seizures" }, unlocode: { eq: "BEANR" } }', ['seizure_b']],
      ['{ source: { eq: "nibrs" } }', []],
      ['{ seizedAt: { gte: "2026-03-01T10:00:00Z", lt: "2026-04-01T10:00:00Z" } }', ['seizure_a']],
      ['{ or: [{ itemCategory: { eq: TOBACCO } }, { normalisedKg: { gte: 400 } }] }', ['seizure_a', 'seizure_b']],
    ],
  },
];

const opened = await Promise.all(walled.map(async (each) => ({ ...each, source: await openSource(each.module) })));

describe.each(opened)('the row wall of $root records', ({ module, root, insertScene, source, ...stated }) => {
  const list = `${root}s`;
  beforeAll(async () => {
    await insertScene(source.adminUrl);
    if (module === seizures) {
      const statistic = { id: 'statistic_a', period_from: '2020', period_to: '2020', category: 'DRUGS' };
      await insertSeizureRows(source.adminUrl, 'seizure_statistic', [statistic]);
    }
  });

  test('lists what each agency may see and nothing else', async () => {
    for (const [asker, ids] of stated.lists) {
      const answer = await source.ask(asker, `{ ${list}(first: 100) { edges { node { id } } } }`);
      expect(idsAt(answer, list).sort()).toEqual(ids);
    }
  });

  test('keeps a record above clearance out of every road to it, its own links included', async () => {
    const { query, entities, own, hidden, stays } = stated.roads;
    const asked = (asker: Asker) => source.ask(asker, query, { entities: entities(source, asker) });
    const blind = await asked(restricted);
    expect(blind.errors).toBeUndefined();
    const answered = entities(source, restricted).map((_, index) => (index < own ? null : expect.anything()));
    expect(blind.data?._entities).toEqual(answered);
    expect(JSON.stringify(blind)).not.toMatch(hidden);
    const shown = JSON.stringify((await asked(police)).data);
    expect(shown.match(new RegExp(`${root}_secret`, 'g'))?.length).toBeGreaterThan(10);
    expect(shown).toContain(stays);
  });

  test('lets an edge by a datum find only rows on which the datum is shown in full', async () => {
    const { entities, found } = stated.edges;
    const types = entities.map(({ __typename }) => `... on ${__typename} { ${list} { edges { node { id } } } }`);
    const query = `query ($e: [_Any!]!) { _entities(representations: $e) { ${types.join(' ')} } }`;
    for (const [asker, entity, ids] of found) {
      const answer = await source.ask(asker, query, { e: entities });
      if (ids === null) expect(answer.data?._entities).toMatchObject(entities.map(() => ({ [list]: null })));
      else expect(idsAt(answer, `_entities.${entity}.${list}`)).toEqual(ids);
    }
  });

  test('answers for the key of a person’s owner, never for one that was merely stated', async () => {
    const query = `query ($e: [_Any!]!) { _entities(representations: $e) { ... on Person { ${list} { edges { node { id } } } } } }`;
    const answer = await source.ask(police, query, { e: [{ __typename: 'Person', ref: 'ref_quill' }] });
    expect(answer.data?._entities).toEqual([null]);
  });

  test('masks persons of a record about a victim or a minor even to police', async () => {
    const [id, fields, shown] = stated.protectedPersons;
    const answer = await source.ask(police, `{ ${root}(id: "${id}") { persons { edges { node { ${fields} } } } } }`);
    expect(nodesAt(answer, `${root}.persons`)).toEqual([shown]);
  });

  describe('at a look-up by case reference', () => {
    const { fields, seen, hit, blind } = stated.lookUp;
    const lookUp = (asker: Asker, c: string) =>
      source.ask(asker, `query ($c: String!) { ${root}(caseReference: $c) { id ${fields} } }`, { c });

    test('gives a record that the viewer may see', async () => {
      const [asker, reference, id] = seen;
      const { data, extensions } = await lookUp(asker, reference);
      expect(data).toMatchObject({ [root]: { id } });
      expect(extensions?.manifest.hits).toBe(0);
    });

    test('gives a hit where only the existence may be known: a reference and whom to ask, nothing else', async () => {
      const [asker, reference, id] = hit;
      const { data, extensions } = await lookUp(asker, reference);
      const { id: shown, ...others } = (data?.[root] ?? {}) as Record<string, unknown>;
      // Why by form: a short id may begin a reference by chance.
      expect(shown).toMatch(new RegExp(`^${root}_[\\w-]{40,}$`));
      expect(Object.values(others).every((value) => value === null)).toBe(true);
      expect(extensions?.manifest).toMatchObject({ hits: 1, disclosed: [{ ids: [id], hit: true }, {}] });
      expect(extensions?.withheld).toContainEqual(
        expect.objectContaining({ effect: 'HIT', contact: expect.stringContaining('@') }),
      );
    });

    test('answers a missing and an invisible record alike', async () => {
      const [invisible, missing] = [await lookUp(blind, 'NLC-2026-00003'), await lookUp(blind, 'NLC-2026-99999')];
      // Why but for the number: the log notes what was asked for, in vain too; nothing of it reaches the viewer.
      expect(JSON.stringify(invisible).replaceAll('NLC202600003', 'NLC202699999')).toBe(JSON.stringify(missing));
    });
  });

  test.each(stated.filters)('finds by %s', async (filter, ids) => {
    const query = `{ ${list}(filter: ${filter}, sort: ${stated.sort}) { edges { node { id } } } }`;
    expect(idsAt(await source.ask(restricted, query), list)).toEqual(ids);
  });

  test.each(bareReads[root] ?? [])(
    'lets no row leave the database without it: %s',
    async (_what, rows, parts, read) => {
      const count = async (without: Partial<Say>): Promise<number> => {
        const { session, close } = bareSession(source.database.url(module.name), module.name, {
          ...everything,
          ...without,
        });
        return await read(session).finally(close);
      };
      expect(await count(parts.includes('visible') ? {} : { visible: false })).toBe(rows);
      for (const part of parts) expect(await count({ [part]: false })).toBe(0);
    },
  );
});
