import { sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { openCosignatures } from '../../../auditlog/c2sp/cosignature.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseVerifierKey } from '../../../auditlog/c2sp/verifierKey.js';
import { leafHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { cosign } from '../../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';

const log = checkpointKeys(Buffer.alloc(32, 7));
const witness = { name: 'witness.example.com/w1', ...checkpointKeys(Buffer.alloc(32, 9)) };
const note = signCheckpoint({ origin: originOf('main'), size: 42, root: leafHash(Buffer.from('x')) }, log.privateKey);
const text = note.slice(0, note.indexOf('\n\n') + 1);
const keyOf = ({ name, publicKey }: typeof witness, type: 0x01 | 0x04 = signatureTypes.cosignature) =>
  parseVerifierKey(verifierKeyOf(name, publicKey, type), primitives, type) ?? raise();
const open = (lines: string, keys = [keyOf(witness)]) => {
  const parsed = parseCheckpoint(note + lines);
  return parsed && openCosignatures(parsed, keys, primitives);
};

describe('a cosignature of a head', () => {
  it('is over the two lines and the text that the specification of cosignatures shows', () => {
    const line = cosign(text, witness, 1_679_315_147);
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    expect(line.startsWith('\u2014 witness.example.com/w1 ')).toBe(true);
    expect(bytes.subarray(4, 12).toString('hex')).toBe('00000000641850cb');
    const message = Buffer.from(`cosignature/v1\ntime 1679315147\n${text}`);
    expect(primitives.verifyEd25519(message, bytes.subarray(12), witness.publicKey)).toBe(true);
  });

  it('is read with its time by who knows the witness, and passed over by others', () => {
    const line = cosign(text, witness, 1_700_000_000);
    expect(open(line)).toMatchObject([{ key: { name: witness.name }, time: 1_700_000_000 }]);
    expect(open(line, [])).toEqual([]);
    expect(open(line, [keyOf({ ...witness, name: 'other.example' })])).toEqual([]);
  });

  it('refuses the whole note where a line of a known witness is false', () => {
    const good = cosign(text, witness, 1_700_000_000);
    const ofAnother = cosign(text.replace('\n42\n', '\n43\n'), witness, 1_700_000_000);
    expect(open(good + ofAnother)).toBeNull();
    expect(open(cosign(text, witness, 0))).toBeNull();
  });

  it('is no plain signature of the head by the same key', () => {
    const plain = sign(null, Buffer.from(text), witness.privateKey);
    const bytes = Buffer.concat([Buffer.from(keyOf(witness).keyId, 'hex'), Buffer.alloc(8, 1), plain]);
    expect(open(`\u2014 ${witness.name} ${bytes.toString('base64')}\n`)).toBeNull();
    expect(
      parseVerifierKey(verifierKeyOf(witness.name, witness.publicKey), primitives, signatureTypes.cosignature),
    ).toBeNull();
  });
});

function raise(): never {
  throw new Error('no key');
}
