import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { openCosignatures } from '../../../auditlog/c2sp/cosignature.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseVerifierKey } from '../../../auditlog/c2sp/verifierKey.js';
import { consistencyProof, emptyRoot, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { writeAddCheckpoint } from '../../../auditlog/witness/addCheckpoint.js';
import { hashOfOrigin, openKeptHeads } from '../../../auditlog/witness/keptHeads.js';
import { createWitness, type WitnessOptions } from '../../../auditlog/witness/witness.js';

const origin = 'example.com/log';
const log = checkpointKeys(Buffer.alloc(32, 1));
const own = checkpointKeys(Buffer.alloc(32, 2));
const name = 'witness.example/w';
const key = (who: string, publicKey = log.publicKey, type: 0x01 | 0x04 = signatureTypes.note) =>
  parseVerifierKey(verifierKeyOf(who, publicKey, type), primitives, type) ?? raise();
const witnessKey = key(name, own.publicKey, signatureTypes.cosignature);
const leaves = Array.from({ length: 20 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const others = leaves.map((_, index) => leafHash(Buffer.from(`other ${index}`)));
const head = (size: number, of = leaves, signer = log) =>
  signCheckpoint({ origin, size, root: rootHash(of.slice(0, size)) }, signer.privateKey);
const ask = (old: number, size: number, of = leaves) =>
  writeAddCheckpoint(old, old === 0 || old >= size ? [] : consistencyProof(of, old, size), head(size, of));

function start(dir = mkdtempSync(join(tmpdir(), 'portcullis witness ')), changes: Partial<WitnessOptions> = {}) {
  const heads = openKeptHeads(dir, [witnessKey]);
  const now = () => 1_700_000_000;
  const logs = () => [key(origin), key('example.com/second')];
  const witness = createWitness({
    name,
    privateKey: own.privateKey,
    heads,
    logs,
    now,
    ...changes,
  });
  return { dir, witness, add: (body: string) => witness.addCheckpoint(body) };
}

describe('a witness', () => {
  it('cosigns a first head, and each that extends the last one', async () => {
    const { add } = start();
    for (const [old, size] of [
      [0, 3],
      [3, 8],
      [8, 9],
      [9, 20],
      [20, 20],
    ] as const) {
      const { status, body } = await add(ask(old, size));
      expect(status).toBe(200);
      const parsed = parseCheckpoint(head(size) + body);
      expect(parsed && openCosignatures(parsed, [witnessKey], primitives)).toMatchObject([{ time: 1_700_000_000 }]);
    }
  });

  it('says 409 and its size where the log believes it to be at another', async () => {
    const { add } = start();
    expect(await add(ask(2, 5))).toMatchObject({ status: 409, body: '0\n' });
    await add(ask(0, 5));
    expect(await add(ask(0, 9))).toMatchObject({ status: 409, body: '5\n' });
    expect(await add(ask(3, 4))).toMatchObject({ status: 409, body: '5\n' });
  });

  it('never goes back: a log that was rolled back is told the size that it had', async () => {
    const { add } = start();
    await add(ask(0, 9));
    expect(await add(ask(0, 5))).toMatchObject({ status: 409, body: '9\n' });
    expect(await add(ask(5, 5))).toMatchObject({ status: 409, body: '9\n' });
    expect(await add(ask(9, 5))).toMatchObject({ status: 400 });
    expect(await add(ask(9, 10))).toMatchObject({ status: 200 });
  });

  it('says 409 to another root at its size, 422 to a head that does not extend it: either may prove a fork', async () => {
    const { add } = start();
    await add(ask(0, 8));
    expect(await add(ask(8, 8, others))).toMatchObject({ status: 409, body: '8\n', mayProveFork: true });
    expect(await add(ask(8, 12, others))).toMatchObject({ status: 422, mayProveFork: true });
    expect(await add(ask(8, 12))).toMatchObject({ status: 200 });
  });

  it('says 422 to a proof that is missing, false or too much, and to a false root of the empty tree', async () => {
    const { add } = start();
    expect(await add(writeAddCheckpoint(0, [leaves[0] ?? emptyRoot], head(3)))).toMatchObject({ status: 422 });
    const empty = (root: Uint8Array) =>
      writeAddCheckpoint(0, [], signCheckpoint({ origin, size: 0, root }, log.privateKey));
    expect(await add(empty(Buffer.alloc(32)))).toMatchObject({ status: 422 });
    expect(await add(empty(emptyRoot))).toMatchObject({ status: 200 });
    await add(ask(0, 3));
    const same = await add(writeAddCheckpoint(3, [leaves[0] ?? emptyRoot], head(3)));
    expect(same).toMatchObject({ status: 422, cause: 'no proof that it extends what was cosigned' });
    expect(await add(writeAddCheckpoint(3, [], head(8)))).toMatchObject({ status: 422 });
    expect(await add(writeAddCheckpoint(3, [...consistencyProof(leaves, 3, 8)].reverse(), head(8)))).toMatchObject({
      status: 422,
    });
  });

  it('says 404 of an unknown log, 403 where no key of the log signed, or a line of it is false', async () => {
    const { add } = start();
    const foreign = signCheckpoint(
      { origin: 'example.com/other', size: 1, root: rootHash(leaves.slice(0, 1)) },
      log.privateKey,
    );
    expect(await add(writeAddCheckpoint(0, [], foreign))).toMatchObject({ status: 404 });
    expect(await add(writeAddCheckpoint(0, [], head(3, leaves, own)))).toMatchObject({ status: 403 });
    const falseLine = head(4).slice(head(4).indexOf('\n\n') + 2);
    expect(await add(writeAddCheckpoint(0, [], head(3) + falseLine))).toMatchObject({ status: 403 });
    expect(
      await add(writeAddCheckpoint(0, [], `${head(3)}\u2014 ${name} ${Buffer.alloc(68).toString('base64')}\n`)),
    ).toMatchObject({ status: 200 });
  });

  it.each([
    ['nothing', ''],
    ['no old size', head(3)],
    ['a leading zero', ask(0, 3).replace('old 0', 'old 00')],
    ['64 hashes', `old 1\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${head(3)}`],
    ['a hash of 31 bytes', `old 1\n${Buffer.alloc(31).toString('base64')}\n\n${head(3)}`],
    ['CRLF', ask(0, 3).replaceAll('\n', '\r\n')],
    ['no signature', ask(0, 3).split('\u2014')[0] ?? ''],
  ])('says 400 to a body with %s', async (_name, body) => {
    expect(await start().add(body)).toMatchObject({ status: 400 });
  });

  it('cosigns extension lines with the text, of logs that have them', async () => {
    const { add } = start();
    const text = `${origin}\n3\n${Buffer.from(rootHash(leaves.slice(0, 3))).toString('base64')}\nextension\n`;
    const signed = head(3);
    // The log's line is over another text here: the extension is part of what is signed.
    expect(await add(`old 0\n\n${text}\n${signed.slice(signed.indexOf('\n\n') + 2)}`)).toMatchObject({ status: 403 });
  });

  it('shows a monitor what it cosigned last, with the lines of the log and its own', async () => {
    const { add, witness } = start();
    const stranger = `\u2014 stranger ${Buffer.alloc(68).toString('base64')}\n`;
    expect(witness.checkpoint(hashOfOrigin(origin))).toBeNull();
    const { body } = await add(ask(0, 5) + stranger);
    expect(witness.checkpoint(hashOfOrigin(origin))).toBe(head(5) + body);
    expect(witness.checkpoint(hashOfOrigin('example.com/unknown'))).toBeNull();
    expect(witness.checkpoint('../../etc/passwd')).toBeNull();
  });

  it('knows after a new start what it cosigned before', async () => {
    const first = start();
    await first.add(ask(0, 9));
    expect(await start(first.dir).add(ask(0, 5))).toMatchObject({ status: 409, body: '9\n' });
  });

  it('cosigns nothing for a log whose kept head was spoilt, rather than begin anew', async () => {
    const { dir, add } = start();
    await add(ask(0, 9));
    const [file = ''] = readdirSync(dir);
    writeFileSync(join(dir, file), head(2));
    await expect(add(ask(0, 5))).rejects.toThrow(/is not one that this witness cosigned/);
    await expect(add(ask(0, 5))).rejects.toMatchObject({
      extensions: { hint: expect.stringContaining('put back what was there') },
    });
    writeFileSync(join(dir, file), '');
    await expect(add(ask(0, 5))).rejects.toThrow(/is not one that this witness cosigned/);
  });

  it('answers one after the other: of two requests at once no smaller head comes last', async () => {
    const { add, witness } = start();
    const [first, second] = await Promise.all([add(ask(0, 9)), add(ask(0, 5))]);
    expect([first.status, second.status]).toEqual([200, 409]);
    expect(parseCheckpoint(witness.checkpoint(hashOfOrigin(origin)) ?? '')?.size).toBe(9);
  });
});

function raise(): never {
  throw new Error('no key');
}
