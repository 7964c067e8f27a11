import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bodyKeys } from '../../../../auditlog/verification/checkEntry.js';
import { type VerificationKeys, verifyLog } from '../../../../auditlog/verification/verify.js';
import { type PageThreadData, PageThreads } from '../../../../cli/audit/threads/pageThreads.js';
import { keyId, writeKeyFile } from '../../../../storage/keys/keyFiles.js';
import { useLogDatabase } from '../../../auditlog/support/logDatabase.js';
import { writeLog } from '../../../auditlog/support/openTestLog.js';
import { auditKeys } from '../../../auditlog/support/samples.js';
import { headOf, publicKeys, tamperingWith } from '../../../auditlog/verification/tampering.js';

const { database, pool, admin } = useLogDatabase();
const log = 'main';
const folder = mkdtempSync(join(tmpdir(), 'portcullis-threads-'));

beforeAll(async () => {
  const secret = auditKeys.auditSeal()[0];
  const current = { id: keyId(secret), secret, createdAt: '2026-11-01T00:00:00.000Z' };
  writeKeyFile(folder, 'auditSeal', { current, previous: [] }, 'create');
  for (const count of [150, 350]) await writeLog(pool, count, { logId: log });
});

function threadsWith(keys: VerificationKeys, changes: Partial<PageThreadData> = {}): PageThreads {
  const { index } = bodyKeys(keys);
  return new PageThreads({
    url: database.auditWriterUrl,
    keysUrl: database.auditKeysUrl,
    keysDirectory: keys.auditSeal && folder,
    index,
    ...changes,
  });
}

/** What the threads find of the log, and what is found without them. */
async function bothWays(keys: VerificationKeys, head: Awaited<ReturnType<typeof headOf>>) {
  const threads = threadsWith(keys);
  try {
    const options = { trusted: [head], pageSize: 64 };
    return [
      await verifyLog(pool, log, keys, { ...options, threads }),
      await verifyLog(pool, log, keys, options),
    ] as const;
  } finally {
    await threads.close();
  }
}

describe('threads that check pages', () => {
  it('find what one thread finds, of a whole log and of one that was changed in each of its parts', async () => {
    const head = await headOf(pool, log);
    for (const keys of [auditKeys, publicKeys]) {
      const [found, alone] = await bothWays(keys, head);
      expect(found).toEqual(alone);
      expect(found).toMatchObject({ verdict: 'OK', size: 502, proven: 502 });
    }
    const { run, forge, takeKey, swap } = tamperingWith(admin, log);
    const at = (index: number) => `where log = 'main' and index = ${index}`;
    await run(`update audit.entry set bytes = set_byte(bytes, 20, 0) ${at(20)}`);
    await run(`update audit.entry set header = set_byte(header, 40, 0) ${at(70)}`);
    await run(`update audit.entry set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) ${at(130)}`);
    await run(`update audit.entry set leaf_hash = set_byte(leaf_hash, 3, get_byte(leaf_hash, 3) # 1) ${at(200)}`);
    await run(`update audit.entry set agency = 'XX' ${at(230)}`);
    await run(`update audit.entry set tokens = tokens[2:] ${at(260)}`);
    await run(`update audit.node set hash = set_byte(hash, 3, get_byte(hash, 3) # 1) where log = 'main' and index = 0`);
    await run(`delete from audit.entry ${at(300)}`);
    await run(`delete from audit.entry where log = 'main' and index between 330 and 470`);
    await takeKey(310);
    await forge(320);
    await swap(480, 481);
    const [found, alone] = await bothWays(auditKeys, head);
    expect(found).toEqual(alone);
    const places = [20, 70, 130, 200, 230, 260, 300, 310, 320, 330, 480, 481];
    const isFound = (place: number) =>
      found.faults.some(({ index, to }) => index === place || (index === place - 1 && to === place));
    expect(places.filter((place) => !isFound(place))).toEqual([]);
    const [open, openAlone] = await bothWays(publicKeys, head);
    expect(open).toEqual(openAlone);
  });

  it('fail where one of them ended or its database is away: entries that nobody read would be whole', async () => {
    const places = { log, from: 0, to: 64 };
    const threads = threadsWith(auditKeys);
    expect((await threads.check(places)).indices).toHaveLength(64);
    const asked = threads.check(places);
    await Promise.all([threads.close(), expect(asked).rejects.toThrow('a thread that checks pages ended')]);
    await expect(threads.check(places)).rejects.toThrow('a thread that checks pages ended');
    const away = threadsWith(auditKeys, { url: `${database.auditWriterUrl}&port=1` });
    await expect(away.check(places)).rejects.toMatchObject({ code: 'ENOENT' });
    await away.close();
  });
});
