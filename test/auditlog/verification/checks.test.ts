import { randomBytes } from 'node:crypto';
import { beforeAll, describe } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { envelopeDigests, sealEnvelope } from '../../../auditlog/entry/envelope.js';
import { wrapNode } from '../../../auditlog/keyTree/storedNode.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendNow, openLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { each, flip, itFindsEach, type Row } from './checkRows.js';
import { headOf } from './tampering.js';

const { admin, pool } = useLogDatabase();
let head: TrustedHead;
const digestOf = envelopeDigests(auditKeys.blindIndex);

beforeAll(async () => {
  const log = await openLog(pool, { logId: 'main', checkpointEveryMs: 60_000 });
  // Behind the entry that opens the log: entry 1 under A, 2 under A and B, 3 under none.
  for (const texts of [['A'], ['A', 'B'], []]) {
    const decisions = texts.map((envelope) => ({ envelope, full: [], below: [] }));
    const header = sampleHeader({ at: new Date().toISOString() });
    await log.append({ header, body: sampleBody(), decided: { clearance: 'PUBLIC', decisions } });
  }
  await appendNow(log, 260);
  await log.close();
  head = await headOf(pool, 'main');
});

const nothing = async (): Promise<void> => undefined;
const of10 = "where log = 'main' and index = 10";
const columns =
  'bytes, leaf_hash, sealed, header, tokens, kind, at, request_id, subject, agency, role, purpose, document_hash, code';
const copyOf10 = (index: string): string =>
  `insert into audit.entry (log, index, ${columns}) select log, ${index}, ${columns} from audit.entry ${of10}`;
const putEnvelope = (digest: string, sealed: () => Uint8Array): Row['attack'] => {
  return ({ run }) =>
    run('update audit.envelope set sealed = $2 where digest = $1', [Buffer.from(digest, 'base64url'), sealed()]);
};
const falseNote = (size: number): string =>
  signCheckpoint({ origin: originOf('main'), size, root: Buffer.alloc(32, 9) }, auditKeys.checkpoint.privateKey);

