import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { matcherVersion } from '../../../matching/index.js';
import { writeFile } from '../../ingest/support/samples.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { postJson } from '../../support/load.js';
import { longTest } from '../../support/runner/longTest.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { until } from '../../support/waiting/until.js';

/*
 * A deployment whose persons another version of the matcher analysed. One of them is held by a transaction of ours: what
 * completes it cannot end before that does, and whatever happens until then happens before.
 */
const directory = temporaryDataDirectory();
const all = 1500;
const database = await ownTestDatabase();
const holder = database.ending(new pg.Client({ connectionString: database.adminUrl }));
const admin = database.ending(new pg.Client({ connectionString: database.adminUrl }));
let token: string;

const run = (...args: string[]): RunningCommand =>
  runCommand([...args, '--data', directory.path], { ...patient, DATABASE_URL: database.adminUrl });

beforeAll(async () => {
  await Promise.all([holder.connect(), admin.connect()]);
  const line = (n: number) => ({
    ...{ format: 'portcullis-jsonl', formatVersion: 1, source: 'ftm', raw: 'raw' },
    record: { kind: 'person', sourceRef: `${n}`, names: [{ name: `Exemplarov Nomer ${n}`, kind: 'NAME' }] },
  });
  const lines = Array.from({ length: all }, (_, n) => `${JSON.stringify(line(n))}\n`);
  const file = writeFile('persons.jsonl', lines.join(''));
  const ingest = run('ingest', 'portcullis-jsonl', file, '--source', 'ftm', '--originator', 'EU-ANALYSIS');
  expect([await ingest.ended, ingest.err()]).toEqual([0, expect.anything()]);
  await admin.query(`update persons.person set match_keys = '{}', matcher_version = 0`);
  await holder.query('begin');
  await holder.query(`select from persons.person order by id desc limit 1 for update`);
  const minted = run('token', '--agency', 'EU-ANALYSIS', '--role', 'ANALYST', '--ttl', '1h');
  await minted.ended;
  token = minted.out().trim().split('\n').at(-1) ?? '';
});

async function completed(): Promise<number> {
  const { rows } = await admin.query(
    `select count(*)::int as count from persons.person where matcher_version = ${matcherVersion}`,
  );
  return rows[0].count;
}

/** What a question for a name that one record has is answered by a server. */
async function ask(server: RunningCommand): Promise<unknown> {
  const [, url = ''] = await server.until(/is ready at (\S+)/);
  const at = url.replace(/\/?$/, '').replace(/(?:\/graphql)?$/, '/graphql');
  const headers = { authorization: `Bearer ${token}`, 'query-purpose': 'SANCTIONS_ENFORCEMENT' };
  const query = '{ matchPersons(asked: [{ names: ["Eksemplarov Nomer 7"] }]) { state } }';
  const response = await postJson(at, headers, { query });
  const body = (await response.json()) as { data?: { matchPersons: { state: string }[] }; errors?: unknown };
  return body.data?.matchPersons[0]?.state ?? body.errors;
}

const childOf = ({ process }: RunningCommand): number =>
  Number(
    execFileSync('ps', ['-o', 'pid,args', '--ppid', String(process.pid)], { encoding: 'utf8' }).match(
      /^ *(\d+) .*database complete/m,
    )?.[1],
  );

describe('records that another version of the matcher analysed', () => {
  const said = 'are completed behind "ready" of %s, and searches say PARTIAL meanwhile, kill or not';
  test.each([['start', []]] as const)(said, expectCompletes);
  longTest.each([['serve', ['--workers', '2']]] as const)(said, expectCompletes);

  async function expectCompletes(command: string, args: readonly string[]): Promise<void> {
    const before = await completed();
    const server = run(command, '--no-demo', '--port', '0', ...args);
    expect(await ask(server)).toBe('PARTIAL');
    await until(async () => (await completed()) > before || before === all - 1);
    await until(async () => childOf(server) > 0);
    const child = childOf(server);
    server.process.kill('SIGKILL');
    process.kill(child, 'SIGKILL');
    await server.ended;
    expect(await completed()).toBeLessThan(all);
  }

  test('are named behind "ready" by a source that is served alone, with the command that completes them', async () => {
    const server = run('serve', 'persons', '--port', '0');
    const [said] = await server.until(/Source persons is ready at [\s\S]*portcullis database complete/);
    expect(said).toContain('Searches by name say PARTIAL');
    expect(await server.close()).toBe(0);
  });

  test('are whole once it has ended, which the next start leaves alone', async () => {
    const server = run('start', '--no-demo', '--port', '0');
    expect(await ask(server)).toBe('PARTIAL');
    await holder.query('rollback');
    await until(async () => (await ask(server)) === 'OK');
    expect(await completed()).toBe(all);
    expect(await server.close()).toBe(0);
    const again = run('start', '--no-demo', '--port', '0', '--log-level', 'info');
    expect(await ask(again)).toBe('OK');
    await again.close();
    expect(again.err()).not.toContain('stored records');
  });
});
