import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import {
  checkpointKeys,
  type ParsedCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from '../../../auditlog/c2sp/checkpoint.js';
import { mlDsaPublicKey, openMlDsa, parseMlDsaKey, signMlDsa } from '../../../auditlog/c2sp/mlDsa.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { writeVerifierKey } from '../../../auditlog/c2sp/verifierKey.js';
import { packageFile } from '../../../schema/files.js';

const origin = 'example.com/log';
const head = { origin, size: 3, root: Buffer.alloc(32, 42) };
const note = signCheckpoint(head, checkpointKeys(Buffer.alloc(32, 1)).privateKey);
const signer = { name: origin, seed: Buffer.alloc(32, 7) };
const time = 1_780_000_000;
const line = await signMlDsa(signer, head, time);
const text = writeVerifierKey(origin, signatureTypes.mlDsa, await mlDsaPublicKey(signer.seed));
const key = parseMlDsaKey(text);
const open = (lines: string, changes: object = {}) => {
  const parsed = parseCheckpoint(note + lines);
  if (!parsed || !key) throw new Error('no note, or no key');
  return openMlDsa({ ...parsed, ...changes } as ParsedCheckpoint, [key]);
};
const bytesOf = (signed: string): Buffer => Buffer.from(signed.trimEnd().split(' ')[2] ?? '', 'base64');
const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

describe('a signature of a head by ML-DSA-44', () => {
  it('is the line of the specification: key id, time and 2420 bytes over the message of a subtree from 0', () => {
    expect(line.startsWith(`\u2014 ${origin} `)).toBe(true);
    const bytes = bytesOf(line);
    expect([bytes.length, bytes.toString('hex', 0, 4)]).toEqual([4 + 8 + 2420, key?.keyId]);
    expect(Number(bytes.readBigUInt64BE(4))).toBe(time);
    const numbers = (...values: readonly number[]): Buffer =>
      Buffer.from(values.map((value) => value.toString(16).padStart(16, '0')).join(''), 'hex');
    const name = Buffer.concat([Buffer.of(origin.length), Buffer.from(origin)]);
    const label = Buffer.from('subtree/v1\n\0');
    const message = Buffer.concat([label, name, numbers(time), name, numbers(0, 3), head.root]);
    expect(ml_dsa44.verify(bytes.subarray(12), message, key?.raw ?? Buffer.of())).toBe(true);
  });

  it('is believed of a known key, and passed over of another', async () => {
    expect(await open(line)).toHaveLength(1);
    expect(await open(await signMlDsa({ ...signer, seed: Buffer.alloc(32, 8) }, head, time))).toEqual([]);
    expect(await open(await signMlDsa({ ...signer, name: 'example.com/other' }, head, time))).toEqual([]);
    expect(await open('')).toEqual([]);
  });

  it.each([
    ['another size', { size: 4 }],
    ['another root', { root: Buffer.alloc(32, 43) }],
    ['another log', { origin: 'example.com/2' }],
  ])('is false over %s', async (_, changes) => {
    expect(await open(line, changes)).toBeNull();
  });

  it.each([
    ['another time', (bytes: Buffer) => bytes.writeUInt8((bytes[11] ?? 0) ^ 1, 11)],
    ['a time beyond all', (bytes: Buffer) => bytes.writeUInt8(0x80, 4)],
    ['another signature', (bytes: Buffer) => bytes.writeUInt8((bytes[999] ?? 0) ^ 1, 999)],
  ])('is false with %s', async (_, change) => {
    const bytes = bytesOf(line);
    change(bytes);
    expect(await open(`\u2014 ${origin} ${bytes.toString('base64')}\n`)).toBeNull();
    expect(await open(`\u2014 ${origin} ${bytesOf(line).subarray(0, -1).toString('base64')}\n`)).toBeNull();
  });

  it('has keys that are read only whole, under their own id', () => {
    expect(key).toMatchObject({ name: origin });
    expect(parseMlDsaKey(text.replace(origin, 'example.com/other'))).toBeNull();
    expect(parseMlDsaKey(text.slice(0, -4))).toBeNull();
    expect(parseMlDsaKey(writeVerifierKey(origin, signatureTypes.note, Buffer.alloc(1312)))).toBeNull();
  });

  it('is not made under a name that is too long for the message', async () => {
    await expect(signMlDsa({ ...signer, name: 'x'.repeat(256) }, head, time)).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });
});

describe('ML-DSA-44 of other makers', () => {
  // C2SP/wycheproof, testvectors_v1/mldsa_44_sign_seed_test.json, first group, tests 1 and 3; here by their SHA-256.
  it('is the same: key and deterministic signatures of vectors of Wycheproof', async () => {
    const seed = Buffer.alloc(32, 0x2a);
    expect(sha256(await mlDsaPublicKey(seed))).toBe('d87f8ca136ac1aa55e2d6c4521680efb3a378cbb9bc0bfb446e9c60893931ea3');
    const { secretKey } = ml_dsa44.keygen(seed);
    const [message, extraEntropy] = [Buffer.from('Hello world'), false] as const;
    const context = Buffer.from('Context');
    expect(sha256(ml_dsa44.sign(message, secretKey, { extraEntropy }))).toBe(
      '8cd6fc03daa72e87210a4e721523e84c14f27733789075e65736744d4787fdd5',
    );
    expect(sha256(ml_dsa44.sign(message, secretKey, { extraEntropy, context }))).toBe(
      '17749906eeb78bc6c57e549c237b4d2a27a011edac02bd1ad7e6534795e8ceff',
    );
  });

  it('is the same: a cosignature that OpenSSL signed is true, and over another head false', async () => {
    const made = JSON.parse(readFileSync(packageFile('test', 'tools', 'vectors', 'mlDsa.json'), 'utf8'));
    const [known] = [parseMlDsaKey(made.key)].filter((each) => each !== null);
    const of = { origin: 'portcullis.example/main', size: 3, root: Buffer.alloc(32, 42) };
    const signed = signCheckpoint(of, checkpointKeys(Buffer.alloc(32, 1)).privateKey) + made.line;
    const parsed = parseCheckpoint(signed) as ParsedCheckpoint;
    expect(await openMlDsa(parsed, known ? [known] : [])).toHaveLength(1);
    expect(await openMlDsa({ ...parsed, size: 4 }, known ? [known] : [])).toBeNull();
  });
});
