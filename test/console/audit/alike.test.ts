import { sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyIdOf, signatureTypes, writeSignature } from '../../../auditlog/c2sp/note.js';
import { inclusionProof, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { toHex } from '../../../auditlog/proofs/bytes.js';
import { cosign } from '../../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { type AnsweredEntry, checkEntry } from '../../../console/audit/checkEntry.js';
import { checkProofText, type HeldReceipt } from '../../../console/audit/checkProofText.js';
import { primitives } from '../../../console/audit/primitives.js';
import { verdictOf } from '../../../console/audit/steps.js';
import { readTrusted } from '../../../console/audit/trusted.js';
import { headOf, logKey, makeEntries, makeExport, origin, rangeOf, vkey } from '../../tools/support/madeExport.js';
import { fileOf, verifyAudit } from '../../tools/support/verifyAudit.js';

/* The page and tools/verify-audit.mjs have nothing in common but the formats: they must believe and refuse the same. */

const size = 11;
const index = 6;
const entries = makeEntries(size).map((entry) => ({ ...entry, shown: 'header' as const }));
const leaves = entries.map(({ leaf }) => leafHash(leaf));
const leaf = leaves[index] ?? Buffer.of();
const base64 = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64');
const hashes = inclusionProof(leaves, index).map(base64);
const body = `${origin}\n${size}\n${base64(rootHash(leaves))}\n`;
const receipt: HeldReceipt = { log: 'main', index, leafHash: toHex(leaf) };

const witness = { name: 'w.example', ...checkpointKeys(Buffer.alloc(32, 100)) };
const stranger = { name: 'x.example', ...checkpointKeys(Buffer.alloc(32, 101)) };
const witnessKey = verifierKeyOf(witness.name, witness.publicKey, signatureTypes.cosignature);
const keyAlone = `log ${vkey}\nquorum none\n`;
const withWitness = `log ${vkey}\nwitness W ${witnessKey}\nquorum W\n`;

function line(text: string, name = origin, key = logKey, statedKey = key): string {
  const keyId = keyIdOf(name, signatureTypes.note, statedKey.publicKey, primitives);
  return writeSignature({ name, keyId, signature: sign(null, Buffer.from(text), key.privateKey) });
}

const time = 1_780_000_000;
const note = `${body}\n${line(body)}`;
const cosigned = note + cosign(body, witness, time);
const proof = (of = note, { path = hashes, extra = `extra ${base64(leaf)}\n`, at = String(index), form = 'v1' } = {}) =>
  `c2sp.org/tlog-proof@${form}\n${extra}index ${at}\n${path.map((hash) => `${hash}\n`).join('')}\n${of}`;
const otherLog = body.replace(origin, `${origin}.cli`);

/** What each comes to: whether it is believed. */
async function verdicts(text: string, trust: string, about: HeldReceipt = receipt) {
  const trusted = readTrusted(trust, primitives);
  if (!('trust' in trusted)) throw new RangeError('no trust file');
  const own = verdictOf(checkProofText(text, about, trusted, primitives));
  const { code } = await verifyAudit(
    'proof',
    fileOf(text),
    '--policy',
    fileOf(trust),
    '--receipt',
    fileOf(JSON.stringify(about)),
  );
  return { page: own === 'proven', tool: code === 0 };
}

describe('page and tool decide alike on a proof', () => {
  const changedHash = base64(leaves[0]);
  it.each<[string, string, string, boolean, HeldReceipt?]>([
    ['as it should be', proof(), keyAlone, true],
    ['cosigned', proof(cosigned), withWitness, true],
    ['without the leaf hash', proof(note, { extra: '' }), keyAlone, true],
    [
      'with a cosignature of an unknown witness beside the due one',
      proof(cosigned + cosign(body, stranger, time)),
      withWitness,
      true,
    ],
    ['with a cosignature of an unknown witness alone', proof(note + cosign(body, stranger, time)), withWitness, false],
    ['with no cosignature', proof(), withWitness, false],
    ['with a cosignature of another head', proof(note + cosign(otherLog, witness, time)), withWitness, false],
    ['of another leaf', proof(note, { extra: `extra ${changedHash}\n` }), keyAlone, false],
    ['for the receipt of another leaf', proof(), keyAlone, false, { ...receipt, leafHash: toHex(leaves[0] ?? leaf) }],
    ['for the receipt of another place', proof(), keyAlone, false, { ...receipt, index: index + 1 }],
    ['for the receipt of another log', proof(), keyAlone, false, { ...receipt, log: 'main.w1' }],
    ['of another place', proof(note, { at: '7' }), keyAlone, false],
    ['of a place outside', proof(note, { at: '11' }), keyAlone, false],
    ['with a changed path', proof(note, { path: hashes.with(1, changedHash) }), keyAlone, false],
    ['with a shorter path', proof(note, { path: hashes.slice(1) }), keyAlone, false],
    ['with a longer path', proof(note, { path: [...hashes, changedHash] }), keyAlone, false],
    ['with another root, unsigned', proof(note.replace(base64(rootHash(leaves)), changedHash)), keyAlone, false],
    ['with another size, unsigned', proof(note.replace(`\n${size}\n`, '\n12\n')), keyAlone, false],
    [
      'signed by another key that passes for it',
      proof(`${body}\n${line(body, origin, stranger, logKey)}`),
      keyAlone,
      false,
    ],
    ['signed by another key', proof(`${body}\n${line(body, origin, stranger)}`), keyAlone, false],
    ['for one who has another key', proof(), `log ${verifierKeyOf(origin, stranger.publicKey)}\nquorum none\n`, false],
    [
      'for one who has the key of another log',
      proof(),
      `log ${verifierKeyOf('x.example/main', logKey.publicKey)}\nquorum none\n`,
      false,
    ],
    [
      'of another log that the same key signs',
      proof(`${otherLog}\n${line(otherLog, `${origin}.cli`)}`),
      `log ${verifierKeyOf(`${origin}.cli`, logKey.publicKey)}\nquorum none\n`,
      false,
    ],
    ['cut off', proof().slice(0, -1), keyAlone, false],
    ['cut off before the head', proof('').slice(0, -1), keyAlone, false],
    ['of a later format', proof(note, { form: 'v2' }), keyAlone, false],
    ['that is nothing', '', keyAlone, false],
  ])('%s', async (_, text, trust, isBelieved, about = receipt) => {
    expect(await verdicts(text, trust, about)).toEqual({ page: isBelieved, tool: isBelieved });
  });

  it('and refuse it with whichever byte changed', async () => {
    const text = proof(cosigned);
    const byte = fc.tuple(fc.nat({ max: text.length - 1 }), fc.constantFrom(...'aZ09+/= \n.x'));
    await fc.assert(
      fc.asyncProperty(byte, async ([at, put]) => {
        fc.pre(text[at] !== put);
        const changed = text.slice(0, at) + put + text.slice(at + 1);
        expect(await verdicts(changed, withWitness)).toEqual({ page: false, tool: false });
      }),
      { numRuns: 60 },
    );
  });

  it('and the page refuses each changed bit of it', () => {
    const text = proof(cosigned);
    const trusted = readTrusted(withWitness, primitives);
    if (!('trust' in trusted)) throw new RangeError('no trust file');
    const believed = Array.from({ length: text.length }, (_, at) => {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      return verdictOf(checkProofText(changed, receipt, trusted, primitives)) === 'proven' ? [at] : [];
    });
    expect(believed.flat()).toEqual([]);
  });
});

describe('page and tool decide alike on an entry', () => {
  const trusted = readTrusted(vkey, primitives);
  const due = entries[index];
  const header = due?.header ?? Buffer.of();
  const answered: AnsweredEntry = {
    index,
    log: 'main',
    kind: 'OUTCOME',
    at: '2026-11-01T00:00:00.000Z',
    leafHash: toHex(leaf),
    leafInput: base64(due?.leaf),
    header: base64(header),
    inclusionProof: {
      treeSize: size,
      hashes: inclusionProof(leaves, index).map(toHex),
      root: toHex(rootHash(leaves)),
      checkpoint: headOf(entries, size),
    },
  };
  const flip = (bytes: Uint8Array | undefined, at: number, by = 1): Buffer => {
    const changed = Buffer.from(bytes ?? []);
    changed[at] = (changed[at] ?? 0) ^ by;
    return changed;
  };
  const size1 = rangeOf(entries, size).size;

  /** An entry with these bytes, as the graph would answer it and as an export would have it. */
  async function decide(of: { readonly leaf?: Buffer; readonly header?: Buffer }) {
    if (!('trust' in trusted)) throw new RangeError('no key');
    const made = { leaf: due?.leaf ?? Buffer.of(), header, ...of };
    const entry = {
      ...answered,
      leafInput: base64(made.leaf),
      header: base64(made.header),
      leafHash: toHex(leafHash(made.leaf)),
    };
    const written = makeExport(entries.with(index, { ...made, shown: 'header' }), 0, size1, [headOf(entries, size)]);
    const { code } = await verifyAudit('export', fileOf(written), '--key', vkey);
    return {
      page: verdictOf(checkEntry({ asked: { log: 'main', index }, entry }, trusted, primitives)) === 'proven',
      tool: code === 0,
    };
  }

  it('as it was written', async () => {
    expect(await decide({})).toEqual({ page: true, tool: true });
  });

  it.each([
    ['the format', { leaf: flip(due?.leaf, 0) }],
    ['the length of the log id', { leaf: flip(due?.leaf, 1) }],
    ['the log id', { leaf: flip(due?.leaf, 2) }],
    ['the place', { leaf: flip(due?.leaf, 13) }],
    ['the commitment to the header', { leaf: flip(due?.leaf, 14) }],
    ['the hash of the body', { leaf: flip(due?.leaf, 14 + 32) }],
    ['the commitment to the key', { leaf: flip(due?.leaf, 14 + 64) }],
    ['the hash of the tokens', { leaf: flip(due?.leaf, 14 + 96) }],
    ['the length of the leaf', { leaf: due?.leaf.subarray(0, -1) ?? Buffer.of() }],
    ['the salt of the header', { header: flip(header, 0) }],
    ['a character of the header', { header: flip(header, header.length - 4) }],
    ['the length of the header', { header: header.subarray(0, -1) }],
  ])('and refuse it with %s changed', async (_, of) => {
    expect(await decide(of)).toEqual({ page: false, tool: false });
  });
});
