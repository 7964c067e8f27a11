import { beforeAll, describe, expect, it } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { pseudonymOf } from '../../../auditlog/entry/tokens.js';
import { primitives } from '../../../auditlog/primitives.js';
import { verifyConsistency, verifyInclusion } from '../../../auditlog/proofs/verifyProof.js';
import { openCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { AuditLog } from '../../../auditlog/types.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader, sealOf } from '../support/samples.js';

const { pool } = useLogDatabase();
let log: AuditLog;
/** A moment before the last entry was placed, and after all others. */
let between: string;

beforeAll(async () => {
  log = await openLog(pool);
  // Behind the entry that opened the log.
  await appendMany(log, 699);
  await log.append({
    header: sampleHeader({ agency: 'DE-POLICE', subject: 'de-1', kind: 'REFUSED', code: 'FORBIDDEN' }),
    body: sampleBody({ disclosed: [] }),
  });
  between = new Date(Date.now() + 2).toISOString();
  while (new Date().toISOString() <= between) await new Promise((resolve) => setTimeout(resolve, 1));
  await log.append({
    header: sampleHeader({ agency: 'DE-POLICE', subject: 'de-1' }),
    body: sampleBody(),
  });
  await log.close();
});

const reader = () => createAuditReader(pool, 'test', auditKeys);

describe('an audit reader', () => {
  it('gives an entry with its body where it has the key, and without where not', async () => {
    expect((await reader().entry(3))?.body).toEqual({ ...sampleBody(), subject: 'nl-0042' });
    expect((await createAuditReader(pool, 'test').entry(3))?.body).toBeNull();
    expect(await reader().entry(702)).toBeNull();
  });

  it('opens bodies, finds tokens and believes checkpoints that were made with keys before a rotation', async () => {
    const rotated = {
      auditSeal: sealOf(Buffer.alloc(32, 50), ...auditKeys.auditSeal()),
      blindIndex: Buffer.alloc(32, 51),
      store: auditKeys.store,
      previous: (name: 'blindIndex' | 'checkpoint') => (name === 'checkpoint' ? [] : [auditKeys[name]]),
    };
    const later = createAuditReader(pool, 'test', rotated);
    expect((await later.entry(3))?.body).toEqual({ ...sampleBody(), subject: 'nl-0042' });
    expect((await later.search({ agencies: null, entity: 'person_secretsecret', limit: 5 })).entries).toHaveLength(5);
  });

  it('proves each of some entries at the present size, by subtrees and by leaves', async () => {
    for (const index of [0, 1, 255, 256, 511, 512, 699, 701]) {
      const { leafHash: leaf, treeSize: size, hashes: proof, root } = await reader().proveInclusion(index);
      expect(size).toBe(702);
      expect(verifyInclusion({ index, size, leaf, proof, root }, primitives)).toBe(true);
    }
  });

  it('proves an entry against the root that the newest checkpoint signs', async () => {
    const note = (await reader().checkpoint())?.note ?? '';
    const checkpoint = openCheckpoint(note, originOf('test'), [auditKeys.checkpoint.publicKey]);
    const proof = await reader().proveInclusion(42, checkpoint?.size);
    expect(Buffer.from(proof.root).equals(Buffer.from(checkpoint?.root ?? []))).toBe(true);
  });

  it('proves that every earlier log is a prefix of the present one', async () => {
    const { root: secondRoot } = await reader().proveInclusion(0, 702);
    for (const first of [1, 255, 256, 257, 512, 600, 702]) {
      const { root: firstRoot } = await reader().proveInclusion(0, first);
      const proof = await reader().proveConsistency(first, 702);
      expect(verifyConsistency({ first, second: 702, firstRoot, secondRoot, proof }, primitives)).toBe(true);
    }
  });

  it('refuses a proof of what is not there', async () => {
    await expect(reader().proveInclusion(702)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(reader().proveInclusion(-1)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('searches by agency, subject, kind, code, time and entity, newest first, page by page', async () => {
    const found = async (search: object) =>
      (await reader().search({ agencies: null, limit: 10, ...search })).entries.map((entry) => entry.index);
    const subject = pseudonymOf(auditKeys.blindIndex, { agency: 'DE-POLICE', at: between }, 'de-1');
    expect(await found({ agencies: ['DE-POLICE'] })).toEqual([701, 700]);
    expect(await found({ agencies: [] })).toEqual([]);
    expect(await found({ subject, kind: 'REFUSED' })).toEqual([700]);
    expect(await found({ code: 'FORBIDDEN' })).toEqual([700]);
    expect(await found({ from: between, kind: 'OUTCOME' })).toEqual([701]);
    expect(await found({ subject, to: between })).toEqual([700]);
    expect(await found({ agencies: ['DE-POLICE'], entity: 'person_secretsecret' })).toEqual([701]);
    expect(await found({ entity: 'person_other' })).toEqual([]);
    const first = await reader().search({ agencies: null, limit: 400 });
    const second = await reader().search({
      agencies: null,
      limit: 400,
      ...(first.next === null ? {} : { before: first.next }),
    });
    expect([first.entries.length, second.entries.length, second.next]).toEqual([400, 302, null]);
  });
});
