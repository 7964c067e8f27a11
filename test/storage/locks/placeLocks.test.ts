import { describe, expect, it } from '@jest/globals';
import { placeLocks } from '../../../storage/locks/placeLocks.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { withAdmin } from '../../../storage/roles.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const pools = [1, 2].map(() => database.ending(openLogPool(database.auditWriterUrl)));

describe('a place', () => {
  it('is one process’s at a time, and free once it was given back', async () => {
    const [one, other] = pools.map((pool) => placeLocks(pool));
    const release = await one?.take('a');
    expect(release).toBeInstanceOf(Function);
    expect([await one?.take('a'), await other?.take('a')]).toEqual([null, null]);
    const second = await other?.take('b');
    expect([second === null, await one?.take('b')]).toEqual([false, null]);
    release?.();
    second?.();
    for (let tries = 0; tries < 100; tries += 1) {
      const again = await other?.take('a');
      if (again) return again();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('the place was not given back');
  });

  it('is free where the process that had it is gone', async () => {
    const [one, other] = pools.map((pool) => placeLocks(pool));
    expect(await one?.take('c')).toBeInstanceOf(Function);
    await withAdmin(database.adminUrl, (admin) =>
      admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'portcullis auditlog' and datname = current_database()`,
      ),
    );
    let taken: (() => void) | null = null;
    for (let tries = 0; tries < 100 && !taken; tries += 1) {
      taken = (await other?.take('c').catch(() => null)) ?? null;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(taken).toBeInstanceOf(Function);
    taken?.();
  });
});
