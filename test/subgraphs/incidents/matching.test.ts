import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { matchedOf } from '../../../ingest/rows/matched.js';
import { matcherVersion } from '../../../matching/index.js';
import { packageFile } from '../../../schema/files.js';
import { analysis, customs, openSource, police, type TestSource, tax } from './ask.js';
import { insertScene } from './scene.js';

interface Match {
  readonly id: string;
  readonly score: number;
  readonly statedName: string;
  readonly caveat: string;
  readonly features: readonly { readonly name: string; readonly explanation: string }[];
  readonly incident: { readonly id: string; readonly occurredAt: string | null };
  readonly vessel: { readonly statedName: string };
}

const query = `query ($entities: [_Any!]!) { _entities(representations: $entities) { ... on MatchProbe {
  incidents { id score statedName caveat features { name score explanation } vessel { statedName } incident { id occurredAt } } } } }`;

async function matches(source: TestSource, asker: typeof police, ...probes: readonly string[]) {
  const entities = probes.map((probe) => ({ __typename: 'MatchProbe', probe }));
  const answer = await source.ask(asker, query, { entities });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const found = answer.data?._entities as ({ incidents: Match[] | null } | null)[];
  return { found: found.map((probe) => probe?.incidents ?? null), statements: answer.extensions?.manifest.statements };
}

const [source, reported] = [await openSource(), await openSource()];

describe('matching vessels by a probe', () => {
  beforeAll(async () => {
    await insertScene(source.adminUrl);
  });

  const probe = (asker: typeof police, names: readonly string[], requestId?: string) =>
    source.seal(asker, { kind: 'vesselName', names, flag: null, type: null }, requestId);

  test('finds the same name and a near one, best first, each with its reasons', async () => {
    const { found } = await matches(source, police, probe(police, ['QUARTZ HERON']));
    const [own] = found;
    expect(own?.map(({ id }) => id)).toEqual([
      'v_incident_a',
      'v_incident_secret',
      'v_incident_victim',
      'v_incident_b',
    ]);
    expect(own?.[0]).toMatchObject({
      statedName: 'M/V Quartz Heron',
      vessel: { statedName: 'M/V Quartz Heron' },
      incident: { id: 'incident_a' },
      features: [{ name: 'name' }, { name: 'rarity' }],
    });
    expect(own?.[0]?.score).toBeGreaterThan(own?.[3]?.score ?? 1);
  });

  test('is one statement for many probes, and their incidents one more', async () => {
    const names = Array.from({ length: 30 }, (_, index) => [`QUARTZ HERON ${index}`, 'QUARTZ HERON']);
    const { found, statements } = await matches(source, police, ...names.map((each) => probe(police, each)));
    expect(found).toHaveLength(30);
    expect(found.every((own) => own?.length === 4)).toBe(true);
    expect(statements).toBe(2);
  });

  test('a probe of another request, another viewer, another kind, or made up, finds nothing', async () => {
    const { found } = await matches(
      source,
      police,
      probe(police, ['QUARTZ HERON'], 'another-request'),
      probe(customs, ['QUARTZ HERON']),
      source.seal(police, { kind: 'personName', names: ['QUARTZ HERON'] }),
      'QUARTZ HERON',
      probe(police, ['Name Withheld']),
    );
    expect(found).toEqual([[], [], [], [], []]);
  });

  test('looks at no incident whose summary is not in full for the viewer', async () => {
    const { found, statements } = await matches(source, tax, probe(tax, ['QUARTZ HERON']));
    expect(found).toEqual([null]);
    expect(statements).toBe(0);
  });
});

const realFile = packageFile('..', 'shared', 'data', 'real', 'incidents', 'pirate_attacks_1993_2018.csv');
const withReal = existsSync(realFile) ? describe : describe.skip;

withReal('matching over the public pirate-attack reports (skipped where the file is absent)', () => {
  const source = reported;
  beforeAll(async () => {
    await insertReports();
  });

  test.each([
    ['CHONG CHON GANG', 'Chong Chon Gang', '2009-03-11'],
    ['DAI HONG DAN', 'Dai Hong Dan', '2007-10-29'],
  ])('%s is met again by name, before all others', async (name, statedName, date) => {
    const { found } = await matches(source, analysis, source.seal(analysis, { kind: 'vesselName', names: [name] }));
    const [own] = found;
    expect(own?.[0]).toMatchObject({ statedName, incident: { occurredAt: `${date}T00:00:00Z` } });
    expect(own?.[0]?.score).toBeGreaterThan(0.7);
    expect(own?.slice(1).every(({ score }) => score < 0.75)).toBe(true);
    expect(own?.[0]?.caveat).toContain('no IMO number');
  });

  test('the candidates come from the index of keys', async () => {
    const client = await source.database.connect();
    // Why: over a few thousand rows the planner prefers to read them all; what counts is that it need not.
    await client.query('set enable_seqscan = off');
    const { rows } = await client.query(
      "explain select 1 from unnest(array['xgng+cng']) as asked(key) join incidents.incident_vessel x on x.match_keys && array[asked.key]",
    );
    expect(JSON.stringify(rows)).toMatch(/Bitmap Index Scan on incident_vessel_match_keys/);
  });
});

/** Date, area and vessel name of each report, as published; nothing is added to what the file says. */
async function insertReports(): Promise<void> {
  const reports = (
    parse(readFileSync(realFile), { columns: true, relax_quotes: true }) as Record<string, string>[]
  ).map((report, index) => ({ id: String(index).padStart(5, '0'), date: report.date, name: report.vessel_name ?? '' }));
  const client = await reported.database.connect();
  await client.query(
    `insert into incidents.incident (id, ref, originator, source, source_ref, content_hash, holds, kind, occurred_at, occurred_at_precision)
     select 'incident_' || id, 'ref_' || id, 'EU-ANALYSIS', 'pirate-attacks', id, id, array['incidents.summary'], 'PIRACY', cast(day || 'T00:00:00Z' as timestamptz), 'DAY'
     from unnest($1::text[], $2::text[]) as report(id, day)`,
    [reports.map(({ id }) => id), reports.map(({ date }) => date)],
  );
  await client.query(
    `insert into incidents.incident_vessel (id, incident_id, stated_name, match_keys, matcher_version)
     select 'v_' || id, 'incident_' || id, name, string_to_array(keys, ' '), $4
     from unnest($1::text[], $2::text[], $3::text[]) as report(id, name, keys)`,
    [
      reports.map(({ id }) => id),
      reports.map(({ name }) => name),
      reports.map(({ name }) => matchedOf('incidents.incident_vessel', { stated_name: name })?.match_keys.join(' ')),
      matcherVersion,
    ],
  );
}
