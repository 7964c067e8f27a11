import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LogPool, LogQuery } from '../../../auditlog/store/pool.js';
import { destroyTokens } from '../../../auditlog/store/retention/erase.js';
import { Faults } from '../../../auditlog/verification/faults.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { addFalsePostings } from '../../../auditlog/verification/postings.js';
import { indexLog } from '../support/indexLog.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { writeLog } from '../support/openTestLog.js';
import { each, flip, itFindsEach, type Row } from './checkRows.js';
import { headOf } from './tampering.js';

const { admin, pool } = useLogDatabase();
let head: TrustedHead;

beforeAll(async () => {
  await writeLog(pool, 10, { logId: 'main', checkpointEveryMs: 60_000 });
  await indexLog(admin, 'main', 3, 6);
  head = await headOf(pool, 'main');
});

/** Of the runs of postings, over entries 0 to 2 and 3 to 5, the second. */
const run2 = '(select max(run) from audit.posting_run)';

const rows: readonly Row[] = [
  {
    check: 'each token of an entry has its posting: a block is missing',
    attack: each(`delete from audit.posting where run = ${run2}`),
    says: /a posting of one of its tokens is missing/,
    at: 3,
  },
  {
    check: 'each token of an entry has its posting: one of them was taken away',
    attack: each(`update audit.posting set block = substr(block, 1, octet_length(block) - 8) where run = ${run2}`),
    says: /a posting of one of its tokens is missing/,
    at: 5,
  },
  {
    check: 'each posting is of a token of its entry: one was added',
    attack: each(`update audit.posting set block = block || '\\xffffffffff000005' where run = ${run2}`),
    says: /a posting stands for it that is of none of its tokens/,
    at: 5,
  },
  {
    check: 'each posting is of a token of its entry: one was changed',
    attack: each(`update audit.posting set ${flip('block', 7)} where run = ${run2}`),
    says: /of none of its tokens|one of its tokens is missing|not stored as/,
    at: 3,
  },
  {
    check: 'postings are whole, and nothing stands beside them',
    attack: each(
      'alter table audit.posting drop constraint posting_block_check',
      `update audit.posting set block = block || '\\x00' where run = ${run2}`,
    ),
    says: /their postings are not stored as a writer stores them/,
    at: 3,
  },
  {
    check: 'postings stand in the block of their tokens, where a search looks for them',
    attack: each(`update audit.posting_run set bits = 8 where run = ${run2}`),
    says: /not stored as a writer stores them|one of its tokens is missing|of none of its tokens/,
    at: 3,
  },
  {
    check: 'a run stands in the month of its entries, where a search looks for it',
    attack: each(`update audit.posting_run set month = month - 1 where run = ${run2}`),
    says: /its postings stand in another month/,
    at: 3,
  },
  {
    check: 'no entry is left out before the last run, where a search looks for no tokens',
    attack: each(`delete from audit.posting where run < ${run2}`, `delete from audit.posting_run where run < ${run2}`),
    says: /no run of postings covers it/,
    at: 0,
  },
  {
    check: 'an entry is in one run',
    attack: each(
      `insert into audit.posting_run (log, first, count, month, bits) select log, first, 2, month, 0 from audit.posting_run where run = ${run2}`,
      `insert into audit.posting select ${run2}, bucket, block from audit.posting p join audit.posting_run r using (run)
        where r.first = 3`,
    ),
    says: /more than one run of postings covers it|of none of its tokens/,
    at: 3,
  },
  {
    check: 'a run covers entries of the log: a search looks for no tokens before its end',
    attack: each(
      `insert into audit.posting_run (log, first, count, month, bits)
        select log, 6, 300, month, 0 from audit.posting_run where run = ${run2}`,
      // All postings of these entries, as a writer would make them.
      `insert into audit.posting select ${run2}, 0, string_agg(posting, '' order by posting) from (
        select distinct substr(uuid_send(token), 1, 5) || substr(int8send(t.index), 6, 3) as posting
        from audit.entry t, unnest(t.tokens) token where t.log = 'main' and t.index >= 6) made`,
    ),
    says: /a run of postings covers a place without an entry/,
    at: 305,
  },
  {
    check: 'postings belong to a run',
    attack: each(`insert into audit.posting values (1000000, 0, '\\x0000000000000000')`),
    says: /blocks of postings belong to no run/,
    at: null,
  },
];

describe('each check of postings finds what no other finds', () => itFindsEach(rows, admin, () => head));

describe('a comparison of postings', () => {
  const db = admin as unknown as LogPool;

  it('rests after each thousand blocks, before it compares and after: the writer stood still for a whole run', async () => {
    const client = await admin.connect();
    try {
      await client.query(`begin; update audit.posting_run set bits = 13 where run = ${run2}`);
      await client.query(`insert into audit.posting select ${run2}, at,
        set_byte(set_byte('\\x0000000000000003', 0, at >> 5), 1, (at & 31) << 3) from generate_series(1, 5000) at
        on conflict do nothing`);
      let rests = 0;
      const pace = async (): Promise<void> => {
        rests += 1;
      };
      const faults = new Faults();
      await addFalsePostings(client as unknown as LogQuery, { log: 'main', from: 3, pace }, faults);
      expect(new Set(faults.list().map(({ index }) => index))).toEqual(new Set([3]));
      expect(rests).toBeGreaterThan(19);
    } finally {
      client.release(true);
    }
  });

  it('finds no fault in entries that two acts take, one in each look at their run: the writer took them for a fork', async () => {
    // A look rests behind its blocks, behind its only page of tokens, and behind the postings of none.
    const erased = new Map([
      [1, 1],
      [4, 2],
    ]);
    let turn = 0;
    const pace = async (): Promise<void> => {
      turn += 1;
      const index = erased.get(turn);
      if (index !== undefined) await destroyTokens(db, 'main', [{ from: index, to: index }]);
    };
    const faults = new Faults();
    await addFalsePostings(db, { log: 'main', from: 0, pace }, faults);
    expect(faults.list()).toEqual([]);
    expect(turn).toBe(3 + 3 + 3);
  });
});
