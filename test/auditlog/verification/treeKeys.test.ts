import { beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { LogPool, LogQuery } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { takeKey } from '../support/treeKeys.js';
import { afterAttack, headOf, publicKeys } from './tampering.js';

const log = 'main';
const { pool, admin } = useLogDatabase();
let head: TrustedHead;

beforeAll(async () => {
  await writeLog(pool, 30, { logId: log });
  head = await headOf(pool, log);
});

const verify = (store: LogQuery | null, keys: object) =>
  verifyLog(pool, log, { ...keys, ...(store ? { store: store as LogPool } : {}) }, { trusted: [head] });
const attacked = (statement: string, keys: typeof auditKeys | typeof publicKeys) =>
  afterAttack(
    admin,
    log,
    async ({ run }) => run(statement),
    (db) => verifyLog(db, log, { ...keys, store: db as LogPool }, { trusted: [head] }),
  );
const gone = 'its key is gone, and no ERASE entry names it';
const looks = { index: 1, to: 30 };
// Why not all: the writer makes the keys of tomorrow ready in the last hour of a day.
const lookNode = `t.class = 'LOOK' and t.day = (select min(day) from audit_keys.tree_key)`;

describe('keys that stand in trees', () => {
  it('are found with and without the key-encryption key', async () => {
    expect(await verify(admin as LogQuery, auditKeys)).toMatchObject({ verdict: 'OK', faults: [] });
    const outside = await verify(admin as LogQuery, publicKeys);
    expect(outside).toMatchObject({ verdict: 'OK', faults: [] });
    expect(outside.limits).not.toContain('was not looked at');
  });

  it('are missed by those who may look for them, no matter what they can open', async () => {
    const statement = `delete from audit_keys.tree_key where class = 'LOOK'`;
    for (const keys of [auditKeys, publicKeys])
      expect(await attacked(statement, keys)).toMatchObject({ verdict: 'BROKEN', faults: [{ ...looks, what: gone }] });
  });

  it('are said not to have been looked at by those who may not', async () => {
    const { store: _store, ...outside } = publicKeys;
    const found = await verify(null, outside);
    expect(found).toMatchObject({ verdict: 'OK', erased: 0 });
    expect(found.limits).toContain('Whether the keys of entries are there was not looked at');
  });

  it.each([
    [
      'changed',
      `update audit_keys.tree_key t set wrapped_key = set_byte(wrapped_key, 3, get_byte(wrapped_key, 3) # 1) where ${lookNode}`,
    ],
    [
      'one of another class',
      `update audit_keys.tree_key t set wrapped_key = o.wrapped_key from audit_keys.tree_key o
        where ${lookNode} and o.class = 'HOUSE' and o.day = t.day`,
    ],
  ])('are false where the node over them is %s', async (_name, statement) => {
    expect(await attacked(statement, auditKeys)).toMatchObject({
      verdict: 'BROKEN',
      faults: [
        { ...looks, what: 'its key does not open the sealed body' },
        {
          index: null,
          what: expect.stringMatching(/^a key node of LOOK .*, level 24, place 0 is not what its key wrapped$/),
        },
      ],
    });
  });

  // With an auditSeal of yesterday it was said that entries are forged.
  it('are said to be closed, and what to put where, where another key is said to have wrapped the node over them', async () => {
    const statement = `update audit_keys.tree_key t set wrapped_by = 'x' where ${lookNode}`;
    expect(await attacked(statement, auditKeys)).toMatchObject({
      verdict: 'BROKEN',
      faults: [
        {
          ...looks,
          what: expect.stringMatching(/wrapped by an auditSeal that is not here: put the present auditSeal\.json/),
        },
        { index: null, what: expect.stringMatching(/^a key node of LOOK .* was wrapped by no key that is known$/) },
      ],
    });
  });

  it('are gone where the node was moved to another day', async () => {
    const statement = `update audit_keys.tree_key t set day = '2040-01-01' where ${lookNode}`;
    expect(await attacked(statement, auditKeys)).toMatchObject({
      faults: [
        { ...looks, what: gone },
        { index: null, what: expect.stringContaining('is not what its key wrapped') },
      ],
    });
  });

  it('are looked for once for a page of entries, and not kept: what another process destroys is gone at once', async () => {
    const asked: string[] = [];
    const store = {
      connect: () => admin.connect(),
      query: (statement: { text: string }) => {
        asked.push(statement.text);
        return admin.query(statement as pg.QueryConfig);
      },
    } as LogPool;
    const reader = createAuditReader(pool, log, { ...auditKeys, store });
    const search = async () => (await reader.search({ agencies: null, limit: 50 })).entries;
    expect((await search()).filter(({ body }) => body === null)).toEqual([]);
    expect(asked).toHaveLength(1);
    await takeKey(admin, log, 7);
    expect((await search()).filter(({ body }) => body === null).map(({ index }) => index)).toEqual([7]);
    expect(asked).toHaveLength(2);
    expect(await verify(admin as LogQuery, publicKeys)).toMatchObject({ faults: [{ index: 7, what: gone }] });
  });
});
