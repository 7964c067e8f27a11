import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { longTest } from '../../support/runner/longTest.js';
import { freePort } from '../../support/waiting/listen.js';
import { stopPostmaster } from './stopped.js';

/* Commands whose work nobody would begin again meet a PostgreSQL that takes no connection: its postmaster is stopped. */
const directory = temporaryDataDirectory();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-waits-'));
const waits = /waiting for the database, at most 10m \(--wait\): /;
let server: RunningCommand;
let port: number;

beforeAll(async () => {
  port = await freePort();
  server = runCommand(['start', '--data', directory.path, '--port', String(port), '--no-demo']);
  await server.until(/More: /);
});

afterAll(async () => {
  expect(await server.close()).toBe(0);
});

const run = (...args: string[]): RunningCommand => runCommand([...args, '--data', directory.path]);

test('commands that nobody would begin again wait for PostgreSQL, say so, and do all their work', async () => {
  const inbox = makeFolder('inbox');
  writeFileSync(join(inbox, 'attacks.csv'), 'date,longitude,latitude,vessel_name\n2001-01-01,1,1,Exemplar\n');
  const file = join(folder, 'asked.jsonl');
  writeFileSync(file, '{"name": "Nobody Atall", "birthDate": "1970-01-02"}\n');
  const asked = ['--agency', 'EU-SANCTIONS-DESK', '--purpose', 'SANCTIONS_ENFORCEMENT', '--json'];
  const there = ['--url', `http://127.0.0.1:${port}/graphql`];
  // Longer than an attempt to reach it takes.
  const stopping = stopPostmaster(directory.path, 35_000);
  const hasty = run('audit', 'verify', '--wait', '1s');
  const patient = {
    verify: run('audit', 'verify', '--json'),
    replay: run('audit', 'verify', '--replay', '0', '--json'),
    watch: run('ingest', '--watch', inbox, '--once', '--originator', 'EU-ANALYSIS', '--json'),
    screen: run('screen', file, '--output', join(folder, 'answers.jsonl'), ...asked, ...there),
  };
  expect(await hasty.ended).toBe(2);
  expect(hasty.err()).toMatch(/^portcullis: waiting .+ at most 1s .+\nportcullis: .+ \(DATABASE_UNREACHABLE\)\n$/);
  await stopping;
  const codes = Object.entries(patient).map(async ([name, command]) => [name, await command.ended]);
  expect(Object.fromEntries(await Promise.all(codes))).toEqual({ verify: 0, replay: 2, watch: 0, screen: 0 });
  for (const command of Object.values(patient)) expect(command.err()).toMatch(waits);
  expect(JSON.parse(patient.verify.out()).verdict).toBe('OK');
  expect(JSON.parse(patient.replay.out()).verdict).toBe('UNDECIDED');
  expect(patient.watch.out()).toMatch(/"PUT_AWAY".*"stored":1/);
  expect(JSON.parse(patient.screen.out()).noHit).toBe(1);
});

longTest('a start waits for a PostgreSQL that another command holds, and serves', async () => {
  const other = temporaryDataDirectory();
  const holder = runCommand([
    'ingest',
    '--watch',
    makeFolder('held'),
    '--originator',
    'EU-ANALYSIS',
    '--data',
    other.path,
  ]);
  await holder.until(/watching /);
  const stopping = stopPostmaster(other.path, 35_000);
  const started = runCommand(['start', '--data', other.path, '--port', '0', '--no-demo']);
  await started.until(/ready at http/);
  expect(started.err()).toMatch(waits);
  await stopping;
  for (const command of [started, holder]) {
    expect(await command.close()).toBe(0);
  }
});

function makeFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}
