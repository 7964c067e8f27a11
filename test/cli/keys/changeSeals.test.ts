import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Seals } from '../../../auditlog/keys.js';
import { fingerprint } from '../../../auditlog/keyTree/wrap.js';
import { replaceClosedTrees } from '../../../auditlog/store/keyTree/copiedNodes.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { WriterKeys } from '../../../auditlog/writer/writerKeys.js';
import { changeSeals } from '../../../cli/keys/changeSeals.js';
import { readKeyCopy, writeKeyCopy } from '../../../storage/backup/keyCopy.js';
import { readKeyFile } from '../../../storage/keys/keyFiles.js';
import { overdueMs } from '../../../storage/keys/keyRotation.js';
import { createMissingKeys } from '../../../storage/keys/keys.js';
import { openSeals } from '../../../storage/keys/seals.js';
import { emptyLogs, useLogDatabase } from '../../auditlog/support/logDatabase.js';
import { openLog } from '../../auditlog/support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { takeKey } from '../../auditlog/support/treeKeys.js';

const { pool, admin } = useLogDatabase();
let keysDirectory: string;
let seal: Seals;
let heads: string;

beforeEach(async () => {
  heads = await emptyLogs(admin);
  keysDirectory = mkdtempSync(join(tmpdir(), 'portcullis-renew-'));
  createMissingKeys(keysDirectory);
  seal = openSeals(keysDirectory);
  const log = await openLog(pool, { logId: 'main', heads, keys: { ...auditKeys, auditSeal: seal } });
  for (let i = 0; i < 3; i += 1) await log.append({ header: sampleHeader(), body: sampleBody() });
  await log.close();
});

const store = admin as unknown as LogPool;
const ring = () => readKeyFile(keysDirectory, 'auditSeal');
const day = (number: number, time = '03:00'): Date =>
  new Date(`2037-03-${String(number).padStart(2, '0')}T${time}:00Z`);
const renew = (now: Date, by: LogPool = store) =>
  changeSeals({ store: by, seal, keysDirectory }, { every: 1, keep: 7, now });
const isOpen = async (index: number) =>
  (await createAuditReader(pool, 'main', { ...auditKeys, auditSeal: seal }).entry(index))?.body != null;
const copyNodes = (to: string) => admin.query(`create table audit_keys.${to} as select * from audit_keys.tree_key`);
const putBack = (from: string) =>
  admin.query(`truncate audit_keys.tree_key; insert into audit_keys.tree_key select * from audit_keys.${from};
    drop table audit_keys.${from}`);

