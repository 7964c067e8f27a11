import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { rootHash } from '../../../auditlog/merkle.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys } from '../../../auditlog/signing/keys.js';
import { parseAddCheckpoint, writeAddCheckpoint } from '../../../auditlog/witness/addCheckpoint.js';
import type { Witness } from '../../../auditlog/witness/witness.js';
import { serveWitness } from '../../../cli/witness/witnessServer.js';

const leaf = createHash('sha256').update('a leaf').digest();
const note = signCheckpoint(
  { origin: 'example.com/log', size: 1, root: rootHash([leaf]) },
  checkpointKeys(Buffer.alloc(32, 1)).privateKey,
);
const asked = writeAddCheckpoint(0, [], note);

/** One that cosigns whatever is a request. */
const witness: Witness = {
  addCheckpoint: async (body) =>
    parseAddCheckpoint(body)
      ? { status: 200, body: 'cosigned\n', cause: null, checkpoint: null }
      : { status: 400, body: 'malformed\n', cause: 'malformed', checkpoint: null },
  checkpoint: () => null,
};
const served = await serveWitness(witness, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' }));
afterAll(async () => await served.close());

async function post(body: string | Uint8Array<ArrayBuffer>): Promise<number> {
  const { status } = await fetch(`${served.url}/add-checkpoint`, { method: 'POST', body });
  return status;
}

describe('a witness over HTTP', () => {
  it('takes a note with the line of a stranger, whatever its letters are', async () => {
    expect(await post(asked)).toBe(200);
    expect(await post(`${asked}\u2014 \u0445.example AAAAAAA=\n`)).toBe(200);
  });

  it('refuses what is not UTF-8, rather than to cosign what it makes of it', async () => {
    const odd = Buffer.concat([Buffer.from(`${asked}\u2014 `), Buffer.of(0xff), Buffer.from('.example AAAAAAA=\n')]);
    expect(await post(new Uint8Array(odd))).toBe(400);
  });

  it('refuses a request without a body', async () => {
    expect(await post('')).toBe(400);
  });
});
