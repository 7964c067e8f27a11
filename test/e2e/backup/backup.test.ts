import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { markRestoring } from '../../../storage/acts/restoring.js';
import { superuser } from '../../../storage/embedded/cluster.js';
import { startEmbedded } from '../../../storage/embedded/start.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { collect, expectThere, serve, until } from '../../support/served.js';

/* A deployment is backed up while it answers, lost, and restored by what docs/operations says. `npm run fuzz -- backup`. */
const testWhole = process.env.TEST_CRAWL === 'whole' ? it : it.skip;
const directory = temporaryDataDirectory();
const folder = dirname(directory.path);
const [backups, lost, restored] = [join(folder, 'backups'), directory.path, join(folder, 'restored')];

const portcullis = (...args: readonly string[]) => runCommand(args).said();

describe('a deployment that is backed up while it answers, and lost', () => {
  testWhole(
    'is restored with every entry that was answered before the backup, and says how many are gone',
    async () => {
      const served = closedAfter(await serve(lost));
      const load = served.load(4);
      await until(load, 20);
      const before = load.clients.flatMap(({ receipts }) => receipts);
      mkdirSync(join(backups, 'verify', 'copy'), { recursive: true });
      markRestoring(join(backups, 'verify', 'copy'), { since: '0:x' });
      const taken = await portcullis('backup', backups, '--data', lost, '--json');
      expect([taken.code, taken.err]).toEqual([0, '']);
      expect(existsSync(join(backups, 'verify'))).toBe(false);
      await until(load, 20);
      const { receipts, failures } = await collect(load, 1);
      expect(failures).toEqual([]);
      await served.end();

      const verified = await portcullis('backup', 'verify', backups, '--data', lost, '--json');
      expect([verified.code, verified.err]).toEqual([0, '']);
      expect(JSON.parse(verified.out)).toMatchObject({
        keys: { isWhole: true, nodes: expect.any(Number), closed: 0 },
        records: { persons: 0 },
        questions: { count: { verdict: 'ANSWERED' } },
        later: expect.arrayContaining([{ log: 'main', entries: expect.any(Number) }]),
        audit: { verdict: 'OK' },
      });
      expect(existsSync(`${lost}-verify`)).toBe(false);
      const whole = await startEmbedded({ dataDirectory: lost, mayCreate: false });
      const byUrl = ['--database-url', whole.connectionString(superuser), '--data', lost];
      const elsewhere = await portcullis('backup', 'verify', '--json', ...byUrl);
      expect([elsewhere.err, JSON.parse(elsewhere.out).audit.verdict]).toEqual(['', 'OK']);
      await whole.stop();

      for (const name of ['keys', 'heads']) cpSync(join(lost, name), join(restored, name), { recursive: true });
      const { code, out, err } = await portcullis('restore', backups, '--data', restored);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^main: the last \d+ .*of \d+ (?:entries )?are lost/m);
      const server = await startEmbedded({ dataDirectory: restored, mayCreate: false });
      await expectThere(server.connectionString(superuser), before);
      await server.stop();
      expect(receipts.length).toBeGreaterThan(before.length);
      const { name } = JSON.parse(taken.out);
      expect(readdirSync(backups).sort()).toEqual([name, `keys-${name}`]);
    },
    300_000,
  );
});
