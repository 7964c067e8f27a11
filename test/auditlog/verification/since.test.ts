import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LogPool } from '../../../auditlog/store/pool.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { afterAttack, headOf, publicKeys, type Tampering } from './tampering.js';

/** A log of some 600 entries, of which the first 302 were verified before. */
const log = 'main';
const { pool, admin } = useLogDatabase();
let since: TrustedHead;
let head: TrustedHead;

beforeAll(async () => {
  for (const count of [100, 200, 150, 150]) {
    await writeLog(pool, count, { logId: log });
    if (count === 200) since = { ...(await headOf(pool, log)), name: 'the note of then' };
  }
  head = await headOf(pool, log);
});

const attacked = (
  attack: (tampering: Tampering) => Promise<unknown>,
  keys: typeof auditKeys | typeof publicKeys = publicKeys,
) =>
  afterAttack(admin, log, attack, (db) =>
    verifyLog(db, log, { ...keys, store: db as LogPool }, { trusted: [head], since, pageSize: 100 }),
  );
const at = (index: number) => `where log = 'main' and index = ${index}`;
const flip = (column: string) => `${column} = set_byte(${column}, 30, (get_byte(${column}, 30) + 1) % 256)`;

describe('a log since a head that was verified before', () => {
  it('is read from the block of that head on, and all of it is proven', async () => {
    for (const keys of [publicKeys, auditKeys]) {
      const found = await attacked(async () => undefined, keys);
      expect(found).toMatchObject({ verdict: 'OK', size: head.size, unread: 256, proven: head.size, faults: [] });
      expect(found.root).toBe(Buffer.from(head.root).toString('hex'));
      expect(found.limits).toMatch(/Entries before 256 were not read again.*: the note of then was verified before\./);
    }
  });

  const behind: [string, (tampering: Tampering) => Promise<unknown>, number, RegExp][] = [
    ['bytes', ({ run }) => run(`update audit.entry set ${flip('bytes')} ${at(400)}`), 400, /hash/],
    ['a header', ({ run }) => run(`update audit.entry set ${flip('header')} ${at(400)}`), 400, /canonical/],
    ['a sealed body', ({ run }) => run(`update audit.entry set ${flip('sealed')} ${at(400)}`), 400, /commits/],
    ['a column', ({ run }) => run(`update audit.entry set agency = 'XX' ${at(400)}`), 400, /column agency/],
    ['an entry that is gone', ({ run }) => run(`delete from audit.entry ${at(400)}`), 400, /missing/],
    ['a key', ({ takeKey }) => takeKey(400), 400, /key is gone/],
    ['another entry, with new hashes', (to) => to.forge(400).then(() => to.rehash()), 400, /is not the entry that/],
    [
      'the last entries',
      ({ run }) => run(`delete from audit.entry where log = 'main' and index > 500`),
      501,
      /only 501/,
    ],
    ['a subtree', ({ run }) => run(`update audit.node set ${flip('hash')} ${at(1)}`), 511, /subtree 1 of level 8/],
    ['a checkpoint', ({ run }) => run(`update audit.checkpoint set note = '' where size = 453`), 452, /not signed/],
  ];
  it.each(behind)('is BROKEN where something behind it was changed: %s', async (_what, attack, index, what) => {
    const { verdict, faults } = await attacked(attack);
    expect(verdict).toBe('BROKEN');
    expect(faults).toContainEqual(expect.objectContaining({ index, what: expect.stringMatching(what) }));
  });

  it('is BROKEN where bodies that are opened do not fit', async () => {
    const attack = ({ run }: Tampering) => run(`update audit.entry set tokens = tokens[2:] ${at(400)}`);
    expect((await attacked(attack, auditKeys)).faults).toMatchObject([
      { index: 400, what: expect.stringMatching('leaf') },
    ]);
    expect(await attacked(attack)).toMatchObject({ verdict: 'OK', limits: expect.stringMatching('not opened') });
  });

  it('is BROKEN where what is stored of the hashes before it does not make that head, and does not look at more', async () => {
    const what = 'one of these entries or more: it is not the entry that the note of then is over';
    const broken = [{ index: 0, to: since.size - 1, what: expect.stringContaining(what.slice(-40)) }];
    const forged = await attacked(({ run }) => run(`update audit.node set ${flip('hash')} ${at(0)}`));
    expect(forged).toMatchObject({ verdict: 'BROKEN', faults: broken });
    expect(await attacked((to) => to.forge(10).then(() => to.rehash()))).toMatchObject({ verdict: 'BROKEN' });
    // Nobody reads it: a whole verification does.
    expect(await attacked(({ run }) => run(`update audit.entry set ${flip('bytes')} ${at(10)}`))).toMatchObject({
      verdict: 'OK',
    });
  });

  it('is read whole where a subtree before it is missing: what it stood for would be believed', async () => {
    const attack = async ({ run }: Tampering) => {
      await run(`delete from audit.node ${at(0)}`);
      await run(`update audit.entry set ${flip('bytes')} ${at(10)}`);
    };
    const { unread, faults } = await attacked(attack);
    expect(unread).toBe(0);
    expect(faults.map(({ index }) => index)).toEqual(expect.arrayContaining([10, 255]));
  });

  it('is BROKEN where fewer entries are there than that head is over', async () => {
    const { verdict, faults } = await attacked(({ run }) =>
      run(`delete from audit.entry where log = 'main' and index > 200`),
    );
    expect(verdict).toBe('BROKEN');
    expect(faults).toContainEqual(
      expect.objectContaining({ index: 201, what: expect.stringMatching('only 201 are there') }),
    );
  });
});
