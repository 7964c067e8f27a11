import { beforeEach, expect, it } from '@jest/globals';
import { redoTaking } from '../../../auditlog/retention/redo.js';
import type { Span } from '../../../auditlog/spans.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { emptyLogs, useLogDatabase } from '../support/logDatabase.js';
import { writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

const { pool, admin } = useLogDatabase();
let heads: string;
beforeEach(async () => {
  heads = await emptyLogs(admin);
});

it('takes what expired from a restored log in pages, after one entry that names what the log has of it', async () => {
  await writeLog(pool, 5, { logId: 'main', heads });
  const columns = await admin.query(`select string_agg(quote_ident(attname), ', ') as names from pg_attribute
    where attrelid = 'audit.entry'::regclass and attnum > 0 and attgenerated = ''
      and not attisdropped and attname not in ('index', 'request_id')`);
  const { names } = columns.rows[0];
  // Copies of one: it is read how many come at once.
  await admin.query(`insert into audit.entry (index, request_id, ${names})
    select n, 'copy-' || n, ${names} from audit.entry, generate_series(10, 4500) n where index = 2`);
  const named: (readonly Span[])[] = [];
  let most = 0;
  const db = {
    connect: () => admin.connect(),
    query: async (statement: { text: string; values?: unknown[] }) => {
      const result = await admin.query(statement);
      most = Math.max(most, result.rows.length);
      return result;
    },
  } as unknown as LogPool;
  const spans = [
    { from: 1, to: 3 },
    { from: 10, to: 9000 },
  ];
  const count = await redoTaking({
    ...{ db, store: admin as LogPool, log: 'main', keys: bodyKeys(auditKeys), kind: 'EXPIRE', spans },
    append: async (those) => void named.push(those),
  });
  expect([count, named]).toEqual([
    4494,
    [
      [
        { from: 1, to: 3 },
        { from: 10, to: 4500 },
      ],
    ],
  ]);
  expect(most).toBeLessThanOrEqual(2000);
  const { rows } = await admin.query(
    `select index::int from audit.entry where log = 'main' and header is not null order by 1`,
  );
  expect(rows.map(({ index }) => index).filter((index) => index > 0)).toEqual([4, 5]);
});
