import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runningPostmaster } from '../../../storage/embedded/postmaster.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';

const directory = temporaryDataDirectory();
const delivery = join(dirname(directory.path), 'delivery.jsonl');
const made = (...names: string[]) => existsSync(join(directory.path, ...names));
const inbox = join(dirname(directory.path), 'inbox');
const postgresBegins = () => made('database', 'cluster', 'postmaster.pid');
// Why not the file: a server that a busy disk keeps from ending in time is killed, and leaves its file to the next start.
const postgresRuns = () => runningPostmaster(join(directory.path, 'database', 'cluster')) !== undefined;
const ingest = ['ingest', 'portcullis-jsonl', delivery, '--source', 'ftm', '--originator', 'EU-ANALYSIS'];

/** More records than are brought in before a signal comes. */
beforeAll(() => {
  mkdirSync(inbox);
  const line = (n: number) => ({
    ...{ format: 'portcullis-jsonl', formatVersion: 1, source: 'ftm', raw: 'raw' },
    record: { kind: 'person', sourceRef: `${n}`, names: [{ name: `EXEMPLAROV ${n}`, kind: 'NAME' }] },
  });
  writeFileSync(delivery, Array.from({ length: 100_000 }, (_, n) => `${JSON.stringify(line(n))}\n`).join(''));
});

/*
 * Servers closed what they had opened; a command that ends by itself died on the spot, and left PostgreSQL running with
 * nobody to stop it.
 */
describe('a command that is told to stop', () => {
  test.each([
    ['while PostgreSQL starts for it', 'SIGTERM', 143, ingest, postgresBegins, 0],
    ['while it brings in', 'SIGTERM', 143, ingest, postgresBegins, 2500],
    ['while it waits for its database', 'SIGHUP', 129, ['sources', '--runs'], postgresBegins, 0],
    ['while it opens the demonstration', 'SIGINT', 130, ['demo'], postgresBegins, 500],
  ] as const)(
    'stops what it started, and ends as by the signal: %s',
    async (_, signal, code, args, isMoment, afterMs) => {
      const command = runCommand([...args, '--data', directory.path]);
      while (!isMoment() && command.process.exitCode === null) await sleep(5);
      await sleep(afterMs);
      expect(command.process.exitCode).toBeNull();
      command.process.kill(signal);
      expect(await command.ended).toBe(code);
      expect(command.err().match(/^portcullis: .*/gm)).toEqual([`portcullis: ended by ${signal}`]);
      expect(postgresRuns()).toBe(false);
    },
  );

  test.each([
    ['one that watches a folder, when its terminal goes', 'SIGHUP', ['ingest', '--watch', inbox]],
    ['one that watches a folder, told twice, as by npm', 'SIGINT', ['ingest', '--watch', inbox]],
  ] as const)('stops what it started: %s', async (_, signal, args) => {
    const command = runCommand([...args, '--originator', 'EU-ANALYSIS', '--data', directory.path]);
    await command.until(/watching /);
    command.process.kill(signal);
    await sleep(20);
    command.process.kill(signal);
    // Node.js takes its handlers away as it ends: where the second signal comes then, it ends a process that has closed all.
    expect([0, null]).toContain(await command.ended);
    expect([postgresRuns(), command.err()]).toEqual([false, expect.not.stringContaining('portcullis:')]);
  });

  test('lets another that holds the same PostgreSQL go on', async () => {
    const other = runCommand(['ingest', '--watch', inbox, '--originator', 'EU-ANALYSIS', '--data', directory.path]);
    await other.until(/watching /);
    const command = runCommand([...ingest, '--data', directory.path], { PORTCULLIS_LOG_LEVEL: 'debug' });
    while (!command.err().includes('attached to the server') && command.process.exitCode === null) await sleep(5);
    expect(await command.close()).toBe(143);
    expect([other.process.exitCode, postgresRuns()]).toEqual([null, true]);
    expect([await other.close(), other.err()]).toEqual([0, expect.not.stringContaining('portcullis:')]);
    expect(postgresRuns()).toBe(false);
  });
});
