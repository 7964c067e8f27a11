import { beforeAll, describe, expect, it } from '@jest/globals';
import { originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { checkProof } from '../../../auditlog/c2sp/proof.js';
import { parseTrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { createLogFiles, type LogFiles } from '../../../auditlog/files/logFiles.js';
import { appendSubtree, emptyRange, leafHash, rangeRoot, rootHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { verifyConsistency } from '../../../auditlog/proofs/verifyProof.js';
import { openCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

/* A log of 600 entries, 601 with that of its opening: two whole tiles of leaves and a part of one. */
const size = 601;
const { pool } = useLogDatabase();
let files: LogFiles;

beforeAll(async () => {
  await writeLog(pool, 600, { logId: 'tiled' });
  // One that no head covers: what comes behind a kill.
  await pool.query(`insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, code)
    select log, 601, bytes, leaf_hash, sealed, kind, at, 'later', code from audit.entry where log = 'tiled' and index = 600`);
  files = createLogFiles(pool);
});

const read = async (path: string): Promise<Buffer> => Buffer.from((await files.read('tiled', path))?.body ?? 'none');
const hashesOf = async (path: string): Promise<readonly Buffer[]> => {
  const body = await read(path);
  return Array.from({ length: body.length / 32 }, (_, index) => body.subarray(32 * index, 32 * index + 32));
};
const openHead = async () =>
  openCheckpoint((await read('checkpoint')).toString(), originOf('tiled'), [auditKeys.checkpoint.publicKey]);

describe('the files of a log', () => {
  it('are tiles out of which anybody makes the root of the signed head', async () => {
    const head = await openHead();
    expect(head?.size).toBe(size);
    const leaves = [
      ...(await hashesOf('tile/0/000')),
      ...(await hashesOf('tile/0/001')),
      ...(await hashesOf('tile/0/002.p/89')),
    ];
    expect(Buffer.from(rootHash(leaves))).toEqual(head?.root);
    const above = await hashesOf('tile/1/000.p/2');
    let range = emptyRange;
    for (const hash of above) range = appendSubtree(range, { level: 8, hash });
    for (const hash of leaves.slice(512)) range = appendSubtree(range, { level: 0, hash });
    expect(Buffer.from(rangeRoot(range))).toEqual(head?.root);
  });

  it.each([
    'tile/0/002',
    'tile/0/002.p/90',
    'tile/0/003.p/1',
    'tile/1/000',
    'tile/1/000.p/3',
    'tile/2/000.p/1',
    'tile/4/000.p/1',
  ])('are none of what no signed head covers: %s', async (path) => {
    expect(await files.read('tiled', path)).toBeNull();
  });

  it('are bundles of leaves, which hash to the tiles', async () => {
    const bundle = await read('tile/entries/002.p/89');
    const found: Uint8Array[] = [];
    for (let at = 0; at < bundle.length; ) {
      const length = bundle.readUInt16BE(at);
      found.push(leafHash(bundle.subarray(at + 2, at + 2 + length)));
      at += 2 + length;
    }
    expect(found.map((hash) => Buffer.from(hash))).toEqual(await hashesOf('tile/0/002.p/89'));
    for (const path of ['tile/entries/002', 'tile/entries/002.p/90', 'tile/entries/', 'tile/entries/0'])
      expect(await files.read('tiled', path)).toBeNull();
  });

  it('are no bundle with bytes in it that are no leaf', async () => {
    await pool.query(
      `insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, code)
        select 'older', index, $1, leaf_hash, sealed, kind, at, request_id, code from audit.entry where log = 'tiled' and index = 0`,
      [Buffer.from('{"kind":"OPENED"}')],
    );
    await pool.query(`insert into audit.checkpoint values ('older', 1, 'a note', now())`);
    expect((await files.read('older', 'tile/0/000.p/1'))?.body).toHaveLength(32);
    expect(await files.read('older', 'tile/entries/000.p/1')).toBeNull();
  });

  it('are partial tiles of smaller trees too, which never change', async () => {
    expect(await hashesOf('tile/0/001.p/7')).toEqual((await hashesOf('tile/0/001')).slice(0, 7));
    expect((await files.read('tiled', 'tile/0/001.p/7'))?.isImmutable).toBe(true);
    expect((await files.read('tiled', 'checkpoint'))?.isImmutable).toBe(false);
  });

  it.each([
    [1, 601],
    [256, 512],
    [300, 601],
    [512, 601],
    [601, 601],
  ])('prove that %i entries are the beginning of %i', async (first, second) => {
    const leaves = [
      ...(await hashesOf('tile/0/000')),
      ...(await hashesOf('tile/0/001')),
      ...(await hashesOf('tile/0/002.p/89')),
    ];
    const lines = (await read(`consistency/${first}/${second}`)).toString().split('\n').slice(0, -1);
    const proof = lines.map((line) => Buffer.from(line, 'base64'));
    const [firstRoot, secondRoot] = [first, second].map((n) => rootHash(leaves.slice(0, n)));
    expect(
      firstRoot && secondRoot && verifyConsistency({ first, second, firstRoot, secondRoot, proof }, primitives),
    ).toBe(true);
  });

  it('prove each entry under a head, and none behind it', async () => {
    const trust = parseTrustFile(
      `log ${verifierKeyOf(originOf('tiled'), auditKeys.checkpoint.publicKey)}\nquorum none\n`,
      'trust',
      primitives,
    );
    for (const index of [0, 255, 256, 511, 600]) {
      expect(await checkProof((await read(`proof/${index}.tlog-proof`)).toString(), trust, primitives)).toMatchObject({
        index,
        size,
      });
    }
    expect(await files.read('tiled', 'proof/601.tlog-proof')).toBeNull();
    expect(await files.read('tiled', 'proof/99999999.tlog-proof')).toBeNull();
  });

  it('are those of a newer head that a quorum cosigned, rather than of one that nobody did', async () => {
    const note = (await read('checkpoint')).toString();
    const line = `\u2014 w.example ${Buffer.alloc(76, 1).toString('base64')}\n`;
    await pool.query(`insert into audit.cosigned values ('tiled', $1, $2, now())`, [size, note + line]);
    expect(parseCheckpoint((await read('checkpoint')).toString())?.signatures).toHaveLength(2);
    expect((await read('proof/3.tlog-proof')).toString().endsWith(line)).toBe(true);
  });

  it.each([
    '',
    'checkpoint/',
    'proof/1',
    'proof/-1.tlog-proof',
    'proof/01.tlog-proof',
    'consistency/0/5',
    'consistency/9/5',
    'consistency/1/602',
    '../main/checkpoint',
  ])('are none by the path %j', async (path) => {
    expect(await files.read('tiled', path)).toBeNull();
  });

  it('are none of a log that there is not', async () => {
    for (const path of ['checkpoint', 'tile/0/000.p/1', 'proof/0.tlog-proof', 'consistency/1/1'])
      expect(await files.read('nobody', path)).toBeNull();
  });
});
