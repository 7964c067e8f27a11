import { existsSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { packageFile } from '../../../schema/files.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { type Load, type Posted, post, startLoad } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { longTest } from '../../support/runner/longTest.js';
import { listen } from '../../support/waiting/listen.js';

/*
 * Two workers in front of a supergraph file that changes: SIGHUP serves the new one, and no request is lost over it.
 */
const directory = temporaryDataDirectory();
const supergraph = join(directory.path, '..', 'supergraph.graphql');
const source: Server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { weather: 'fair', tide: 'high' } }));
  });
});
const port = await listen(closedAfter(source));
const writeSupergraph = (fields: string): void => writeFileSync(supergraph, supergraphOf(fields));

function supergraphOf(fields: string): string {
  const typeDefs = parse(`type Query { ${fields} }`);
  const { supergraphSdl } = composeServices([{ name: 'harbour', url: `http://127.0.0.1:${port}/`, typeDefs }]);
  return supergraphSdl ?? '';
}

let server: RunningCommand;
let headers: Record<string, string>;
let url: string;

beforeAll(async () => {
  writeSupergraph('weather: String');
  const data = ['--data', directory.path];
  const policy = ['--policy', 'permissive', '--supergraph', supergraph];
  const settings = join(directory.path, '..', 'portcullis.yaml');
  writeFileSync(settings, 'workers: 2\nport: 0\n');
  server = closedAfter(runCommand(['serve', 'gateway', '--config', settings, ...policy, ...data], patient));
  url = (await server.until(/ready at (\S+) \(2 workers\)/))[1] ?? '';
  // Why broken now: no worker that starts from here on reads it, for all have the settings that their primary began with.
  writeFileSync(settings, 'prot: 1\n');
  headers = {
    authorization: `Bearer ${await mintToken(directory.path, 'NL-CUSTOMS')}`,
    'query-purpose': 'CUSTOMS_CONTROL',
    'content-type': 'application/json',
  };
});

function underLoad(): Load {
  const operation: Posted = { url, headers, body: JSON.stringify({ query: '{ weather }' }) };
  // Why no more: a worker that starts beside them needs the processor too.
  return closedAfter(startLoad(operation, { clients: 8, pauseMs: 60 }));
}

// Why not fetch: it keeps its connection, for which a worker that is replaced waits five seconds.
const unkept = new Agent({ keepAlive: false });
async function ask(query: string): Promise<{ data?: object; errors?: object[] }> {
  const { text } = await post({ url, headers, body: JSON.stringify({ query }) }, unkept);
  return JSON.parse(text) as { data?: object };
}

/** Sends SIGHUP and waits until the log says what became of it. */
async function reload(): Promise<string> {
  const before = server.err().length;
  server.process.kill('SIGHUP');
  for (let i = 0; i < 10_000; i += 1) {
    const said = /"msg":"(reload(?:ed|) [^"]*|reloaded: [^"]*)"/.exec(server.err().slice(before))?.[1];
    if (said) return said;
    await sleep(20);
  }
  throw new Error('nothing said of the reload');
}

describe('a reload', () => {
  test('that cannot be done leaves the workers that serve, and says why; one that can serves the new supergraph', async () => {
    const load = underLoad();
    writeFileSync(supergraph, 'type Query {');
    expect(await reload()).toMatch(/^reload stopped, a new worker did not start, the old ones go on: .+/);
    expect((await ask('{ weather }')).data).toEqual({ weather: 'fair' });
    expect(await ask('{ tide }')).toHaveProperty('errors');
    writeSupergraph('weather: String tide: String');
    expect(await reload()).toBe('reloaded: every worker is new');
    await load.stop();
    expect(load.clients.flatMap(({ failures }) => failures)).toEqual([]);
    expect((await ask('{ tide }')).data).toEqual({ tide: 'high' });
  });

  longTest('replaces every worker, twice, without a failed request, and serves the new supergraph', async () => {
    const load = underLoad();
    writeSupergraph('weather: String');
    for (const _ of [1, 2]) expect(await reload()).toBe('reloaded: every worker is new');
    await load.stop();
    expect(load.count()).toBeGreaterThan(50);
    expect(load.clients.flatMap(({ failures }) => failures)).toEqual([]);
    expect(await ask('{ tide }')).toHaveProperty('errors');
  });

  test('does not keep it from stopping at once, also where the signal comes twice, and nothing is left behind', async () => {
    server.process.kill('SIGHUP');
    server.process.kill('SIGTERM');
    setTimeout(() => server.process.kill('SIGTERM'), 20);
    expect(await server.ended).toBe(0);
    expect(existsSync(join(directory.path, 'database', 'cluster', 'postmaster.pid'))).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('workers of which one cannot start', () => {
  test('all end with one line and exit code 1', async () => {
    const command = runCommand([
      'serve',
      'gateway',
      '--workers',
      '2',
      '--port',
      '0',
      '--data',
      directory.path,
      '--policy',
      'permissive',
      '--supergraph',
      packageFile('package.json'),
    ]);
    expect(await command.ended).toBe(1);
    expect(
      command
        .err()
        .trim()
        .split('\n')
        // Why without warnings: PostgreSQL, which is stopped, may end a connection before its worker has. The log is written before.
        .filter((line) => !/^(?:WARNING|\{"level":[34]0,)/.test(line)),
    ).toHaveLength(1);
    expect(command.out()).toBe('');
  });
});