describe('renewing the keys of the seal each night', () => {
  it('makes one a day, whenever in the night, and keeps those that were replaced in the last seven days', async () => {
    const kept: number[] = [];
    for (let night = 1; night <= 10; night += 1) {
      const { made } = await renew(day(night, night % 2 ? '03:20' : '02:50'));
      expect(made).toBe(ring()?.current.id);
      expect(await renew(day(night, '03:30'))).not.toHaveProperty('made');
      kept.push(ring()?.previous.length ?? 0);
    }
    expect(kept).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 7, 7]);
    expect([day(11, '02:50'), day(12, '03:20')].map((now) => overdueMs(keysDirectory, now.getTime()))).toEqual([
      0,
      expect.any(Number),
    ]);
    expect(await isOpen(2)).toBe(true);
  });

  it('closes a backup of eight days ago to what was erased since, with all keys that are left and our own reader', async () => {
    for (let night = 1; night <= 3; night += 1) await renew(day(night));
    await copyNodes('backup');
    await renew(day(3, '03:10'));
    await takeKey(admin, 'main', 2, seal()[0]).catch(() => takeKey(admin, 'main', 2, seal()[1]));
    for (let night = 4; night <= 11; night += 1) await renew(day(night));
    expect([await isOpen(1), await isOpen(2)]).toEqual([true, false]);
    await putBack('backup');
    expect([await isOpen(1), await isOpen(2)]).toEqual([false, false]);
  });

  it('keeps the keys of seven nights through nights of a wrong clock: days of 1970 and of 2040 had all of them forgotten', async () => {
    const wrong: Readonly<Record<number, Date>> = { 4: new Date('1970-01-01'), 9: new Date('2040-01-01') };
    for (let night = 1; night <= 12; night += 1) {
      if (night <= 7) await copyNodes(`night_${night}`);
      const { forgotten, ahead } = await renew(wrong[night] ?? day(night));
      expect([forgotten <= 1, ahead !== undefined]).toEqual([true, night === 4 || night === 10]);
      if (night <= 5) continue;
      await copyNodes('tonight');
      await putBack(`night_${night - 5}`);
      expect(await isOpen(2)).toBe(true);
      await putBack('tonight');
    }
    expect(ring()?.previous.length).toBeLessThanOrEqual(8);
    expect(ring()?.forgotten?.length).toBeGreaterThan(0);
  });

  it('forgets all keys but one that wraps a node which is damaged: such a node stopped forgetting for good', async () => {
    await admin.query(`insert into audit_keys.tree_key select 'strange', class, day, level, place, wrapped_key, 'of nobody'
      from audit_keys.tree_key limit 1`);
    for (let night = 1; night <= 9; night += 1) expect((await renew(day(night))).closed).toBe(1);
    expect(ring()?.forgotten).toHaveLength(2);
  });

  it('leaves a copy that opens the last backup, however long none succeeded: six failed ones closed it, and its own copy', async () => {
    const path = join(keysDirectory, 'copy');
    const link = Buffer.alloc(32, 3);
    const copied = { at: day(3).toISOString(), acts: '0:none', store, link } as const;
    const preserve = async () => void (await writeKeyCopy(path, copied));
    for (let night = 1; night <= 2; night += 1) await renew(day(night));
    await copyNodes('backup');
    for (let night = 3; night <= 9; night += 1)
      await changeSeals({ store, seal, keysDirectory, preserve }, { every: 1, keep: 7, now: day(night) });
    await putBack('backup');
    expect(await isOpen(2)).toBe(false);
    await replaceClosedTrees(store, seal().map(fingerprint), () => readKeyCopy(path, link, () => undefined));
    expect(await isOpen(2)).toBe(true);
  });

  it('forgets nothing where what earlier keys alone open cannot be kept', async () => {
    for (let night = 1; night <= 7; night += 1) await renew(day(night));
    const before = ring();
    const preserve = () => Promise.reject(new Error('disk full'));
    const full = changeSeals({ store, seal, keysDirectory, preserve }, { every: 1, keep: 7, now: day(8) });
    await expect(full).rejects.toThrow('disk full');
    expect(ring()).toEqual(before);
  });

  it('goes on wherever it was killed: no key that wraps a node is gone, and the end is the same', async () => {
    for (let night = 1; night <= 7; night += 1) await renew(day(night));
    const before = ring();
    let statements = Number.POSITIVE_INFINITY;
    for (let kill = 1; kill <= statements; kill += 1) {
      let count = 0;
      const killed = killedAt(store, () => {
        count += 1;
        if (count === kill) throw new Error('killed');
      });
      await renew(day(8), killed).catch((error: Error) => expect(error.message).toBe('killed'));
      if (count < kill) statements = count;
      expect(await isOpen(1)).toBe(true);
      const late = new WriterKeys('main', { auditSeal: seal, store }, 5000);
      expect(await late.ready(`2037-05-01T00:00:00.000Z`, 100 + kill, 1)).toBeNull();
    }
    expect(statements).toBeGreaterThan(6);
    expect(ring()?.previous[0]?.id).toBe(before?.current.id);
    expect(ring()?.forgotten).toContain(before?.previous.at(-1)?.id);
    expect(ring()?.previous).toHaveLength(7);
    const { rows } = await admin.query('select from audit_keys.forgotten_seal');
    expect(rows).toHaveLength(ring()?.forgotten?.length ?? 0);
  });
});

/** A pool that ends a process once a statement was done. */
function killedAt(target: LogPool, after: () => void): LogPool {
  return {
    query: async (statement) => {
      const result = await target.query(statement);
      after();
      return result;
    },
    connect: async () => {
      const client = await target.connect();
      return {
        on: (event, listener) => client.on(event, listener),
        release: (destroy) => client.release(destroy),
        query: async (statement) => {
          const result = await client.query(statement);
          after();
          return result;
        },
      };
    },
  };
}
