import { beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { fingerprint } from '../../../../auditlog/keyTree/wrap.js';
import { refuseSeals, rewrapKeys } from '../../../../auditlog/store/keyTree/rewrap.js';
import { forgetSeals } from '../../../../auditlog/store/keyTree/treeKeys.js';
import type { LogPool } from '../../../../auditlog/store/pool.js';
import { verifyLog } from '../../../../auditlog/verification/verify.js';
import { WriterKeys } from '../../../../auditlog/writer/writerKeys.js';
import { emptyLogs, useLogDatabase } from '../../support/logDatabase.js';
import { writeLog } from '../../support/openTestLog.js';
import { auditKeys, sealOf } from '../../support/samples.js';
import { spy } from '../../support/spyPool.js';
import { headOf } from '../../verification/tampering.js';

const { pool, admin } = useLogDatabase();

const [before] = auditKeys.auditSeal();
const present = Buffer.alloc(32, 91);
const store = admin as unknown as LogPool;
/** Keys of one who has the present key alone. */
const alone = { ...auditKeys, auditSeal: sealOf(present) };

beforeEach(async () => {
  const heads = await emptyLogs(admin);
  for (const logId of ['main', 'other']) {
    await writeLog(pool, 10, { logId, heads });
  }
});

const rewrapping = { store, seal: sealOf(present, before) };
const rewrap = (changes: Partial<typeof rewrapping> = {}) => rewrapKeys({ ...rewrapping, ...changes });
const verdictOf = async (log: string, keys: typeof auditKeys) =>
  (await verifyLog(pool, log, keys, { trusted: [await headOf(pool, log)] })).verdict;
const nodes = async () =>
  (await admin.query('select * from audit_keys.tree_key order by log, class, day, level, place')).rows;

describe('wrapping the keys of the log anew', () => {
  it('leaves nothing that the earlier key opens, and all that the present one does: entries stay as they are', async () => {
    const { rows } = await admin.query('select log, index, bytes, sealed from audit.entry order by log, index');
    expect(await verdictOf('main', alone)).toBe('BROKEN');
    expect(await rewrap()).toMatchObject({ closed: 0 });
    for (const log of ['main', 'other']) {
      expect(await verdictOf(log, alone)).toBe('OK');
      expect(await verdictOf(log, auditKeys)).toBe('BROKEN');
    }
    expect((await admin.query('select log, index, bytes, sealed from audit.entry order by log, index')).rows).toEqual(
      rows,
    );
  });

  it('goes on where it was killed, and has nothing left to do after itself', async () => {
    const killed = spy(admin, ({ text, values }) => {
      if (text.includes('advisory') && values?.[0] === 'other') throw new Error('killed');
    });
    await expect(rewrap({ store: killed })).rejects.toThrow('killed');
    expect((await rewrap()).rewrapped).toBeGreaterThan(2);
    expect(await verdictOf('other', alone)).toBe('OK');
    expect(await rewrap()).toEqual({ rewrapped: 0, closed: 0 });
  });

  it('says how much opens under no key that is known, and leaves it', async () => {
    const rows = await nodes();
    const { rewrapped, closed } = await rewrap({ seal: sealOf(present, Buffer.alloc(32, 92)) });
    expect(rewrapped).toBe(0);
    expect(closed).toBeGreaterThan(5);
    expect(await nodes()).toEqual(rows);
    expect(await verdictOf('main', auditKeys)).toBe('OK');
  });

  it('is not done by the login of the writer', async () => {
    await expect(rewrap({ store: pool as unknown as LogPool })).rejects.toThrow('permission denied');
  });

  it('misleads nobody who reads meanwhile: what is found wrapped by an unknown key is read again, and no log is BROKEN', async () => {
    let keys = sealOf(before);
    let isRead = false;
    const meanwhile = spy(admin, () => undefined);
    const query: LogPool['query'] = async (statement) => {
      const read = await meanwhile.query(statement);
      if (!isRead && statement.name === 'portcullis_audit_tree_keys') {
        isRead = true;
        await rewrap();
        keys = sealOf(present);
      }
      return read;
    };
    const reading = { ...auditKeys, auditSeal: () => keys(), store: { ...meanwhile, query } };
    expect(await verdictOf('main', reading)).toBe('OK');
    expect(isRead).toBe(true);
  });
});

describe('a forgotten key', () => {
  it('is none while it wraps a node, and wraps none from then on', async () => {
    expect(await forgetSeals(store, [fingerprint(before)])).toBe(false);
    expect(await refuseSeals(rewrapping, [before])).toBe(true);
    const rows = await nodes();
    const late = new WriterKeys('main', { ...auditKeys, store }, 5000);
    expect(await late.ready('2027-01-01T00:00:00.000Z', 12, 1)).toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
      message: expect.stringMatching(/The keys of its entries cannot be reached/),
      originalError: expect.objectContaining({ message: expect.stringMatching(/this process is forgotten/) }),
    });
    await expect(rewrap({ seal: sealOf(before, present) })).rejects.toThrow(/is forgotten/);
    expect(await nodes()).toEqual(rows);
    const next = new WriterKeys('main', { ...alone, store }, 5000);
    expect(await next.ready('2027-01-01T00:00:00.000Z', 12, 1)).toBeNull();
  });

  it('is waited for where a process that was stopped has stored a node and not ended: its node would open for nobody', async () => {
    await rewrap();
    let storing: (() => void) | undefined;
    const untilLater = new Promise<void>((resolve) => {
      storing = resolve;
    });
    let isStopped = false;
    const stopped = spy(admin, ({ text }) => {
      isStopped ||= text === 'commit';
      return text === 'commit' ? untilLater : undefined;
    });
    const writing = new WriterKeys(
      'main',
      { ...auditKeys, auditSeal: sealOf(before, present), store: stopped },
      60_000,
    );
    const ready = writing.ready('2027-01-01T00:00:00.000Z', 12, 1);
    while (!isStopped) await new Promise((resolve) => setTimeout(resolve, 5));
    const forgetting = refuseSeals(rewrapping, [before]);
    let isOver = false;
    forgetting.finally(() => {
      isOver = true;
    });
    while (!isOver && !(await waitsForLock(admin)));
    storing?.();
    expect(await ready).toBeNull();
    expect(await forgetting).toBe(true);
    expect((await nodes()).filter((node) => node.wrapped_by !== fingerprint(present))).toEqual([]);
  });
});

/** Whether a connection of this database waits for a lock. */
async function waitsForLock(db: pg.Pool): Promise<boolean> {
  const { rows } = await db.query(
    `select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length > 0;
}
