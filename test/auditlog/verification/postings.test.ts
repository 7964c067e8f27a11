import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LogPool } from '../../../auditlog/store/pool.js';
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
  /** Faults found while an entry is erased at each of these rests. */
  async function faultsWhile(erased: ReadonlyMap<number, number>): Promise<readonly unknown[]> {
    let turn = 0;
    const pace = async (): Promise<void> => {
      turn += 1;
      const index = erased.get(turn);
      if (index !== undefined) await destroyTokens(admin as unknown as LogPool, 'main', [{ from: index, to: index }]);
    };
    const faults = new Faults();
    await addFalsePostings(admin as unknown as LogPool, { log: 'main', from: 0, pace }, faults);
    return faults.list();
  }

  it('finds no fault in entries that two acts take, one in each look at their run: the writer took them for a fork', async () => {
    // A look rests behind the blocks, and behind its only page of tokens.
    const erased = new Map([
      [1, 1],
      [3, 2],
    ]);
    expect(await faultsWhile(erased)).toEqual([]);
  });
});
