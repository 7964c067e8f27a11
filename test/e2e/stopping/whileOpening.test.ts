import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';

const directory = temporaryDataDirectory();
const made = (...names: string[]) => existsSync(join(directory.path, ...names));
const postgresRuns = () => made('database', 'cluster', 'postmaster.pid');

/*
 * A signal ended the process on the spot wherever nothing listened for it yet: also just after "ready", while the tokens
 * of the first questions were made. PostgreSQL then ran on with nobody to stop it.
 */
describe('a server that is told to stop while it opens', () => {
  test.each([
    ['once it has its data directory', 'SIGTERM', ['start', '--no-demo'], () => made()],
    ['while PostgreSQL starts', 'SIGTERM', ['start', '--no-demo'], () => made('database', 'cluster', 'postmaster.pid')],
    ['while it loads what it serves', 'SIGINT', ['start', '--no-demo'], () => made('keys', 'local-issuer.json')],
    [
      'as soon as it says that it is ready',
      'SIGTERM',
      ['start', '--no-demo'],
      (out: string) => out.includes('ready at'),
    ],
    ['while its workers start', 'SIGTERM', ['serve', '--workers', '2'], postgresRuns],
    ['while a source of its own opens', 'SIGHUP', ['serve', 'cargo'], postgresRuns],
  ] as const)('closes what it opened and ends with 0: %s', async (_when, signal, args, isMoment) => {
    const server = runCommand([...args, '--port', '0', '--data', directory.path]);
    while (!isMoment(server.out()) && server.process.exitCode === null) await sleep(5);
    server.process.kill(signal);
    expect([await server.ended, server.err()]).toEqual([0, expect.not.stringContaining('portcullis:')]);
    expect(postgresRuns()).toBe(false);
  });

  test('leaves a data directory that serves', async () => {
    const server = runCommand(['start', '--no-demo', '--port', '0', '--data', directory.path]);
    await server.until(/More: /);
    expect(await server.close()).toBe(0);
    expect(postgresRuns()).toBe(false);
  });
});