const rows: readonly Row[] = [
  {
    check: 'the leaf hash beside an entry is that of its bytes',
    attack: each(`update audit.entry set ${flip('leaf_hash', 3)} ${of10}`),
    says: /do not hash to the stored leaf/,
    at: 10,
  },
  {
    check: 'the header is the one that the leaf commits to',
    attack: each(`update audit.entry set ${flip('header', 40)} ${of10}`),
    says: /no entry in canonical form/,
    at: 10,
  },
  {
    check: 'the format is known',
    attack: each(
      `update audit.entry set bytes = '{}', leaf_hash = sha256('\\x007b7d') where log = 'main' and index = 263`,
      'delete from audit.checkpoint',
    ),
    options: () => ({ trusted: [] }),
    says: /no entry of a format that is known|there is no head file|nothing in this log is signed/,
    at: 263,
  },
  {
    check: 'an entry stands where its leaf says',
    attack: each('alter table audit.entry drop constraint entry_log_request_id_kind_key', copyOf10('264')),
    says: /made for another place/,
    at: 264,
    seenBy: 'those without',
  },
  {
    check: 'a column says what the header says',
    attack: each(`update audit.entry set agency = 'XX' ${of10}`),
    says: /column agency/,
    at: 10,
  },
  {
    check: 'the sealed body is the one that the leaf commits to',
    attack: each(`update audit.entry set ${flip('sealed', 40)} ${of10}`),
    says: /sealed body is not the one/,
    at: 10,
  },
  {
    check: 'a key that is gone was taken by an act',
    attack: ({ takeKey }) => takeKey(10),
    says: /key is gone, and no ERASE entry|of which tokens are left/,
    at: 10,
  },
  {
    check: 'the key opens the body: who has the key-encryption key wrapped another node',
    attack: async ({ run }) => {
      const { rows: found } = await admin.query('select min(day)::text as day from audit_keys.tree_key');
      const tree = { log: 'main', class: 'LOOK', day: String(found[0]?.day) };
      const node = wrapNode(tree, { level: 24, place: 0, key: randomBytes(32) }, auditKeys.auditSeal()[0]);
      await run(`update audit_keys.tree_key set wrapped_key = $1 where class = 'LOOK' and day = $2`, [
        node.wrappedKey,
        tree.day,
      ]);
    },
    says: /key does not open the sealed body/,
    at: 1,
    seenBy: 'those with keys',
  },
  ...[
    ['taken away', `update audit.entry set tokens = null ${of10}`],
    ['added', `update audit.entry set tokens = tokens || gen_random_uuid() ${of10}`],
    ['null', `update audit.entry set tokens = tokens || array[null]::uuid[] ${of10}`],
    [
      'counted from another place than 1',
      `update audit.entry set tokens = ('[5:' || 4 + cardinality(tokens) || ']=' || tokens::text)::uuid[] ${of10}`,
    ],
  ].map(
    ([how, statement = '']): Row => ({
      check: `the tokens are those that the leaf commits to: one was ${how}`,
      attack: each(statement),
      says: /blind index is not the one that the leaf commits to/,
      at: 10,
      seenBy: 'those with keys',
    }),
  ),
  {
    check: 'the tokens are those of the body: they were made under another key',
    attack: nothing,
    keys: { ...auditKeys, blindIndex: Buffer.alloc(32, 77) },
    says: /blind index does not fit|envelope .* is not the one/,
    at: 1,
    seenBy: 'those with keys',
  },
  {
    check: 'an envelope that a body names is there',
    attack: ({ run }) => run('delete from audit.envelope where digest = $1', [Buffer.from(digestOf('A'), 'base64url')]),
    says: /the envelope .* is missing/,
    at: 1,
    seenBy: 'those with keys',
  },
  ...(
    [
      ['its bytes were changed', () => Buffer.alloc(300, 7)],
      ['another stands in its place', () => sealEnvelope(auditKeys.blindIndex, digestOf('C'), 'C').sealed],
      ['it was sealed anew with the key', () => sealEnvelope(auditKeys.blindIndex, digestOf('B'), 'C').sealed],
    ] as const
  ).map(
    ([how, sealed]): Row => ({
      check: `an envelope is the one of its digest: ${how}`,
      attack: putEnvelope(digestOf('B'), sealed),
      says: /is not the one of that digest/,
      at: 2,
      seenBy: 'those with keys',
    }),
  ),
  {
    check: 'no entry is missing',
    attack: each(`delete from audit.entry ${of10}`),
    says: /the entry is missing/,
    at: 10,
  },
  {
    check: 'an entry stands in its place once',
    attack: each(
      'alter table audit.entry drop constraint entry_pkey, drop constraint entry_log_request_id_kind_key',
      copyOf10('10'),
    ),
    says: /another entry stands in its place/,
    at: 10,
  },
  {
    check: 'a stored subtree is that of the entries below it',
    attack: each(`update audit.node set ${flip('hash', 0)}`),
    says: /subtree 0 of level 8 is false/,
    at: 255,
  },
  {
    check: 'a stored subtree is there',
    attack: each('delete from audit.node'),
    says: /subtree 0 of level 8 is missing/,
    at: 255,
  },
  {
    check: 'the entries are those of the head that was kept',
    attack: async ({ forge, rehash, run }) => {
      await forge(10, { agency: 'NL-CUSTOMS' });
      await rehash();
      await run('delete from audit.checkpoint');
    },
    says: /it is not the entry that the head file is over|nothing in this log is signed/,
    at: 10,
    seenBy: 'those without',
  },
  {
    check: 'they are those of the heads that entries of other logs name',
    attack: nothing,
    options: () => ({ trusted: [head], named: [{ size: 20, root: Buffer.alloc(32, 9), name: 'entry 3 of other' }] }),
    says: /it is not the entry that entry 3 of other is over/,
    at: 0,
  },
  {
    check: 'there are as many as a head is over',
    attack: each('delete from audit.entry where index >= 263', 'delete from audit.checkpoint'),
    says: /the head file is over 264 entries, but only 263|nothing in this log is signed/,
    at: 263,
  },
  {
    check: 'there are as many as a writer found, where no head was kept',
    attack: each(
      `insert into audit.lease values ('main', 2, 'x', 264, now())`,
      'delete from audit.entry where index >= 263',
      'delete from audit.checkpoint',
    ),
    options: () => ({ trusted: [] }),
    says: /a writer found 264 entries|nothing in this log is signed|there is no head file/,
    at: 263,
  },
  {
    check: 'a checkpoint is signed by the key of the log',
    attack: each(`update audit.checkpoint set note = ''`),
    says: /the checkpoint of 264 entries is not signed/,
    at: 263,
  },
  {
    check: 'so is a cosigned head',
    attack: each('insert into audit.cosigned select log, 100, note, at from audit.checkpoint'),
    says: /the cosigned head of 100 entries is not signed/,
    at: 99,
  },
  {
    check: 'and it is over these entries',
    attack: ({ run }) => run(`insert into audit.cosigned values ('main', 10, $1, now())`, [falseNote(10)]),
    says: /not the entry that the cosigned head of 10 entries is over/,
    at: 0,
  },
  {
    check: 'the register names the log',
    attack: nothing,
    options: () => ({ trusted: [head], unnamedBy: 'main.register' }),
    says: /no entry of main.register names it/,
    at: 0,
  },
  {
    check: 'entries waited no longer than a minute for a checkpoint, or the log says why',
    attack: each('delete from audit.checkpoint', `insert into audit.checkpoint values ('main', 1, '', now())`),
    options: () => ({ trusted: [head], now: Date.now() + 120_000 }),
    says: /waited more than 60 s|checkpoint of 1 entries is not signed/,
    at: 0,
  },
  ...(
    [
      [
        'before the first entry',
        [
          'alter table audit.entry drop constraint entry_index_check, drop constraint entry_log_request_id_kind_key',
          copyOf10('-1'),
        ],
        /before the first entry/,
        -1,
      ],
      [
        'a subtree of another level',
        [`insert into audit.node values ('main', 9, 0, decode(repeat('00', 32), 'hex'))`],
        /subtree 9.0 belongs to nothing/,
        null,
      ],
      [
        'a subtree at the last place that there can be',
        [`insert into audit.node values ('main', 8, 9223372036854775807, decode(repeat('00', 32), 'hex'))`],
        /subtree 8.9223372036854775807 belongs to nothing/,
        null,
      ],
      [
        'a checkpoint before the first entry',
        [`insert into audit.checkpoint select log, -1, note, at from audit.checkpoint`],
        /no writer stored a checkpoint of -1 entries/,
        null,
      ],
      [
        'a cosigned head before the first entry',
        [`insert into audit.cosigned select log, -1, note, at from audit.checkpoint`],
        /no writer stored a cosigned head of -1 entries/,
        null,
      ],
      [
        'a checkpoint of no instant',
        [`update audit.checkpoint set at = 'infinity'`],
        /no writer stored a checkpoint/,
        null,
      ],
      ['a lease of no instant', [`update audit.lease set at = '-infinity'`], /no writer stored a lease/, null],
    ] as const
  ).map(
    ([what, statements, says, at]): Row => ({
      check: `nothing stands beside entries: ${what}`,
      attack: each(...statements),
      says,
      at,
    }),
  ),
  ...(
    [
      ['a day on which nothing was written', `class, '2040-01-01', level, place`],
      ['another level', 'class, day, 20, 12345'],
      ['places behind the last entry', 'class, day, 3, 1000000'],
    ] as const
  ).map(
    ([where, place]): Row => ({
      check: `a node of keys was wrapped by a key that is known: one was added of ${where}`,
      attack: each(`insert into audit_keys.tree_key (log, class, day, level, place, wrapped_key, wrapped_by)
        select log, ${place}, wrapped_key, wrapped_by from audit_keys.tree_key
        where class = 'LOOK' and day = (select min(day) from audit_keys.tree_key)`),
      says: /a key node of LOOK .* is not what its key wrapped/,
      at: null,
      seenBy: 'those with keys',
    }),
  ),
];

describe('each check finds what no other finds', () => itFindsEach(rows, admin, () => head));
