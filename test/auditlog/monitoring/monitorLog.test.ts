import { describe, expect, it } from '@jest/globals';
import { originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseTrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { consistencyProof, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { type Monitored, monitorLog } from '../../../auditlog/monitoring/monitorLog.js';
import { primitives } from '../../../auditlog/primitives.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { cosign } from '../../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';

const origin = originOf('main');
const log = checkpointKeys(Buffer.alloc(32, 1));
const witness = checkpointKeys(Buffer.alloc(32, 2));
const stranger = checkpointKeys(Buffer.alloc(32, 3));
const leaves = (word: string) => Array.from({ length: 30 }, (_, index) => leafHash(Buffer.from(`${word} ${index}`)));
const [own, other] = [leaves('own'), leaves('other')];
const sign = (size: number, of = own, key = log) =>
  signCheckpoint({ origin, size, root: rootHash(of.slice(0, size)) }, key.privateKey);
const cosigned = (size: number, of = own) => {
  const note = sign(size, of);
  const text = parseCheckpoint(note)?.text ?? '';
  return note + cosign(text, { name: 'w.example', privateKey: witness.privateKey }, 1_700_000_000);
};
const trust = parseTrustFile(
  `log ${verifierKeyOf(origin, log.publicKey)}
witness w ${verifierKeyOf('w.example', witness.publicKey, signatureTypes.cosignature)} http://w.example
quorum w
`,
  'trust',
  primitives,
);

/** The files of a log whose newest head is that note. */
const filesOf = (note: string | null, of = own): Monitored['fetchFile'] => {
  return async (path) => {
    if (path === 'checkpoint') return note;
    const [, first = 0, second = 0] = path.split('/').map(Number);
    if (second > (parseCheckpoint(note ?? '')?.size ?? 0)) return null;
    return consistencyProof(of, first, second)
      .map((hash) => `${Buffer.from(hash).toString('base64')}\n`)
      .join('');
  };
};
const proofText = (first: number, second: number): string =>
  consistencyProof(own, first, second)
    .map((hash) => `${Buffer.from(hash).toString('base64')}\n`)
    .join('');
/** The files of a log that shows this head, and this for every proof. */
const showing =
  (note: string, proof: string | null): Monitored['fetchFile'] =>
  async (path) =>
    path === 'checkpoint' ? note : proof;
const look = (
  note: string | null,
  changes: Partial<Monitored> & { readonly seen?: string; readonly of?: typeof own } = {},
) => {
  const { seen, of, ...rest } = changes;
  const client = { addCheckpoint: () => Promise.reject(new Error('no')), checkpoint: async () => seen ?? null };
  return monitorLog({
    origin,
    trust,
    fetchFile: filesOf(note, of),
    witnesses: new Map([['w', client]]),
    kept: null,
    ...rest,
  });
};

describe('a monitor', () => {
  it('keeps the first head that it sees, and each that extends the one before', async () => {
    expect(await look(cosigned(5))).toEqual({ verdict: 'OK', origin, size: 5, note: cosigned(5), faults: [] });
    for (const size of [5, 6, 8, 20])
      expect(await look(cosigned(size), { kept: cosigned(5), seen: cosigned(5) })).toMatchObject({
        verdict: 'OK',
        note: cosigned(size),
      });
  });

  it.each([
    ['went back', cosigned(5), { kept: cosigned(9) }, /shows 5 entries, and 9 were signed before/],
    ['begins anew', cosigned(0), { kept: cosigned(9) }, /shows 0 entries, and 9 were signed before/],
    [
      'has another root at the size that was kept',
      cosigned(9, other),
      { kept: cosigned(9) },
      /that was kept are not of one log/,
    ],
    [
      'does not extend what was kept',
      cosigned(20, other),
      { kept: cosigned(9), of: other },
      /that was kept are not of one log/,
    ],
    [
      'shows its witness another story',
      cosigned(20),
      { seen: cosigned(12, other) },
      /that the witness w saw are not of one log/,
    ],
    ['is signed by another key', sign(20, own, stranger), { kept: cosigned(9) }, /was the key changed/],
  ] as const)('says BROKEN of a log that %s, and keeps what it had', async (_name, note, changes, fault) => {
    const { kept = null } = changes as { readonly kept?: string };
    expect(await look(note, changes)).toMatchObject({
      verdict: 'BROKEN',
      note: kept,
      faults: [expect.stringMatching(fault)],
    });
  });

  it.each([
    ['no quorum cosigned', sign(20), {}, /no quorum cosigned its head of 20 entries/],
    ['shows no head', null, { kept: cosigned(9) }, /shows no head/],
    [
      'gives no proof',
      cosigned(20),
      { kept: cosigned(9), fetchFile: async (path: string) => (path === 'checkpoint' ? cosigned(20) : null) },
      /no proof between 9 and 20/,
    ],
    [
      'shows an older head, though it proves that it is one',
      cosigned(5),
      { kept: cosigned(9), fetchFile: showing(cosigned(5), proofText(5, 9)) },
      /shows 5 entries, and 9 were signed before, which extend them/,
    ],
    [
      'gives something else for a proof',
      cosigned(20),
      { kept: cosigned(9), fetchFile: showing(cosigned(20), '<html>\n') },
      /no proof between 9 and 20/,
    ],
    [
      'shows the page of a proxy for a head',
      null,
      { kept: cosigned(9), fetchFile: showing('<html>sorry</html>\n', '') },
      /what it shows is no head/,
    ],
    [
      'begins anew, of which its witness saw more',
      cosigned(0),
      { seen: cosigned(9) },
      /no proof between 0 and 9 entries/,
    ],
    ['cannot be read', null, { fetchFile: () => Promise.reject(new Error('refused')) }, /cannot be read: refused/],
  ] as const)('says UNPROVEN of a log that %s', async (_name, note, changes, fault) => {
    const found = await look(note, changes);
    expect(found).toMatchObject({ verdict: 'UNPROVEN', faults: [expect.stringMatching(fault)] });
    const { kept } = changes as { readonly kept?: string };
    if (kept !== undefined) expect(found.note).toBe(kept);
  });

  it('has a fork not forgotten by a log that withholds the proof for once, or goes back by steps', async () => {
    const steps = [
      showing(cosigned(20, other), null),
      showing(cosigned(5), proofText(5, 9)),
      showing(cosigned(0), ''),
      filesOf(cosigned(20, other), other),
    ];
    let kept: string | null = cosigned(9);
    const verdicts: string[] = [];
    for (const fetchFile of steps) {
      const { verdict, note } = await look(null, { kept, fetchFile });
      verdicts.push(verdict);
      kept = note;
    }
    expect([verdicts, kept]).toEqual([['UNPROVEN', 'UNPROVEN', 'BROKEN', 'BROKEN'], cosigned(9)]);
  });

  it('believes no witness what the log did not sign', async () => {
    expect(await look(cosigned(9), { seen: sign(12, other, stranger) })).toMatchObject({ verdict: 'OK' });
  });

  it('says that a head that was kept is not signed by the key that it has now', async () => {
    const kept = sign(5, own, stranger);
    expect(await look(cosigned(9), { kept })).toMatchObject({ verdict: 'UNPROVEN', note: kept });
  });
});
