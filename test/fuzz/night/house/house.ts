import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningCommand, runCommand } from '../../../support/command.js';
import { isAlive } from '../laws/processes.js';
import { originator } from '../words.js';
import { openCollector } from './collector.js';
import { type Grounds, makeGrounds } from './grounds.js';
import type { Issuer } from './issuer.js';
import { createService, type Service } from './service.js';

/** What a command ended with. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A deployment as an operator runs it: a file of settings, a server with workers, a watched folder, backups, an archive. */
export interface House extends Grounds {
  readonly server: Service;
  readonly watcher: Service;
  /** All that the collector of traces was sent. */
  traces(): string;
  /** Begins a command with the settings of what serves. */
  begin(...args: readonly string[]): RunningCommand;
  run(...args: readonly string[]): Promise<Ran>;
  /** `kill -HUP`, until the workers are new or it is refused; what the server said since. */
  reload(): Promise<string>;
  /** A restart, as `systemctl restart`. */
  restart(): Promise<void>;
  /** Process ids of the workers that serve, and of the writer of the log, as the server's lines say. */
  workers(): readonly number[];
  writer(): number;
  postmaster(): number;
  close(): Promise<void>;
}

const reloaded = /reloaded: every worker is new|reload refused/;

/** Makes it, and starts nothing yet. */
export async function makeHouse(issuer: Issuer, killsGroup: () => boolean): Promise<House> {
  const collector = await openCollector();
  const grounds = await makeGrounds(issuer, collector.url);
  const { config, folder, disk, data } = grounds;
  const server = createService(['serve', '--config', config], /ready at/, killsGroup);
  const watched = ['ingest', '--watch', grounds.inbox, '--mapping', grounds.mapping, '--originator', originator];
  const byFile = ['--interval', '300', '--json', '--config', config];
  const watcher = createService([...watched, ...byFile], /WATCHING/, () => false);
  const begin = (...args: readonly string[]): RunningCommand => runCommand([...args, '--config', config]);
  return {
    ...{ ...grounds, server, watcher, begin, ...processes(server, data) },
    traces: collector.text,
    run: (...args) => begin(...args).said(),
    async reload() {
      const from = server.err().length;
      process.kill(server.pid(), 'SIGHUP');
      for (let tries = 0; tries < 1200 && !reloaded.test(server.err().slice(from)); tries += 1) await sleep(100);
      return server.err().slice(from);
    },
    async restart() {
      await server.stop();
      await server.start();
    },
    async close() {
      await watcher.stop();
      await server.stop();
      collector.server.close();
      collector.server.closeAllConnections();
      disk?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function processes(server: Service, data: string): Pick<House, 'workers' | 'writer' | 'postmaster'> {
  const said = (what: string): readonly number[] =>
    parsedLines(server.err()).flatMap(({ msg, pid }) => (msg === what && isAlive(Number(pid)) ? [Number(pid)] : []));
  const pidFile = join(data, 'database', 'cluster', 'postmaster.pid');
  return {
    workers: () => said('a worker serves'),
    writer: () => said('the audit log is written').at(-1) ?? 0,
    postmaster: () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]),
  };
}

/** The lines of a log that are objects. */
function parsedLines(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{') ? [JSON.parse(line)] : [];
    } catch {
      return [];
    }
  });
}
