import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { destroyKeys } from '../../../../auditlog/store/keyTree/destroyKeys.js';
import { type LockedEntry, readKeys } from '../../../../auditlog/store/keyTree/entryKeys.js';
import type { LogPool } from '../../../../auditlog/store/pool.js';
import { WriterKeys } from '../../../../auditlog/writer/writerKeys.js';
import { useLogDatabase } from '../../support/logDatabase.js';
import { auditKeys } from '../../support/samples.js';
import { spy } from '../../support/spyPool.js';

const { admin } = useLogDatabase();
const log = 'main';
const seal = auditKeys.auditSeal;
const at = '2026-11-28T10:00:00.000Z';
const entry = (index: number): LockedEntry => ({ index, header: { retention: 'LOOK', at } });

beforeAll(async () => {
  const keys = new WriterKeys(log, { ...auditKeys, store: admin as LogPool }, 5000);
  expect(await keys.ready(at, 0, 1)).toBeNull();
});

describe('destroying keys', () => {
  it('at once with others never brings back what they destroyed: one takes a tree apart after the other', async () => {
    // Both would have read the same root by the time that either writes.
    const slow = spy(admin, async ({ name }, run) => {
      const result = await run();
      if (name === 'portcullis_audit_tree_keys') await sleep(200);
      return result;
    });
    await Promise.all([5, 6].map((index) => destroyKeys(slow, { log, seal }, [entry(index)])));
    const all = [4, 5, 6, 7].map(entry);
    const found = await readKeys({ seal, store: admin as LogPool }, log, all);
    expect(all.map((each) => found(each).state)).toEqual(['KNOWN', 'ABSENT', 'ABSENT', 'KNOWN']);
  });

  it('of a tree that does not open under the keys that are here destroys nothing', async () => {
    const other = () => [Buffer.alloc(32, 99)];
    await expect(destroyKeys(admin as LogPool, { log, seal: other }, [entry(9)])).rejects.toThrow(/does not open/);
    expect((await readKeys({ seal, store: admin as LogPool }, log, [entry(9)]))(entry(9)).state).toBe('KNOWN');
  });
});

describe('looking for keys', () => {
  it('is not ended by what a forger puts into a header: a class or a day that none is has no tree', async () => {
    const forged = [
      { retention: 'LOOK\0' as 'LOOK', at },
      { retention: 'LOOK', at: '0000-01-01T00:00:00.000Z' },
    ] as const;
    const entries = forged.map((header) => ({ index: 4, wrappedKey: null, header }));
    const found = await readKeys({ seal, store: admin as LogPool }, log, [...entries, entry(4)]);
    expect([...entries, entry(4)].map((each) => found(each).state)).toEqual(['ABSENT', 'ABSENT', 'KNOWN']);
  });
});
