import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CodeRecord } from '../../../ingest/records/directory.js';
import { toStored } from '../../../ingest/rows/links.js';
import { openDirectory } from './support.js';

const source = await openDirectory();

/** Stores a code as ingest maps it, under the envelope given. */
async function store(
  record: Partial<CodeRecord> & Pick<CodeRecord, 'list' | 'code' | 'name'>,
  envelope: Record<string, unknown> = {},
): Promise<void> {
  const sourceRef = record.sourceRef ?? `${record.list}/${record.code}`;
  const full: CodeRecord = { kind: 'code', version: 'unstated', ...record, sourceRef };
  for (const stored of toStored(full, record.list, () => randomUUID())) {
    const row = {
      id: `code_${randomUUID().replaceAll('-', '')}`,
      ref: stored.ref,
      originator: 'NL-CUSTOMS',
      source: record.list,
      source_ref: stored.sourceRef,
      content_hash: '',
      ...stored.columns,
      ...envelope,
    };
    const columns = Object.keys(row);
    await source.write(
      `insert into ${stored.table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  }
}

beforeAll(async () => {
  const chapters: [code: string, name: string, parent: string | null][] = [
    ['84', 'Machinery', null],
    ['8471', 'Automatic data processing machines', '84'],
    ['847130', 'Portable machines, 100% portable', '8471'],
    ['847141', 'Other machines', '8471'],
    ['85', 'Electrical machinery', null],
  ];
  const properties = { level: '6' };
  for (const [code, name, parent] of chapters)
    await store({ list: 'hs', code, name, parent, version: '2022', validFrom: '2022-01-01', properties });
  await store({ list: 'unlocode-countries', code: 'NL', name: 'Netherlands' });
  const rotterdam = { functions: ['1', '8'], latitude: 51.9166, longitude: 4.5, iata: 'RTM' };
  await store({ list: 'unlocode', code: 'NLRTM', name: 'Rotterdam (listed)', parent: 'NL', properties: rotterdam });
  await store({
    list: 'unlocode',
    code: 'NLXXA',
    name: 'Exemplaarstad',
    parent: 'NL',
    properties: { functions: ['B'] },
  });
  await store({ list: 'unlocode', code: 'NLXXA', name: 'Exampletown', parent: 'NL', sourceRef: 'unlocode/NLXXA#2' });
  await store({
    list: 'unlocode',
    code: 'DEXXA',
    name: 'Zw\uFFFDnitz',
    properties: { nameWithoutDiacritics: 'Zwonitz' },
  });
  await store({ list: 'rec21', code: 'XA', name: 'Lent to one agency' }, { releasable_to: ['agency:DE-POLICE'] });
  await store({ list: 'rec21', code: 'XB', name: 'Classified' }, { classification: 1 });
  await store({ list: 'rec21', code: 'XC', name: 'Expired' }, { expires_at: '2026-11-25T10:00:00Z' });
  await store({ list: 'rec21', code: 'XD', name: 'Addressees only' }, { handling_codes: ['H2'] });
  await store({ list: 'rec21', code: 'XE', name: 'For one purpose' }, { purpose_limits: ['RISK_ANALYSIS'] });
  await store({ list: 'rec21', code: 'XF', name: 'Still lent' }, { expires_at: '2026-11-25T10:00:01Z' });
});

describe('code lists', () => {
  it('are listed by list and edition with the number of codes, in one statement', async () => {
    const { data, extensions } = await source.ask('{ codeLists { list version entries } }');
    expect(data?.codeLists).toEqual([
      { list: 'hs', version: '2022', entries: 5 },
      { list: 'rec21', version: 'unstated', entries: 1 },
      { list: 'unlocode', version: 'unstated', entries: 4 },
      { list: 'unlocode-countries', version: 'unstated', entries: 1 },
    ]);
    expect(extensions?.manifest.statements).toBe(1);
  });

  it('answer a code with its edition, validity, properties and the codes above it', async () => {
    const { data, errors, extensions } = await source.ask(`{
      code(list: "hs", code: " 847130 ") {
        list code name version validFrom validUntil properties { name values }
        parentCode parent { code parent { code parent { code } } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data?.code).toEqual({
      list: 'hs',
      code: '847130',
      name: 'Portable machines, 100% portable',
      version: '2022',
      validFrom: '2022-01-01',
      validUntil: null,
      properties: [{ name: 'level', values: ['6'] }],
      parentCode: '8471',
      parent: { code: '8471', parent: { code: '84', parent: null } },
    });
    expect(extensions?.manifest.statements).toBe(3);
  });

  it('know nothing of a code that is not loaded', async () => {
    const { data } = await source.ask(
      '{ a: code(list: "hs", code: "999999") { code } b: code(list: "x", code: "84") { code } }',
    );
    expect(data).toEqual({ a: null, b: null });
  });

  it('show no code that its envelope does not lend to everybody', async () => {
    const { data } = await source.ask(`{ codes(list: "rec21") { edges { node { code } } }
      a: code(list: "rec21", code: "XA") { code } b: code(list: "rec21", code: "XB") { code } }`);
    expect(data).toEqual({ codes: { edges: [{ node: { code: 'XF' } }] }, a: null, b: null });
  });
});

describe('codes', () => {
  const query = `query ($list: String!, $first: Int, $after: String, $filter: CodeFilter) {
    codes(list: $list, first: $first, after: $after, filter: $filter) {
      edges { cursor node { code } } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`;
  const codesOf = async (variables: Record<string, unknown>) => {
    const { data, errors } = await source.ask(query, variables);
    expect(errors).toBeUndefined();
    const page = data?.codes as { edges: { node: { code: string } }[] } | undefined;
    return page?.edges.map(({ node }) => node.code);
  };

  it('come in pages by code, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 5; pages += 1) {
      const { data, extensions } = await source.ask(query, { list: 'hs', first: 2, after });
      expect(extensions?.manifest.statements).toBe(1);
      const page = data?.codes as {
        edges: { node: { code: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      seen.push(...page.edges.map(({ node }) => node.code));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(['84', '8471', '847130', '847141', '85']);
  });

  it('are found by prefix, text and parent, whose signs mean themselves', async () => {
    expect(await codesOf({ list: 'hs', filter: { prefix: '8471' } })).toEqual(['8471', '847130', '847141']);
    expect(await codesOf({ list: 'hs', filter: { parent: '8471' } })).toEqual(['847130', '847141']);
    expect(await codesOf({ list: 'hs', filter: { text: 'MACHINERY' } })).toEqual(['84', '85']);
    expect(await codesOf({ list: 'hs', filter: { text: '0%' } })).toEqual(['847130']);
    expect(await codesOf({ list: 'hs', filter: { text: '__' } })).toEqual([]);
    expect(await codesOf({ list: 'hs', filter: { prefix: '84', parent: '84' } })).toEqual(['8471']);
    expect(await codesOf({ list: 'none' })).toEqual([]);
  });

  it('have all their parents in one statement more, whether there is one or there are many', async () => {
    const withParents = `query ($first: Int) { codes(list: "unlocode", first: $first) { edges { node { code parent { list name } } } } }`;
    const one = await source.ask(withParents, { first: 1 });
    const many = await source.ask(withParents, { first: 100 });
    expect([one, many].map(({ extensions }) => extensions?.manifest.statements)).toEqual([1, 2]);
    expect(many.data?.codes).toEqual({
      edges: [
        { node: { code: 'DEXXA', parent: null } },
        ...['NLRTM', 'NLXXA', 'NLXXA'].map((code) => ({
          node: { code, parent: { list: 'unlocode-countries', name: 'Netherlands' } },
        })),
      ],
    });
  });

  it('refuse a page that is too large, a text that is too short and a cursor of another list', async () => {
    const codeOf = async (variables: Record<string, unknown>) =>
      (await source.ask(query, variables)).errors?.[0]?.extensions?.code;
    expect(await codeOf({ list: 'hs', first: 101 })).toBe('BAD_USER_INPUT');
    expect(await codeOf({ list: 'hs', first: 0 })).toBe('BAD_USER_INPUT');
    expect(await codeOf({ list: 'hs', filter: { text: 'a' } })).toBe('BAD_USER_INPUT');
    const { data } = await source.ask(query, { list: 'hs', first: 1 });
    const page = data?.codes as { pageInfo: { endCursor: string } } | undefined;
    const endCursor = page?.pageInfo.endCursor;
    expect(endCursor).toEqual(expect.any(String));
    expect(await codeOf({ list: 'hs', first: 1, after: endCursor })).toBeUndefined();
    expect(await codeOf({ list: 'unlocode', first: 1, after: endCursor })).toBe('CURSOR_INVALID');
    expect(await codeOf({ list: 'hs', filter: { prefix: '84' }, first: 1, after: endCursor })).toBe('CURSOR_INVALID');
  });
});

describe('a location of the loaded list', () => {
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) {
    ... on Location { unlocode name functions latitude longitude } } }`;
  const ask = (codes: string[]) =>
    source.ask(query, { keys: codes.map((unlocode) => ({ __typename: 'Location', unlocode })) });

  it('goes before the seeded place, which fills in what the list leaves open', async () => {
    const { data, extensions } = await ask(['NLRTM', 'NLXXA', 'DEXXA', 'DEHAM', 'NLZZZ']);
    expect(extensions?.manifest.statements).toBe(1);
    expect(data?._entities).toEqual([
      {
        unlocode: 'NLRTM',
        name: 'Rotterdam (listed)',
        functions: ['PORT', 'INLAND_PORT'],
        latitude: 51.9166,
        longitude: 4.5,
      },
      { unlocode: 'NLXXA', name: 'Exemplaarstad', functions: ['BORDER'], latitude: null, longitude: null },
      { unlocode: 'DEXXA', name: 'Zwonitz', functions: [], latitude: null, longitude: null },
      {
        unlocode: 'DEHAM',
        name: 'Hamburg',
        functions: expect.arrayContaining(['PORT']),
        latitude: 53.55,
        longitude: 10,
      },
      { unlocode: 'NLZZZ', name: null, functions: null, latitude: null, longitude: null },
    ]);
  });
});
