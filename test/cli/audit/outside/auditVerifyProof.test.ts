import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { originOf } from '../../../../auditlog/c2sp/checkpoint.js';
import { writeProof } from '../../../../auditlog/c2sp/proof.js';
import { leafHash } from '../../../../auditlog/merkle.js';
import { signCheckpoint } from '../../../../auditlog/signing/checkpoints.js';
import { checkpointKeys, verifierKeyOf } from '../../../../auditlog/signing/keys.js';
import { runAuditVerifyProof } from '../../../../cli/audit/outside/auditVerifyProof.js';
import { readFiles } from '../../../../cli/audit/readText.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis proof '));
const keys = checkpointKeys(Buffer.alloc(32, 5));
const leaf = leafHash(Buffer.from('an entry'));
const note = signCheckpoint({ origin: originOf('main'), size: 1, root: leaf }, keys.privateKey);
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const file = write('0.tlog-proof', writeProof({ index: 0, leaf, hashes: [], note }));
const policy = write('trust.txt', `log ${verifierKeyOf(originOf('main'), keys.publicKey)}\nquorum none\n`);
const run = async (names: readonly string[], json: boolean, options: object = {}) => {
  const lines: string[] = [];
  const { proofs } = readFiles(names);
  const code = await runAuditVerifyProof(proofs, { policy, json, out: (line) => lines.push(line), ...options });
  return { code, lines };
};

describe('portcullis audit verify-file of proofs', () => {
  it('says of each file what it proves, and ends with 0', async () => {
    const { code, lines } = await run([file], false);
    expect(code).toBe(0);
    expect(lines[0]).toMatch(
      /^OK {8}.*entry 0 of portcullis\.example\/main, leaf [0-9a-f]{64}, under a head of 1 entries; cosigned by nobody\.$/,
    );
    expect(JSON.parse((await run([file], true)).lines[0] ?? '')).toMatchObject({
      ok: true,
      proofs: [{ index: 0, size: 1 }],
    });
  });

  it('ends with 1 where one of them proves nothing, or another entry than the receipt is of', async () => {
    expect(await run([file, policy], false)).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/^OK/), expect.stringMatching(/^UNPROVEN/)],
    });
    expect((await run([file], true, { leaf: 'ab'.repeat(32) })).lines[0]).toContain('about another entry');
    await expect(run(['/nowhere/0.tlog-proof'], false)).rejects.toThrow(/cannot be read/);
  });

  it('refuses a file that is no UTF-8, rather than to verify what it makes of it', async () => {
    const bytes = Buffer.concat([Buffer.from(`${readFileSync(file, 'utf8')}\u2014 x`), Buffer.of(0xff)]);
    writeFileSync(join(folder, 'odd.tlog-proof'), Buffer.concat([bytes, Buffer.from(` ${'A'.repeat(8)}\n`)]));
    await expect(run([join(folder, 'odd.tlog-proof')], false)).rejects.toThrow(/is no text/);
  });

  it('reads no more of a file without an end than any has', async () => {
    await expect(run(['/dev/zero'], false)).rejects.toThrow(/is too long/);
    await expect(run([file], false, { policy: '/dev/zero' })).rejects.toThrow(/is too long/);
  });

  it('takes a proof without extra for one of the leaf that is named, and for none where none is', async () => {
    const plain = write('plain.tlog-proof', readFileSync(file, 'utf8').replace(/extra .*\n/, ''));
    const named = Buffer.from(leaf).toString('hex');
    expect((await run([plain], false, { leaf: named })).code).toBe(0);
    expect((await run([plain], false, { leaf: 'ab'.repeat(32) })).code).toBe(1);
    expect((await run([plain], false)).code).toBe(1);
  });
});
