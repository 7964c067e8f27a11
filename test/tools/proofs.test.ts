import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { signCheckpoint } from '../../auditlog/signing/checkpoints.js';
import { packageFile } from '../../schema/files.js';
import { logKey, origin, vkey } from './support/madeExport.js';
import { fileOf, verifyAudit } from './support/verifyAudit.js';

interface Vector {
  readonly from: string;
  readonly proof: readonly string[];
  readonly wantErr: boolean;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string;
  readonly root: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

/**
 * Of the 196 probes that the verifiers of Certificate Transparency share (github.com/transparency-dev/merkle, testdata/, at
 * 417fb0c314750d94e53942e9f92e79b6d35915db, Apache-2.0): all of two trees, and every happy path.
 */
const vectors = readFileSync(packageFile('test', 'tools', 'vectors', 'merkle.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);

const signed = (size: number, root: string): string =>
  signCheckpoint({ origin, size, root: Buffer.from(root, 'base64') }, logKey.privateKey);
const lines = (texts: readonly string[]): string => texts.map((each) => `${each}\n`).join('');

/** A C2SP tlog-proof. */
function proofOf(index: number | string, hashes: readonly string[], note: string, extra = ''): string {
  return `c2sp.org/tlog-proof@v1\n${extra}index ${index}\n${lines(hashes)}\n${note}`;
}

describe('tools/verify-audit.mjs, by the probes of RFC 9162 verifiers', () => {
  it.each(vectors.filter(({ from }) => from.startsWith('inclusion')))(
    'decides an inclusion as $from',
    async (vector) => {
      const { leafIdx, proof, treeSize, root, leafHash, wantErr } = vector;
      const file = fileOf(proofOf(leafIdx, proof, signed(treeSize, root)));
      const leaf = Buffer.from(leafHash, 'base64').toString('hex');
      const { code } = await verifyAudit('proof', file, '--leaf', leaf, '--key', vkey);
      expect(code === 0).toBe(!wantErr);
    },
  );

  it.each(vectors.filter(({ from }) => from.startsWith('consistency')))(
    'decides a consistency as $from',
    async (vector) => {
      const { size1, size2, root1, root2, proof, wantErr } = vector;
      const file = fileOf(`old ${size1}\n${lines(proof)}\n${signed(size2, root2)}`);
      const { code } = await verifyAudit('consistency', file, '--head', fileOf(signed(size1, root1)), '--key', vkey);
      expect(code === 0).toBe(!wantErr);
    },
  );
});

/** The first tree of the test of litewitness (github.com/FiloSottile/torchwood, cmd/litewitness/testdata/litewitness.txt, ISC). */
const sigsum = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562';
const sigsumKey = `${sigsum}+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP`;
const sigsumHead = (size: number, root: string, signature: string): string =>
  `${sigsum}\n${size}\n${root}\n\n\u2014 ${sigsum} ${signature}\n`;
const one = sigsumHead(
  1,
  'KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=',
);
const three = sigsumHead(
  3,
  'RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=',
  'UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=',
);
const hashes = ['KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='];

describe('tools/verify-audit.mjs, by the requests to a C2SP witness', () => {
  const consistency = (text: string) =>
    verifyAudit('consistency', fileOf(text), '--head', fileOf(one), '--key', sigsumKey);

  it('believes what the witness believes', async () => {
    expect(await consistency(`old 1\n${lines(hashes)}\n${three}`)).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['no proof', `old 1\n\n${three}`],
    ['another proof', `old 1\n${lines([...hashes.slice(0, 1), hashes[1]?.replace('AA=', 'BA=') ?? ''])}\n${three}`],
    ['a false signature', `old 1\n${lines(hashes)}\n${three.replace('6go=', '6gx=')}`],
    ['another log', `old 1\n${lines(hashes)}\n${three.replaceAll('e562', 'e563')}`],
    ['another size', `old 2\n${lines(hashes)}\n${three}`],
  ])('refuses %s', async (_, text) => {
    expect((await consistency(text)).code).not.toBe(0);
  });
});

describe('tools/verify-audit.mjs and a .tlog-proof', () => {
  const [vector] = vectors.filter(({ from }) => from === 'inclusion/2/happy-path.json');
  const { leafIdx = 0, proof = [], treeSize = 0, root = '', leafHash = '' } = vector ?? {};
  const hex = Buffer.from(leafHash, 'base64').toString('hex');
  const note = signed(treeSize, root);
  const verify = (text: string, ...args: readonly string[]) =>
    verifyAudit('proof', fileOf(text), '--key', vkey, ...args);

  it('proves the receipt of an answer, at its place in its log alone', async () => {
    const receiptOf = (changes: object): string =>
      fileOf(
        `${JSON.stringify({ extensions: { audit: { log: 'main', index: leafIdx, leafHash: hex, ...changes } } })}\n`,
      );
    const text = proofOf(leafIdx, proof, note, `extra ${leafHash}\n`);
    expect(await verify(text, '--receipt', receiptOf({}))).toMatchObject({ code: 0, err: '' });
    for (const changes of [{ index: leafIdx + 1 }, { log: 'other' }, { leafHash: '00'.repeat(32) }])
      expect((await verify(text, '--receipt', receiptOf(changes))).code).toBe(1);
  });

  // As the tests of github.com/transparency-dev/formats, proof/tlog_proof_test.go, have them.
  it.each([
    ['another first line', 'wrong-header\nindex 0\n\ncheckpoint\n'],
    ['extra data that is no base64', proofOf(leafIdx, proof, note, 'extra !!notbase64!!\n')],
    ['no index', 'c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n'],
    ['an index that is no number', proofOf('notanumber', proof, note)],
    ['an index below zero', proofOf('-5', proof, note)],
    ['an index with a leading zero', proofOf(`0${leafIdx}`, proof, note)],
    ['a hash that is no base64', proofOf(leafIdx, ['!!notbase64!!'], note)],
    ['a hash that is too long', proofOf(leafIdx, [Buffer.alloc(64).toString('base64')], note)],
    ['a line that never ends', `c2sp.org/tlog-proof@v1\nindex 0\n${'a'.repeat(5 << 20)}\n`],
    ['no checkpoint', proofOf(leafIdx, proof, 'checkpoint\n')],
  ])('is malformed with %s', async (_, text) => {
    const { code, err } = await verify(text, '--leaf', hex);
    expect([code, err.split('\n').length]).toEqual([3, 2]);
  });
});
