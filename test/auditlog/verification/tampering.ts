import type pg from 'pg';
import { decodeEntry, type StoredBytes } from '../../../auditlog/entry/decode.js';
import { createEncoder, prepareEntry } from '../../../auditlog/entry/encode.js';
import { beginLeaf } from '../../../auditlog/entry/leaf.js';
import { leafHash, rangeRoot, rootHash } from '../../../auditlog/merkle.js';
import { readLeaf } from '../../../auditlog/proofs/leaf.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { readRange, readSize } from '../../../auditlog/store/tree.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import type { Verification } from '../../../auditlog/verification/verify.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { takeKey } from '../support/treeKeys.js';

/** What a superuser of the log's database can do to a log. */
export interface Tampering {
  readonly log: string;
  /** Runs a statement that must touch something. */
  run(statement: string, values?: unknown[]): Promise<void>;
  /** Makes leaf hashes and subtrees anew from what is stored. */
  rehash(): Promise<void>;
  /** Puts a well-made other entry in the place of one, sealed under a key that the log's keys do not open. */
  forge(index: number, changes?: Parameters<typeof sampleHeader>[0]): Promise<void>;
  /** Puts two entries in each other's place. */
  swap(one: number, other: number): Promise<void>;
  /** Makes leaves for the places in which entries stand, as anyone can who knows the format. */
  replaceLeaves(): Promise<void>;
  /** Destroys the key of an entry, as erasing does, with no act that says so. */
  takeKey(index: number): Promise<void>;
  /** Takes an entry out and closes the gap. */
  cutOut(index: number): Promise<void>;
}

/** All tables of a log. */
export const logTables = ['entry', 'posting_run', 'node', 'checkpoint', 'lease'];

export function tamperingWith(admin: pg.Pool | pg.PoolClient, log: string): Tampering {
  const run = async (statement: string, values: unknown[] = []): Promise<void> => {
    const result = await admin.query(statement, values);
    if (result.rowCount === 0) throw new Error(`nothing was tampered with: ${statement}`);
  };
  return {
    log,
    run,
    async rehash() {
      const { rows } = await admin.query('select index, bytes from audit.entry where log = $1 order by entry.index', [
        log,
      ]);
      const leaves = rows.map((row) => leafHash(row.bytes as Buffer));
      await admin.query(
        `update audit.entry e set leaf_hash = q.hash from unnest($2::bigint[], $3::bytea[]) q(index, hash)
          where e.log = $1 and e.index = q.index and e.leaf_hash <> q.hash`,
        [log, rows.map((row) => row.index), leaves],
      );
      await admin.query('delete from audit.node where log = $1', [log]);
      for (let block = 0; (block + 1) * 256 <= leaves.length; block += 1) {
        const hash = rootHash(leaves.slice(block * 256, (block + 1) * 256));
        await run('insert into audit.node values ($1, 8, $2, $3)', [log, block, hash]);
      }
    },
    async forge(index, changes = {}) {
      const { rows } = await admin.query('select bytes, header from audit.entry where log = $1 and index = $2', [
        log,
        index,
      ]);
      const stored = decodeEntry(rows[0] as StoredBytes);
      if (!stored) throw new Error('no entry');
      const stranger = createEncoder(log, { blindIndex: Buffer.alloc(32, 78) }, { keyOf: () => Buffer.alloc(32, 77) });
      const header = { ...sampleHeader(), requestId: stored.header.requestId, ...changes };
      const prepared = prepareEntry({ header, body: sampleBody({ disclosed: [], caseReference: null }) });
      const forged = stranger.place(prepared, index, stored.header.at);
      await run(
        `update audit.entry set bytes = $1, leaf_hash = $2, header = $3, sealed = $4, subject = $5, agency = $6, document_hash = $7
          where log = $8 and index = $9`,
        [
          forged.bytes,
          forged.leafHash,
          forged.storedHeader,
          forged.sealed.bytes,
          forged.header.asker,
          forged.header.agency,
          forged.header.documentHash,
          log,
          index,
        ],
      );
    },
    async swap(one, other) {
      const move = 'update audit.entry set index = $1 where log = $3 and index = $2';
      await run(move, [9_000_000, one, log]);
      await run(move, [one, other, log]);
      await run(move, [other, 9_000_000, log]);
    },
    async replaceLeaves() {
      const { rows } = await admin.query('select index, bytes from audit.entry where log = $1', [log]);
      for (const { index, bytes } of rows) {
        const leaf = readLeaf(bytes as Buffer);
        if (!leaf) throw new Error('no leaf');
        if (leaf.index === Number(index)) continue;
        const made = beginLeaf({ ...leaf, index: Number(index) }).end(leaf);
        await run('update audit.entry set bytes = $1 where log = $2 and index = $3', [made.bytes, log, index]);
      }
    },
    takeKey: (index) => takeKey(admin, log, index),
    async cutOut(index) {
      await run('delete from audit.entry where log = $1 and index = $2', [log, index]);
      await run('update audit.entry set index = index + 1000000 where log = $1 and index > $2', [log, index]);
      await run('update audit.entry set index = index - 1000001 where log = $1 and index > 1000000', [log]);
    },
  };
}

/** Verifies what an attack leaves, in one transaction that is taken back. */
export async function afterAttack(
  admin: pg.Pool,
  log: string,
  attack: (tampering: Tampering) => Promise<unknown>,
  verify: (db: LogQuery) => Promise<Verification>,
): Promise<Verification> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    await attack(tamperingWith(client, log));
    return await verify({ query: (statement) => client.query(statement as pg.QueryConfig) });
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** The head of a log as its database shows it now: what a head file holds, before anything is tampered with. */
export async function headOf(pool: pg.Pool, log: string): Promise<TrustedHead> {
  const size = await readSize(pool, log);
  return { size, root: rangeRoot(await readRange(pool, log, size)), name: 'the head file' };
}

/** The public half of the test's keys. */
export const publicKeys = {
  checkpoint: { publicKey: auditKeys.checkpoint.publicKey },
  store: auditKeys.store,
};
