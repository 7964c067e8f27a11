import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { keyIdOf, signatureTypes } from '../../auditlog/c2sp/note.js';
import { consistencyProof, inclusionProof, leafHash, rootHash } from '../../auditlog/merkle.js';
import { primitives } from '../../auditlog/primitives.js';
import { signCheckpoint } from '../../auditlog/signing/checkpoints.js';
import { checkpointKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import {
  headOf,
  logKey,
  type MadeEntry,
  leafOf as madeLeaf,
  makeEntries,
  makeExport,
  origin,
  vkey,
} from './support/madeExport.js';
import { fileOf, verifyAudit } from './support/verifyAudit.js';

/* What one check alone finds: each of these texts is right but for one thing, mostly signed so, and the message says which. */

const shown = makeEntries(12).map((entry): MadeEntry => ({ ...entry, shown: 'leaf' }));
const text = makeExport(shown, 2, 12);
const leaves = shown.map(({ leaf }) => leafHash(leaf));
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const lines = (hashes: readonly Uint8Array[]): string =>
  hashes.map((each) => `${Buffer.from(each).toString('base64')}\n`).join('');
const stranger = checkpointKeys(Buffer.alloc(32, 66));
const export_ = (content: string, ...args: readonly string[]) => ['export', fileOf(content), '--key', vkey, ...args];
const proof = (...args: readonly string[]) => ['proof', fileOf(proofText(4)), '--key', vkey, ...args];
const checkpoint = (...args: readonly string[]) => ['checkpoint', fileOf(headOf(shown, 12)), '--key', vkey, ...args];
const shortKey = `${origin}+${keyIdOf(origin, 1, Buffer.alloc(31), primitives)}+${Buffer.alloc(32).fill(1, 0, 1).toString('base64')}`;
const head = (size: number): string => fileOf(headOf(shown, size));
const receipt = (index: unknown, leafHash: unknown = hex(leaves[Number(index)])): string =>
  fileOf(JSON.stringify({ log: 'main', index, leafHash }));
const policy = (content: string) => ['checkpoint', fileOf(headOf(shown, 12)), '--policy', fileOf(content)];
/** A log in which one entry is another leaf, honestly hashed and signed. */
const withLeaf = (index: number, leaf: Buffer): string =>
  makeExport(shown.with(index, { leaf, header: null, shown: 'leaf' }), 2, 12);
const [early, late] = ['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'];
const headerOf = (said: object | null | undefined): Buffer =>
  Buffer.from(`${'s'.repeat(16)}${said === undefined ? '{' : JSON.stringify(said)}`);
/** A log whose entries 6 and 7 say this in their headers. */
function withHeaders(...said: readonly (object | null | undefined)[]): string {
  const changed = shown.map((entry, index) => {
    if (index !== 6 && index !== 7) return entry;
    const header = headerOf(said[index - 6]);
    return { leaf: madeLeaf('main', index, header, randomBytes), header, shown: 'header' as const };
  });
  return makeExport(changed, 2, 12);
}
const leafOf = (index: number): Buffer => shown[index]?.leaf ?? Buffer.of();
const lineOf = (index: number): string => `leaf ${leafOf(index).toString('base64')}`;
const otherName = 'portcullis.example/other';
const otherHead = headOf(shown, 5, logKey, otherName);
const proofText = (index: number, size = 12): string =>
  `c2sp.org/tlog-proof@v1\nindex ${index}\n${lines(inclusionProof(leaves, Math.min(index, 11)))}\n${headOf(shown, size)}`;
const consistent = (from: number): string =>
  `old ${from}\n${lines(consistencyProof(leaves, from, 12))}\n${headOf(shown, 12)}`;
const oddHead = (size: number, of: number): string =>
  signCheckpoint({ origin, size, root: rootHash(leaves.slice(0, of)) }, logKey.privateKey);

describe('tools/verify-audit.mjs', () => {
  it.each<[string, readonly string[], number, RegExp]>([
    ['a line without an end', export_(text.slice(0, -1)), 3, /it ends too early/],
    ['a line that ends too late', export_(`${'x'.repeat(5 << 20)}\n`), 3, /a line has no end/],
    ['a key of 31 bytes', ['export', fileOf(text), '--key', shortKey], 3, /no key for this/],
    ['a log with a word too many', policy(`log ${vkey} https://a.example b\nquorum none\n`), 3, /policy: log/],
    [
      'a witness with a word too many',
      policy(
        `log ${vkey}\nwitness W ${verifierKeyOf('w', stranger.publicKey, signatureTypes.cosignature)} u v\nquorum none\n`,
      ),
      3,
      /policy: witness/,
    ],
    ['a quorum with a word too many', policy(`log ${vkey}\nquorum none W\n`), 3, /policy: quorum/],
    [
      'a leaf of a format that was',
      export_(withLeaf(6, Buffer.from('{"body":{}}'))),
      3,
      /entry 6 is of no known format/,
    ],
    [
      'a header of an entry that expired',
      export_(text.replace(lineOf(6), `${lineOf(6).replace('leaf', 'expired')} AAAA`)),
      3,
      /entry 6 is of no/,
    ],
    [
      'a leaf with a byte too many',
      export_(withLeaf(6, Buffer.concat([leafOf(6), Buffer.of(0)]))),
      3,
      /entry 6 is of no/,
    ],
    [
      'a leaf of another log of the same key',
      export_(withLeaf(6, madeLeaf('main.cli', 6, headerOf({ at: early }), randomBytes))),
      1,
      /entry 6 says that it is another/,
    ],
    ['a leaf of a format to come', export_(withLeaf(6, Buffer.from([3, 1, 2]))), 3, /entry 6 is of no known format/],
    [
      'an entry that was placed before the one before it',
      export_(withHeaders({ at: late }, { at: early })),
      1,
      /entry 7 says no time, or one before/,
    ],
    ['an entry that says no time', export_(withHeaders({ at: early }, {})), 1, /entry 7 says no time/],
    ['a header that is no object', export_(withHeaders({ at: early }, null)), 1, /entry 7 says no time/],
    [
      'a header that is no JSON',
      export_(withHeaders({ at: early }, undefined)),
      3,
      /SyntaxError in receipt, header or head/,
    ],
    ['a leaf of another place', export_(withLeaf(6, leafOf(7))), 1, /entry 6 says that it is another/],
    [
      'an entry of which the hash alone is given',
      export_(text.replace(lineOf(2), `hash ${'A'.repeat(43)}=`)),
      3,
      /no line like/,
    ],
    ['a subtree of 31 bytes', export_(text.replace(/^subtree .*$/m, `subtree ${'A'.repeat(42)}==`)), 3, /no base64/],
    ['a root of 31 bytes', export_(text.replace(/^2\n.*$/m, `2\n${'A'.repeat(42)}==`)), 3, /no base64/],
    [
      'a first head of other entries',
      export_(makeExport(shown, 2, 12, [headOf(makeEntries(12), 2), headOf(shown, 12)])),
      1,
      /entries before 2 are not those/,
    ],
    [
      'a kept head of another log, over the same entries',
      export_(text, '--key', verifierKeyOf(otherName, logKey.publicKey), '--head', fileOf(otherHead)),
      1,
      /the head of 5 is none of this export/,
    ],
    [
      'a kept head that the log did not sign',
      export_(text, '--head', fileOf(headOf(shown, 5, stranger))),
      1,
      /no known key of .* signed the head of 5/,
    ],
    [
      'a receipt of the entry behind it',
      export_(makeExport(shown, 2, 11), '--receipt', receipt(11)),
      1,
      /the receipt of 11 is none/,
    ],
    ['another count at its end', export_(text.replace('end 10', 'end 9')), 3, /it ends elsewhere/],
    [
      'a consistency for a proof of an entry',
      ['proof', fileOf(consistent(5)), '--leaf', hex(leaves[4]), '--key', vkey],
      1,
      /it is no such proof/,
    ],
    [
      'a proof of an entry for a consistency',
      ['consistency', fileOf(proofText(4)), '--head', fileOf(headOf(shown, 5)), '--key', vkey],
      1,
      /it is no such proof/,
    ],
    [
      'a consistency with nothing',
      ['consistency', fileOf(`old 0\n\n${headOf(shown, 12)}`), '--head', fileOf(headOf(shown, 5)), '--key', vkey],
      1,
      /it is no such proof/,
    ],
    [
      'the place behind the last',
      ['proof', fileOf(proofText(12)), '--leaf', hex(leaves[11]), '--key', vkey],
      1,
      /it is no such proof in 12/,
    ],
    [
      'a proof without its hashes',
      [
        'proof',
        fileOf(`c2sp.org/tlog-proof@v1\nindex 4\n\n${headOf(shown, 12)}`),
        '--leaf',
        hex(leaves[4]),
        '--key',
        vkey,
      ],
      1,
      /the proof is too short/,
    ],
    [
      'a kept head of another size, with the root of this one',
      ['consistency', fileOf(consistent(5)), '--head', fileOf(oddHead(6, 5)), '--key', vkey],
      1,
      /leads to another root/,
    ],
    [
      'a kept head of this size, with another root',
      ['consistency', fileOf(consistent(5)), '--head', fileOf(oddHead(5, 6)), '--key', vkey],
      1,
      /leads to another root/,
    ],
    ['a leaf hash of 31 bytes', ['proof', fileOf(proofText(4)), '--leaf', 'ab'.repeat(31), '--key', vkey], 2, /^usage/],
    [
      'two kept heads of one consistency',
      [
        'consistency',
        fileOf(consistent(5)),
        ...[5, 6].flatMap((size) => ['--head', fileOf(headOf(shown, size))]),
        '--key',
        vkey,
      ],
      2,
      /^usage/,
    ],
    ['a leaf hash with a letter behind it', proof('--leaf', `${hex(leaves[4])}z`), 2, /^usage/],
    [
      'a second leaf hash, which nothing looks at',
      proof('--leaf', hex(leaves[4]), '--leaf', hex(leaves[5])),
      2,
      /^usage/,
    ],
    ['a second receipt, which nothing looks at', proof('--receipt', receipt(4), '--receipt', receipt(5)), 2, /^usage/],
    ['a leaf hash beside a receipt', proof('--receipt', receipt(4), '--leaf', hex(leaves[5])), 2, /^usage/],
    ['a head of a proof, which nothing looks at', proof('--leaf', hex(leaves[4]), '--head', head(5)), 2, /^usage/],
    ['a leaf hash of an export, which nothing looks at', export_(text, '--leaf', hex(leaves[4])), 2, /^usage/],
    ['a receipt of a head, which nothing looks at', checkpoint('--receipt', receipt(4)), 2, /^usage/],
    ['a head of a head, which nothing looks at', checkpoint('--head', head(5)), 2, /^usage/],
    [
      'a receipt whose hash has a letter behind it',
      proof('--receipt', receipt(4, `${hex(leaves[4])}z`)),
      3,
      /no receipt/,
    ],
    ['a receipt whose hash is a list', proof('--receipt', receipt(4, [hex(leaves[4])])), 3, /no receipt/],
    ['a receipt of no number', proof('--receipt', receipt('4', hex(leaves[4]))), 3, /no receipt/],
    [
      'heads of two logs in one file',
      export_(text, '--head', fileOf(`${headOf(shown, 5)}\n${otherHead}`)),
      3,
      /more than one/,
    ],
    ['a word too many', [...export_(text), 'more'], 2, /^usage/],
    [
      'a word that no terminal may be shown',
      policy(`log ${vkey}\nquorum none\n\u009b31m\u00e9\n`),
      3,
      /^malformed: policy: [ -~]*\n$/,
    ],
  ])('finds %s', async (_, args, code, message) => {
    const verdict = await verifyAudit(...args);
    expect([verdict.code, verdict.out]).toEqual([code, '']);
    expect(verdict.err).toMatch(message);
  });

  it('takes entries of one instant, and passes over those that say nothing', async () => {
    expect((await verifyAudit(...export_(withHeaders({ at: early }, { at: early })))).code).toBe(0);
    expect((await verifyAudit(...export_(withHeaders({ at: early }, { at: late })))).code).toBe(0);
  });

  it('finds what these texts are made of right, and shows of a name what a terminal may be shown', async () => {
    expect((await verifyAudit(...export_(text))).code).toBe(0);
    expect((await verifyAudit(...proof('--leaf', hex(leaves[4])))).code).toBe(0);
    expect((await verifyAudit(...proof('--receipt', receipt(4)))).code).toBe(0);
    const kept = fileOf(headOf(shown, 5));
    expect((await verifyAudit('consistency', fileOf(consistent(5)), '--head', kept, '--key', vkey)).code).toBe(0);
    const name = 'ex\u00e4mple.org/log/main';
    const note = fileOf(headOf(shown, 12, logKey, name));
    // The name of the tool is bytes: what it is told is in a file.
    const policyFile = fileOf(`log ${verifierKeyOf(name, logKey.publicKey)}\nquorum none\n`);
    const { code, out } = await verifyAudit('checkpoint', note, '--policy', policyFile);
    expect([code, /^[\n -~]*$/.test(out)]).toEqual([0, true]);
  });
});
