import { sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { keyIdOf, signatureTypes, writeSignature } from '../../auditlog/c2sp/note.js';
import { primitives } from '../../auditlog/primitives.js';
import { cosign } from '../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import { headOf, logKey, makeEntries, makeExport, origin, vkey } from './support/madeExport.js';
import { fileOf, verifyAudit } from './support/verifyAudit.js';

const entries = makeEntries(9);
const head = headOf(entries, 9);
const body = head.slice(0, head.indexOf('\n\n') + 1);

/** A witness of these tests, by its number. */
function witness(number: number) {
  const { privateKey, publicKey } = checkpointKeys(Buffer.alloc(32, 100 + number));
  const name = `witness${number}.example`;
  const key = verifierKeyOf(name, publicKey, signatureTypes.cosignature);
  return { key, line: cosign(body, { name, privateKey }, 1_780_000_000 + number) };
}

const witnesses = [0, 1, 2, 3].map(witness);
const cosigned = (...numbers: readonly number[]): string =>
  head + numbers.map((number) => witnesses[number]?.line ?? '').join('');

const people = witnesses
  .map(({ key }, number) => `witness W${number} ${key} https://example.com/w${number}\n`)
  .join('');
const policyOf = (rest: string): string => `# who is trusted\nlog ${vkey}\n${people}\n${rest}`;
const check = (note: string, policy: string, ...args: readonly string[]) =>
  verifyAudit('checkpoint', fileOf(note), '--policy', fileOf(policy), ...args);

const nested = policyOf('group X 2 W0 W1 W2\ngroup both all X W3\nquorum both\n');

describe('tools/verify-audit.mjs and a quorum', () => {
  it.each([
    ['two of three and the fourth', nested, [0, 2, 3], 0],
    ['two of three without the fourth', nested, [0, 1], 1],
    ['one of three and the fourth', nested, [1, 3], 1],
    ['one of three twice', nested, [1, 1, 3], 1],
    ['any', policyOf('group any1 any W0 W1\nquorum any1\n'), [1], 0],
    ['any, and none', policyOf('group any1 any W0 W1\nquorum any1\n'), [2], 1],
    ['one witness', policyOf('quorum W2\n'), [2], 0],
    ['none', policyOf('quorum none\n'), [], 0],
    ['tabs and blanks', policyOf('\t group  g\t1   W0 W1 \n  quorum\tg\n'), [1], 0],
  ])('counts %s', async (_, policy, numbers, code) => {
    const verdict = await check(cosigned(...numbers), policy);
    expect([verdict.code, verdict.err]).toEqual([code, code === 0 ? '' : expect.stringMatching(/no quorum cosigned/)]);
    for (const number of code === 0 ? numbers : []) expect(verdict.out).toContain(`signed by witness${number}.example`);
  });

  it('says when a witness cosigned', async () => {
    expect((await check(cosigned(3), policyOf('quorum W3\n'))).out).toMatch(
      /witness3\.example, type 4, .* 2026 \d\d:\d\d:\d\d GMT/,
    );
  });

  it('passes over lines of strangers, and refuses a note with one false line of a witness that it knows', async () => {
    const known = policyOf('quorum W0\n').replace(/witness W1 .*\n/, '');
    expect((await check(cosigned(0, 1), known)).code).toBe(0);
    const other = witness(1).line.split(' ')[2] ?? '';
    const lying = cosigned(0).replace(/(witness0\.example \S{8})\S+/, `$1${other.slice(8).trim()}`);
    expect((await check(lying, policyOf('quorum none\n'))).err).toMatch(/signature of witness0\.example .* is false/);
    const short = `${head}\u2014 witness0.example ${Buffer.from(cosigned(0).split(' ').at(-1) ?? '', 'base64')
      .subarray(0, 9)
      .toString('base64')}\n`;
    expect((await check(short, policyOf('quorum none\n'))).code).toBe(1);
  });

  it('does not take a cosignature for the signature of the log', async () => {
    const stranger = policyOf('quorum W0\n').replace(/log .*\n/, '');
    expect((await check(cosigned(0), stranger)).err).toMatch(/no known key of portcullis\.example\/main signed/);
  });

  it('does not take the signature of one log for that of another, though it knows both keys', async () => {
    const other = checkpointKeys(Buffer.alloc(32, 9));
    const name = 'portcullis.example/other';
    const keyId = keyIdOf(name, signatureTypes.note, other.publicKey, primitives);
    const line = writeSignature({ name, keyId, signature: sign(null, Buffer.from(body), other.privateKey) });
    const policy = policyOf(`log ${verifierKeyOf(name, other.publicKey)}\nquorum none\n`);
    expect((await check(`${body}\n${line}`, policy)).err).toMatch(/no known key of portcullis\.example\/main signed/);
  });

  it('refuses a time that no witness may state, though it is signed', async () => {
    const { privateKey, publicKey } = checkpointKeys(Buffer.alloc(32, 100));
    const keyId = keyIdOf('witness0.example', signatureTypes.cosignature, publicKey, primitives);
    const time = Buffer.alloc(8, 0xff);
    const message = Buffer.from(`cosignature/v1\ntime ${time.readBigUInt64BE()}\n${body}`);
    const signature = Buffer.concat([time, sign(null, message, privateKey)]);
    const line = writeSignature({ name: 'witness0.example', keyId, signature });
    expect((await check(head + line, policyOf('quorum W0\n'))).err).toMatch(
      /signature of witness0\.example .* is false/,
    );
  });

  it('asks it of the last head of an export, and not of those before it', async () => {
    const text = makeExport(entries, 4, 9, [headOf(entries, 4), cosigned(0)]);
    const policy = (name: string): string => fileOf(policyOf(`quorum ${name}\n`));
    const kept = ['--head', fileOf(headOf(entries, 5))];
    expect((await verifyAudit('export', fileOf(text), '--policy', policy('W0'), ...kept)).code).toBe(0);
    expect((await verifyAudit('export', fileOf(text), '--policy', policy('W1'), ...kept)).code).toBe(1);
  });

  it.each([
    ['no quorum', people],
    ['two quorums', policyOf('quorum none\nquorum W0\n')],
    ['a quorum that is nobody', policyOf('quorum unknown\n')],
    ['a quorum that is defined below', policyOf('quorum g\ngroup g any W0\n')],
    ['a name twice', policyOf(`witness W0 ${witnesses[0]?.key}\nquorum none\n`)],
    ['a key of a witness twice', policyOf(`witness W9 ${witnesses[0]?.key}\nquorum none\n`)],
    ['a log twice', policyOf(`log ${vkey}\nquorum none\n`)],
    ['a witness by the name of none', policyOf(`quorum none\n`).replace('witness W1 ', 'witness none ')],
    ['a group of nobody', policyOf('group g 1\nquorum none\n')],
    ['a group of none', policyOf('group g 1 none\nquorum none\n')],
    ['more than there are', policyOf('group g 3 W0 W1\nquorum none\n')],
    ['none of some', policyOf('group g 0 W0 W1\nquorum none\n')],
    ['fewer than none', policyOf('group g -1 W0\nquorum none\n')],
    ['a number that is a word of JavaScript', policyOf('group g constructor W0\nquorum none\n')],
    ['a member of two groups', policyOf('group g any W0\ngroup h any W0 W1\nquorum g\n')],
    ['a key of a log for a witness', policyOf(`witness W9 ${vkey}\nquorum none\n`)],
    ['a key of a witness for a log', policyOf(`log ${witnesses[0]?.key}\nquorum none\n`)],
    ['the id of another key', policyOf('quorum none\n').replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['another word', policyOf('quorum none\ntrust me\n')],
  ])('finds a policy malformed with %s', async (_, policy) => {
    const { code, err } = await check(cosigned(0), policy);
    expect([code, err.split('\n').length]).toEqual([3, 2]);
  });

  it('takes several logs of one deployment, which one key signs under different names', async () => {
    const other = verifierKeyOf('portcullis.example/main.cli', logKey.publicKey);
    expect((await check(cosigned(0), policyOf(`log ${other}\nquorum W0\n`))).code).toBe(0);
  });

  it('knows the origin by its key: that of another log signs nothing here', async () => {
    expect(origin).toBe('portcullis.example/main');
    const other = headOf(entries, 9, undefined, 'portcullis.example/other');
    expect((await verifyAudit('checkpoint', fileOf(other), '--key', vkey)).code).toBe(1);
  });
});
