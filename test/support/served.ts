import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Receipt } from '../../auditlog/types.js';
import { withAdmin } from '../../storage/roles.js';
import { type RunningCommand, runCommand } from './command.js';
import { type Load, type Posted, startLoad } from './load.js';
import { mintToken } from './mint.js';

/** Promised are 5 s. Why six times that: on a machine that does other things too they take that long, and what waits for a restart waits for ever. */
export const recoveryMs = 30_000;

/** A server of the product as a process of its own, and a small question to it. */
export interface Served {
  readonly command: RunningCommand;
  readonly operation: Posted;
  /** Status of `/livez` or `/readyz`. */
  probe(name: string): Promise<number>;
  /** Waits until it is ready; milliseconds. */
  untilReady(): Promise<number>;
  /** Asks one after the other until there is an answer; milliseconds. */
  untilAnswered(): Promise<number>;
  /** Clients that ask until they are stopped, or until the test ends. */
  load(clients: number): Load;
  end(): Promise<void>;
}

/** Starts `portcullis start` on a data directory, without the demonstration. */
export async function serve(data: string, environment: Readonly<Record<string, string>> = {}): Promise<Served> {
  const command = runCommand(['start', '--data', data, '--port', '0', '--no-demo'], environment);
  const [, url = ''] = await command.until(/ready at (http\S+)/);
  const headers = {
    authorization: `Bearer ${await mintToken(data, 'NL-CUSTOMS')}`,
    'query-purpose': 'CUSTOMS_CONTROL',
    'content-type': 'application/json',
  };
  const operation = {
    url,
    headers,
    body: JSON.stringify({ query: '{ persons(first: 1) { edges { node { id } } } }' }),
  };
  const statusOf = async (path: string, init: RequestInit = {}): Promise<number> => {
    const response = await fetch(new URL(path, url), init);
    await response.arrayBuffer();
    return response.status;
  };
  const until200 = async (ask: () => Promise<number>): Promise<number> => {
    const begun = performance.now();
    for (let last = 0; performance.now() - begun < 60_000; ) {
      last = await ask();
      if (last === 200) return performance.now() - begun;
      await pause(20);
    }
    throw new Error(`no answer again: ${command.err().slice(-2000)}`);
  };
  const loads: Load[] = [];
  return {
    command,
    operation,
    probe: (name) => statusOf(`/${name}`),
    untilReady: () => until200(() => statusOf('/readyz')),
    untilAnswered: () => until200(() => statusOf(url, { method: 'POST', headers, body: operation.body })),
    load(clients) {
      const load = startLoad(operation, { clients, pauseMs: 5 });
      loads.push(load);
      return load;
    },
    end: async () => {
      await Promise.all(loads.map((load) => load.stop()));
      await command.close();
    },
  };
}

/** Waits until a load has so many answers more, stops it, and gives the receipts and failures of all of its clients. */
export async function collect(
  load: Load,
  more: number,
): Promise<{ readonly receipts: readonly Receipt[]; readonly failures: readonly string[] }> {
  await until(load, more);
  await load.stop();
  return {
    receipts: load.clients.flatMap(({ receipts }) => receipts),
    failures: load.clients.flatMap(({ failures }) => failures),
  };
}

/** Waits until a load has so many answers more. */
export async function until(load: Load, more: number): Promise<void> {
  const wanted = load.count() + more;
  for (let tries = 0; tries < 3000 && load.count() < wanted; tries += 1) await pause(20);
  expect(load.count()).toBeGreaterThanOrEqual(wanted);
}

/** Fails unless the log has each of these entries in its place, and none of them twice. */
export async function expectThere(adminUrl: string, receipts: readonly Receipt[]): Promise<void> {
  const stored = await withAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ leaf: string }>(
      `select encode(leaf_hash, 'hex') as leaf from audit.entry where log = 'main' order by index`,
    );
    return rows.map((row) => row.leaf);
  });
  expect(receipts.filter(({ index, leafHash }) => stored[index] !== leafHash)).toEqual([]);
  expect(new Set(receipts.map(({ index }) => index)).size).toBe(receipts.length);
}
