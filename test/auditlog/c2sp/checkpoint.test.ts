import { sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logOf, originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { keyIdOf, signatureTypes } from '../../../auditlog/c2sp/note.js';
import { leafHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { openCheckpoint, openOwnCheckpoint, signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys } from '../../../auditlog/signing/keys.js';

const keys = checkpointKeys(Buffer.alloc(32, 7));
const others = checkpointKeys(Buffer.alloc(32, 8));
const origin = originOf('gateway');
const root = leafHash(Buffer.from('x'));
const note = signCheckpoint({ origin, size: 42, root }, keys.privateKey);

describe('a checkpoint as a C2SP signed note', () => {
  it('reads the example of the specification, extension lines apart', () => {
    const published =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
    expect(parseCheckpoint(published)).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20852163,
      signatures: [{ name: 'example.com/behind-the-sofa', keyId: '033de0ae' }],
    });
  });

  it('is believed with the log key and the expected origin only', () => {
    expect(openCheckpoint(note, origin, [keys.publicKey])).toEqual({ origin, size: 42, root: Buffer.from(root) });
    expect(openCheckpoint(note, origin, [others.publicKey])).toBeNull();
    expect(openCheckpoint(note, originOf('other'), [keys.publicKey])).toBeNull();
  });

  it('is believed of a log of ours under whatever origin it had, and of no other log', () => {
    for (const deployment of ['portcullis.example', 'portcullis.example/0123456789abcdef', 'graph.example.org/log']) {
      const own = signCheckpoint({ origin: originOf('main', deployment), size: 42, root }, keys.privateKey);
      expect(openOwnCheckpoint(own, 'main', [keys.publicKey])?.origin).toBe(`${deployment}/main`);
      expect(openOwnCheckpoint(own, 'main.w1', [keys.publicKey])).toBeNull();
      expect(openOwnCheckpoint(own, 'main', [others.publicKey])).toBeNull();
    }
    expect(logOf('main')).toBeNull();
    expect(logOf('a/b c')).toBeNull();
  });

  it('is not believed where the log key signed the head of another log', () => {
    const text = note.slice(0, note.indexOf('\n\n') + 1).replace(origin, originOf('other'));
    const signature = sign(null, Buffer.from(text), keys.privateKey);
    const line = Buffer.concat([
      Buffer.from(keyIdOf(origin, signatureTypes.note, keys.publicKey, primitives), 'hex'),
      signature,
    ]).toString('base64');
    expect(parseCheckpoint(`${text}\n\u2014 ${origin} ${line}\n`)).not.toBeNull();
    expect(openCheckpoint(`${text}\n\u2014 ${origin} ${line}\n`, origin, [keys.publicKey])).toBeNull();
  });

  it('ignores lines of unknown keys, as witnesses add them, and refuses a false line of the known key', () => {
    const witness = `\u2014 witness.example ${Buffer.alloc(68, 1).toString('base64')}\n`;
    expect(openCheckpoint(note + witness, origin, [keys.publicKey])?.size).toBe(42);
    const [, encoded = ''] = /\u2014 \S+ (\S+)\n$/.exec(note) ?? [];
    const forged = Buffer.from(encoded, 'base64');
    forged.writeUInt8(forged.readUInt8(10) ^ 1, 10);
    expect(
      openCheckpoint(`${note}\u2014 ${origin} ${forged.toString('base64')}\n`, origin, [keys.publicKey]),
    ).toBeNull();
  });

  it.each([
    ['a leading zero', note.replace('\n42\n', '\n042\n')],
    ['a sign', note.replace('\n42\n', '\n+42\n')],
    ['a size that no number keeps', note.replace('\n42\n', '\n9999999999999999\n')],
    ['an extra line', note.replace('\n42\n', '\n42\nextra\n')],
    ['an extension line', note.replace('\n\n', '\nextension\n\n')],
    ['an empty origin', note.slice(origin.length)],
    ['white space in the origin', note.replace(origin, 'a b')],
    ['CRLF', note.replaceAll('\n', '\r\n')],
    ['no signature', `${note.split('\n\n')[0]}\n\n`],
    ['no final newline', note.trimEnd()],
    ['text after the signatures', `${note}more`],
    ['a short root', note.replace(Buffer.from(root).toString('base64'), 'AAAA')],
    ['stray bits in the root', note.replace(/\n([A-Za-z0-9+/]{42})(.)=\n/, (_all, head: string) => `\n${head}B=\n`)],
    ['a plain hyphen', note.replace('\u2014', '-')],
    ['73 signatures', note + `\u2014 w.example ${Buffer.alloc(68).toString('base64')}\n`.repeat(72)],
  ])('does not parse with %s', (_name, text) => {
    expect(parseCheckpoint(text)).toBeNull();
  });

  it('is not written for an origin that would break the note', () => {
    for (const bad of ['a\nb', 'a b', 'a+b', '', 'a\u00a0b']) {
      expect(() => signCheckpoint({ origin: bad, size: 1, root }, keys.privateKey)).toThrow();
    }
  });

  it('is not believed after any change of one character', () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('0', '1', 'A', 'b', '/', '\n', ' '), (place, letter) => {
        fc.pre(note[place] !== letter);
        const changed = note.slice(0, place) + letter + note.slice(place + 1);
        expect(openCheckpoint(changed, origin, [keys.publicKey])).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('is not believed in a second spelling: the last bits of a signature in base64 may be others, and say nothing', () => {
    const at = note.lastIndexOf('=') - 1;
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') {
      const changed = note.slice(0, at) + letter + note.slice(at + 1);
      expect(openCheckpoint(changed, origin, [keys.publicKey]) === null).toBe(changed !== note);
    }
  });
});
