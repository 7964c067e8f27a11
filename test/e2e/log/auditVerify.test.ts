import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { until } from '../../support/waiting/until.js';

/*
 * The log of a server, verified by a command beside it and after it; and a superuser of its database who changes it.
 */
const directory = temporaryDataDirectory();
const database = await ownTestDatabase();
const admin = database.ending(new pg.Pool({ connectionString: database.adminUrl, max: 2 }));
let server: RunningCommand;
let url: string;
let token: string;

const run = (...args: string[]): RunningCommand =>
  runCommand([...args, '--data', directory.path], { DATABASE_URL: database.adminUrl });

async function start(): Promise<void> {
  server = run('start', '--no-demo', '--port', '0');
  [, url = ''] = await server.until(/ready at (\S+)\/graphql/);
}

async function said(...args: string[]) {
  const { code, out, err } = await run(...args).said();
  return { code, text: out.trim(), err };
}

async function verify(...more: string[]) {
  const { code, text } = await said('audit', 'verify', '--json', ...more);
  return {
    code,
    ...(JSON.parse(text.split('\n').at(-1) ?? '{}') as { verdict: string; size: number; erased: number }),
  };
}

/** Verifies once a head has been signed over the log, which a busy server does late. */
async function proven() {
  let said = await verify();
  await until(async () => {
    if (said.verdict === 'UNPROVEN') said = await verify();
    return said.verdict !== 'UNPROVEN';
  }, 'no head was signed');
  return said;
}

/** Asks for nothing that is there: what counts is the entry. */
async function look(): Promise<{ status: number; code: string | undefined }> {
  const accept = 'application/graphql-response+json';
  const headers = { authorization: `Bearer ${token}`, 'query-purpose': 'RISK_ANALYSIS', accept };
  const query = '{ consignments(first: 1) { edges { node { mrn } } } }';
  const response = await postJson(`${url}/graphql`, headers, { query });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: errors?.[0]?.extensions.code };
}

beforeAll(async () => {
  await start();
  token = await mintToken(directory.path, 'NL-CUSTOMS');
});

afterAll(async () => {
  server?.process.kill('SIGKILL');
  await server?.ended;
});

describe('the log of a server', () => {
  test('is proven before any look, beside the server, after it was stopped, and after it was killed and started', async () => {
    expect(await proven()).toMatchObject({ code: 0, verdict: 'OK' });
    expect((await look()).status).toBe(200);
    server.process.kill('SIGINT');
    await server.ended;
    expect(await verify()).toMatchObject({ code: 0, verdict: 'OK' });
    await start();
    expect((await look()).status).toBe(200);
    server.process.kill('SIGKILL');
    await server.ended;
    await start();
    expect((await look()).status).toBe(200);
    expect(await proven()).toMatchObject({ code: 0, verdict: 'OK' });
  });

  test('is proven since heads that were kept, and nobody is said to have opened anything but with --bodies', async () => {
    const kept = join(directory.path, 'yesterday.note');
    writeFileSync(kept, `${(await said('audit', 'export', '--checkpoints')).text}\n`);
    expect((await look()).status).toBe(200);
    const told = async () =>
      (await admin.query(`select count(*)::int as count from audit.entry where log = 'main.cli'`)).rows[0]
        ?.count as number;
    const before = await told();
    const closed = await said('audit', 'verify', '--since', kept);
    expect([closed.code, closed.text]).toEqual([0, expect.stringMatching(/^ {2}.*Bodies were not opened\.$/m)]);
    expect(await told()).toBe(before);
    const { code, text } = await said('audit', 'verify', '--since', kept, '--bodies');
    expect([code, text]).toEqual([0, expect.not.stringContaining('not opened')]);
    expect(await told()).toBeGreaterThan(before);
  });

  test('is proven elsewhere, by a note and a key alone', async () => {
    const { rows } = await admin.query(
      `select note from audit.checkpoint where log = 'main' order by size desc limit 1`,
    );
    const note = join(directory.path, 'note.txt');
    writeFileSync(note, rows[0]?.note as string);
    const [key = ''] = (await said('audit', 'export', '--public-keys', '--log', 'main')).text.split('\n');
    const elsewhere = temporaryDataDirectory();
    const command = runCommand(
      ['audit', 'verify', '--log', 'main', '--trust', note, '--key', key, '--data', elsewhere.path],
      { DATABASE_URL_AUDIT: database.url('audit') },
    );
    expect([await command.ended, command.out()]).toEqual([
      0,
      expect.stringMatching(/^OK .*main[\s\S]*Bodies were not opened/),
    ]);
  });

  test('goes on being proven after bodies were erased, beside the running server', async () => {
    const erased = await said('audit', 'expire', '--log', 'main', '--index', '1', '--reason', 'decision 1', '--json');
    expect(erased.err).toBe('');
    expect([erased.code, JSON.parse(erased.text)]).toEqual([0, { log: 'main', destroyed: 1 }]);
    const { code, text } = await said('audit', 'verify');
    expect(code).toBe(0);
    expect(text).toMatch(/main: .*, 1 erased by main\.cli\/[0-9]+/);
    expect((await look()).status).toBe(200);
  });

  test('ends the server that writes it, when a superuser rewrites an entry', async () => {
    await admin.query(`update audit.entry set subject = 'somebody' where log = 'main' and index = 2`);
    let last = await look();
    for (let i = 0; i < 1500 && last.status === 200; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      last = await look();
    }
    expect(last).toEqual({ status: 503, code: 'AUDIT_FORKED' });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect(server.err()).toMatch(/entry 2: the column subject/);
    expect(await verify()).toMatchObject({ code: 1, verdict: 'BROKEN', faults: [{ log: 'main', index: 2 }] });
    expect(readFileSync(join(directory.path, 'heads', 'main.head'), 'utf8')).toMatch(/^portcullis-head-1/);
  });
});
