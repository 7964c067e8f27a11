import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { initPolicy } from '../../../cli/policy/init.js';
import { packageFile } from '../../../schema/files.js';
import { hangUp, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { listen } from '../../support/waiting/listen.js';
import { until } from '../../support/waiting/until.js';

/* A gateway in one process, before a foreign source: SIGHUP ended it. */
const directory = temporaryDataDirectory();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-turning-'));
const own = join(folder, 'policy');
const supergraph = join(folder, 'supergraph.graphql');
const coordinates = join(own, 'coordinates.yaml');
const source: Server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { weather: 'fair' } }));
  });
});
const database = await ownTestDatabase();
const environment = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: directory.path };
/** What runs in the terminal. */
let number = 0;

beforeAll(async () => {
  const url = `http://127.0.0.1:${await listen(source)}/`;
  const typeDefs = parse('type Query { weather: String }');
  writeFileSync(supergraph, composeServices([{ name: 'harbour', url, typeDefs }]).supergraphSdl ?? '');
  initPolicy(own);
  label('public');
});

afterAll(() => {
  if (number > 0 && runs()) process.kill(number, 'SIGKILL');
  source.close();
});

function label(category: string): void {
  const sources = 'sources: { harbour: { originator: DE-POLICE, classification: PUBLIC } }';
  writeFileSync(coordinates, `${sources}\nlabels: { Query.weather: ${category} }\n`);
}

async function asked(url: string): Promise<unknown> {
  const authorization = `Bearer ${await mintToken(directory.path, 'NL-CUSTOMS')}`;
  const headers = { authorization, 'query-purpose': 'CUSTOMS_CONTROL' };
  const response = await postJson(url, headers, { query: '{ weather }' });
  return ((await response.json()) as { data: unknown }).data;
}

test('a gateway in one process takes other labels in by SIGHUP, or refuses them with their reasons', async () => {
  const gateway = database.ending(
    runCommand(['serve', 'gateway', '--port', '0', '--supergraph', supergraph, '--policy-dir', own], environment),
  );
  const url = (await gateway.until(/ready at (http[^\s]+?)\. /))[1] ?? '';
  expect(await asked(url)).toEqual({ weather: 'fair' });
  label('persons.contact');
  await hangUp(gateway, /the policy was changed/);
  expect(await asked(url)).toEqual({ weather: null });
  label('persons.contacts');
  await hangUp(gateway, /reload refused, the old policy stays: .*coordinates\.yaml:\d+:\d+: .*persons\.contacts/);
  rmSync(coordinates);
  await hangUp(gateway, /reload refused, the old policy stays: The policy has no coordinates\.yaml/);
  expect(await asked(url)).toEqual({ weather: null });
  expect(await gateway.close()).toBe(0);
});

function runs(): boolean {
  try {
    return process.kill(number, 0);
  } catch {
    return false;
  }
}

const terminal = '/usr/bin/script';
const inTerminal = existsSync(terminal) && process.platform === 'linux' ? test : test.skip;

inTerminal('without a policy directory SIGHUP is told so and goes on, and a terminal that closes ends it', async () => {
  const said = join(folder, 'said');
  const pid = join(folder, 'pid');
  writeFileSync(said, '');
  const main = packageFile('dist', 'cli', 'main.js');
  const line = `echo $$ > '${pid}'; exec '${process.execPath}' '${main}' serve gateway --port 0 --supergraph '${supergraph}' --policy permissive 2> '${said}'`;
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const window = spawn(terminal, ['-qec', line, join(folder, 'shown')], {
    env: { ...inherited, ...environment, SHELL: '/bin/sh' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  window.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  await until(() => /ready at http/.test(shown));
  const url = /ready at (http[^\s]+?)\. /.exec(shown)?.[1] ?? '';
  number = Number(readFileSync(pid, 'utf8'));
  process.kill(number, 'SIGHUP');
  await until(() => readFileSync(said, 'utf8').includes('no policy directory is set (--policy-dir)'));
  expect(await asked(url)).toEqual({ weather: 'fair' });
  window.kill('SIGKILL');
  await until(() => !runs());
});
