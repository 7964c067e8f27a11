import { sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { keyIdOf, signatureTypes, writeSignature } from '../../auditlog/c2sp/note.js';
import { checkProof } from '../../auditlog/c2sp/proof.js';
import { parseTrustFile } from '../../auditlog/c2sp/trustFile.js';
import { inclusionProof, leafHash, rootHash } from '../../auditlog/merkle.js';
import { primitives } from '../../auditlog/primitives.js';
import { checkpointKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import { logKey, origin, vkey } from './support/madeExport.js';
import { fileOf, verifyAudit } from './support/verifyAudit.js';

/* What a partner hands over who signs what he likes: `portcullis audit verify-file` and the tool must decide alike. */

const leaves = Array.from({ length: 9 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const base64 = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64');
const body = `${origin}\n9\n${base64(rootHash(leaves))}\n`;
const witness = checkpointKeys(Buffer.alloc(32, 100));
const witnessKey = verifierKeyOf('w.example', witness.publicKey, signatureTypes.cosignature);
const policy = `log ${vkey}\nwitness W ${witnessKey}\nquorum W\n`;

function ownLine(text = body): string {
  const keyId = keyIdOf(origin, signatureTypes.note, logKey.publicKey, primitives);
  return writeSignature({ name: origin, keyId, signature: sign(null, Buffer.from(text), logKey.privateKey) });
}

/** A cosignature, its key id and signature right, of whatever time. */
function cosignature(time: bigint, text = body): string {
  const keyId = keyIdOf('w.example', signatureTypes.cosignature, witness.publicKey, primitives);
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(time);
  const signed = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), witness.privateKey);
  return writeSignature({ name: 'w.example', keyId, signature: Buffer.concat([seconds, signed]) });
}

const both = ownLine() + cosignature(1_780_000_000n);
const stranger = (name: string, length = 68): string => `\u2014 ${name} ${base64(Buffer.alloc(length, 7))}\n`;
const extra = `extra ${base64(leaves[4])}\n`;
const proof = (signatures: string, text = body, about = extra, index = '4'): string =>
  `c2sp.org/tlog-proof@v1\n${about}index ${index}\n${inclusionProof(leaves, 4)
    .map((hash) => `${base64(hash)}\n`)
    .join('')}\n${text}\n${signatures}`;
const extended = `${body}an extension\n`;

describe('verifiers of a proof decide alike', () => {
  it.each<[string, string, boolean]>([
    ['as it should be', proof(both), true],
    ['without the leaf hash, which the specification leaves to those who write it', proof(both, body, ''), true],
    ['with the hash of another leaf', proof(both, body, `extra ${base64(leaves[5])}\n`), false],
    ['with an extra line that is no hash', proof(both, body, 'extra AAAA\n'), false],
    ['with an extra line of nothing', proof(both, body, 'extra \n'), false],
    ['with two extra lines', proof(both, body, extra + extra), false],
    ['with an extension line', proof(ownLine(extended) + cosignature(5n, extended), extended), true],
    ['with a cosignature of time zero', proof(ownLine() + cosignature(0n)), false],
    ['with a cosignature of the last time that is exact', proof(ownLine() + cosignature(2n ** 53n - 1n)), true],
    ['with a cosignature of a later time', proof(ownLine() + cosignature(2n ** 53n)), false],
    ['with a line of a stranger', proof(both + stranger('x.example')), true],
    ['with a line of a key id and no signature', proof(both + stranger('x.example', 4)), false],
    ['with a line of three bytes', proof(both + stranger('x.example', 3)), false],
    ['with a name that has a no-break space', proof(both + stranger('x\u00a0y')), false],
    ['with a name that has a line separator', proof(both + stranger('x\u2028y')), false],
    ['with a name in other letters', proof(both + stranger('\u0445.example')), true],
    ['with as many lines as may be', proof(both + stranger('x.example').repeat(70)), true],
    ['with a line more', proof(both + stranger('x.example').repeat(71)), false],
    ['with a place that no number holds', proof(both, body, extra, '9007199254740993'), false],
  ])('%s', async (_, text, isProven) => {
    const leaf = Buffer.from(leaves[4] ?? []).toString('hex');
    const verdict = await verifyAudit('proof', fileOf(text), '--policy', fileOf(policy), '--leaf', leaf);
    const shown = await checkProof(text, parseTrustFile(policy, 'trust', primitives), primitives, leaf);
    expect({ tool: verdict.code === 0, own: typeof shown !== 'string' }).toEqual({ tool: isProven, own: isProven });
  });

  it.each([
    ['an address that is none', policy.replace(witnessKey, `${witnessKey} nonsense`)],
    ['an address of another kind', policy.replace(vkey, `${vkey} file:///log`)],
    ['a control character in an address', policy.replace(vkey, `${vkey} https://a.exa\rmple`)],
    ['a control character in a comment', `# a\u0085b\n${policy}`],
    ['a group of as many as constructor says', policy.replace('quorum W', 'group g constructor W\nquorum g')],
    ['a group of as many as __proto__ says', policy.replace('quorum W', 'group g __proto__ W\nquorum g')],
    ['a witness by the name of any', policy.replace('witness W', 'witness any').replace('quorum W', 'quorum any')],
    ['a witness by the name of all', policy.replace('witness W', 'witness all').replace('quorum W', 'quorum all')],
  ])('refuses a trust file with %s', async (_, text) => {
    const leaf = Buffer.from(leaves[4] ?? []).toString('hex');
    const { code } = await verifyAudit('proof', fileOf(proof(both)), '--policy', fileOf(text), '--leaf', leaf);
    expect(code).toBe(3);
    expect(() => parseTrustFile(text, 'trust', primitives)).toThrow(/^Line \d of trust /);
  });

  it('takes a trust file whose last line has no end', async () => {
    const leaf = Buffer.from(leaves[4] ?? []).toString('hex');
    const text = policy.trimEnd();
    const args = ['proof', fileOf(proof(both)), '--policy', fileOf(text), '--leaf', leaf];
    expect((await verifyAudit(...args)).code).toBe(0);
    expect(await checkProof(proof(both), parseTrustFile(text, 'trust', primitives), primitives, leaf)).toMatchObject({
      index: 4,
    });
  });

  it('refuses a proof that is no UTF-8, in a line that nobody looks at', async () => {
    const text = Buffer.from(proof(both + stranger('xx.example')));
    text[text.indexOf('xx.example')] = 0xff;
    const leaf = Buffer.from(leaves[4] ?? []).toString('hex');
    expect((await verifyAudit('proof', fileOf(text), '--policy', fileOf(policy), '--leaf', leaf)).code).toBe(3);
  });
});

describe('tools/verify-audit.mjs and a file without an end', () => {
  // Why /dev/zero: one who reads it whole never ends, and dies of it.
  it.each([
    ['a proof', ['proof', '/dev/zero', '--key', vkey, '--leaf', '00'.repeat(32)]],
    ['a head', ['checkpoint', '/dev/zero', '--key', vkey]],
    ['a kept head', ['export', fileOf(''), '--key', vkey, '--head', '/dev/zero']],
    ['a trust file', ['checkpoint', fileOf(body), '--policy', '/dev/zero']],
    ['a receipt', ['export', fileOf(''), '--key', vkey, '--receipt', '/dev/zero']],
    ['an export', ['export', '/dev/zero', '--key', vkey]],
  ])('reads no more of %s than any has', async (_, args) => {
    const { code, out, err } = await verifyAudit(...args);
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^malformed: a line has no end, or the file: [^\n]*\n$/);
  });

  it('reads no more of the lines of a head than any has', async () => {
    const front = `portcullis-audit-export@v1\nasked - -\nagency -\nentries 0 9\n\n${body}`;
    const { code, err } = await verifyAudit(
      'export',
      fileOf(front + `${'x'.repeat(300_000)}\n`.repeat(9)),
      '--key',
      vkey,
    );
    expect([code, err]).toEqual([3, 'malformed: too long\n']);
  });
});
