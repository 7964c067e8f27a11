import { describe, expect, it } from '@jest/globals';
import { keyIdOf, signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseVerifierKey } from '../../../auditlog/c2sp/verifierKey.js';
import { primitives } from '../../../auditlog/primitives.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';

describe('the verifier key of a log', () => {
  // The example of the specification, C2SP signed-note.
  const example = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

  it('is read and written as the specification of signed notes has it', () => {
    const key = parseVerifierKey(example, primitives);
    expect(key?.name).toBe('PeterNeumann');
    expect(key && verifierKeyOf(key.name, key.publicKey)).toBe(example);
  });

  it('is none where its key id is not that of its name and key', () => {
    const { publicKey } = checkpointKeys(Buffer.alloc(32, 1));
    const text = verifierKeyOf('log', publicKey);
    expect(text).toMatch(new RegExp(`^log\\+${keyIdOf('log', signatureTypes.note, publicKey, primitives)}\\+A`));
    expect(parseVerifierKey(text, primitives)).not.toBeNull();
    for (const wrong of [text.replace('log', 'gol'), text.slice(0, -4), 'log+0+', '', `${text} more`]) {
      expect(parseVerifierKey(wrong, primitives)).toBeNull();
    }
  });
});
