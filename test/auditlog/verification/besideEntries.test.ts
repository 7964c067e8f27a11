import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { LogPool } from '../../../auditlog/store/pool.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { type LogDatabase, openLogDatabase } from '../support/logDatabase.js';
import { appendNow, openLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { afterAttack, headOf, publicKeys } from './tampering.js';

let opened: LogDatabase;
let admin: pg.Pool;
let head: TrustedHead;

beforeAll(async () => {
  opened = await openLogDatabase();
  admin = opened.admin;
  const log = await openLog(opened.pool, { logId: 'main' });
  await appendNow(log, 48);
  await log.close();
  head = await headOf(opened.pool, 'main');
});
afterAll(() => opened.close());

const at = "where log = 'main' and index = 10";

/** What is done, what is said of it with all keys, and whether it is said without those of bodies. */
const cases: [string, string[], { index: number | null; what: RegExp }[], boolean][] = [
  [
    'a stored subtree at the last place that there can be',
    [`insert into audit.node values ('main', 8, 9223372036854775807, decode(repeat('00', 32), 'hex'))`],
    [{ index: null, what: /subtree 8.9223372036854775807 belongs to nothing/ }],
    true,
  ],
  [
    'a checkpoint that is moved before the first entry',
    [`update audit.checkpoint set size = -1 where size = (select min(size) from audit.checkpoint)`],
    [{ index: null, what: /no writer stored a checkpoint of -1 entries/ }],
    true,
  ],
  [
    'a cosigned head before the first entry',
    [`insert into audit.cosigned select log, -1, note, at from audit.checkpoint limit 1`],
    [{ index: null, what: /no writer stored a cosigned head of -1 entries/ }],
    true,
  ],
  [
    'heads and leases that were stored at no instant',
    [`update audit.checkpoint set at = 'infinity'`, `update audit.lease set at = '-infinity'`],
    [
      { index: null, what: /no writer stored a checkpoint/ },
      { index: null, what: /no writer stored a lease/ },
    ],
    true,
  ],
  [
    'a null among tokens',
    [`update audit.entity_index set tokens = tokens || array[null]::uuid[] ${at}`],
    [{ index: 10, what: /blind index/ }],
    false,
  ],
  [
    'tokens that are counted from another place than 1',
    [`update audit.entity_index set tokens = ('[5:' || 4 + cardinality(tokens) || ']=' || tokens::text)::uuid[] ${at}`],
    [{ index: 10, what: /blind index/ }],
    false,
  ],
];

describe('what stands beside the entries of a log as no writer stores it', () => {
  it.each(cases)('is named: %s', async (_name, statements, faults, isSeenOutside) => {
    for (const keys of [auditKeys, publicKeys]) {
      const found = await afterAttack(
        admin,
        'main',
        async ({ run }) => {
          for (const statement of statements) await run(statement);
        },
        (db) => verifyLog(db, 'main', { ...keys, store: db as LogPool }, { trusted: [head] }),
      );
      const isSeen = keys === auditKeys || isSeenOutside;
      const expected = faults.map(({ index, what }) => ({ index, what: expect.stringMatching(what) }));
      expect(found.faults).toEqual(isSeen ? expect.arrayContaining(expected) : []);
    }
  });
});
