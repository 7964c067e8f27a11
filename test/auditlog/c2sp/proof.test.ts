import { describe, expect, it } from '@jest/globals';
import { originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { checkProof, parseProof, writeProof } from '../../../auditlog/c2sp/proof.js';
import { parseTrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { inclusionProof, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { cosign } from '../../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';

const origin = originOf('main');
const log = checkpointKeys(Buffer.alloc(32, 1));
const [w1, w2] = [2, 3].map((seed) => checkpointKeys(Buffer.alloc(32, seed)));
const witness = (name: string, key = w1) => ({ name, privateKey: key?.privateKey ?? log.privateKey });
const leaves = Array.from({ length: 11 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const signed = signCheckpoint({ origin, size: 11, root: rootHash(leaves) }, log.privateKey);
const text = parseCheckpoint(signed)?.text ?? '';
const note = signed + cosign(text, witness('w.example'), 1_700_000_000);
const proofOf = (index: number, changes: object = {}): string =>
  writeProof({
    index,
    leaf: leaves[index] ?? Buffer.alloc(32),
    hashes: inclusionProof(leaves, index),
    note,
    ...changes,
  });
const trusted = (lines: string) => parseTrustFile(lines, 'trust', primitives);
const logLine = `log ${verifierKeyOf(origin, log.publicKey)}\n`;
const w1Line = `witness ours ${verifierKeyOf('w.example', w1?.publicKey ?? log.publicKey, signatureTypes.cosignature)}\n`;
const w2Line = `witness theirs ${verifierKeyOf('v.example', w2?.publicKey ?? log.publicKey, signatureTypes.cosignature)}\n`;
const trust = trusted(`${logLine}${w1Line}${w2Line}group G any ours theirs\nquorum G\n`);

describe('a proof of an entry', () => {
  it('has the lines of the specification, in their order', async () => {
    const lines = proofOf(10).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'c2sp.org/tlog-proof@v1',
      `extra ${Buffer.from(leaves[10] ?? []).toString('base64')}`,
      'index 10',
    ]);
    expect(proofOf(10).endsWith(`\n\n${note}`)).toBe(true);
    expect(parseProof(proofOf(10))).toMatchObject({ index: 10, note });
  });

  it('shows each entry, and who cosigned, to those who believe the log and the quorum', async () => {
    for (const index of leaves.keys()) {
      expect(checkProof(proofOf(index), trust, primitives)).toEqual({
        origin,
        index,
        size: 11,
        leafHash: Buffer.from(leaves[index] ?? []).toString('hex'),
        cosigned: [{ witness: 'ours', at: '2023-11-14T22:13:20.000Z' }],
      });
    }
    expect(checkProof(proofOf(4), trust, primitives, Buffer.from('leaf 4'))).toMatchObject({ index: 4 });
    expect(
      checkProof(
        proofOf(4),
        trust,
        primitives,
        Buffer.from(leaves[4] ?? [])
          .toString('hex')
          .toUpperCase(),
      ),
    ).toMatchObject({ index: 4 });
  });

  it.each([
    ['of another leaf', proofOf(4), Buffer.from('leaf 5'), /about another entry/],
    ['at another index', proofOf(4).replace('index 4', 'index 5'), undefined, /not in the tree/],
    ['with another leaf in it', proofOf(4, { leaf: leaves[5] }), undefined, /not in the tree/],
    ['with a hash too few', proofOf(4, { hashes: inclusionProof(leaves, 4).slice(1) }), undefined, /not in the tree/],
    ['without a cosignature', proofOf(4, { note: signed }), undefined, /no quorum/],
    [
      'with a false cosignature',
      proofOf(4, { note: signed + cosign(`${text}x`, witness('w.example'), 1) }),
      undefined,
      /is false/,
    ],
    [
      'with one of a stranger',
      proofOf(4, { note: signed + cosign(text, witness('x.example'), 1) }),
      undefined,
      /no quorum/,
    ],
    [
      'without the line of the log',
      proofOf(4, { note: `${text}\n${cosign(text, witness('w.example'), 1)}` }),
      undefined,
      /not signed by the key/,
    ],
    ['that is none', 'c2sp.org/tlog-proof@v1\nindex 4\n', undefined, /no proof of the form/],
    ['with CRLF', proofOf(4).replaceAll('\n', '\r\n'), undefined, /no proof of the form/],
    ['with a leading zero', proofOf(4).replace('index 4', 'index 04'), undefined, /no proof of the form/],
    [
      'with stray bits in a hash',
      proofOf(4).replace(/([A-Za-z0-9+/]{42})[A-Za-z0-9+/]=\n\n/, '$1B=\n\n'),
      undefined,
      /no proof of the form/,
    ],
  ] as const)('shows nothing %s', async (_name, proof, leaf, fault) => {
    expect(checkProof(proof, trust, primitives, leaf)).toMatch(fault);
  });

  it('shows nothing to those who know another log, or want more witnesses', async () => {
    expect(checkProof(proofOf(4), trusted('quorum none\n'), primitives)).toMatch(/names no log/);
    const both = trusted(`${logLine}${w1Line}${w2Line}group G all ours theirs\nquorum G\n`);
    expect(checkProof(proofOf(4), both, primitives)).toMatch(/no quorum cosigned its head \(1 did\)/);
    const more = note + cosign(text, witness('v.example', w2), 1_700_000_001);
    expect(checkProof(proofOf(4, { note: more }), both, primitives)).toMatchObject({ index: 4 });
  });
});
