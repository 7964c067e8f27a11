import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { checkProof } from '../../../auditlog/c2sp/proof.js';
import { parseTrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { primitives } from '../../../auditlog/primitives.js';
import { verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { openWitnessKey } from '../../../cli/witness/witnessKey.js';
import { signRequest } from '../../../gateway/identity/messageSignature.js';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';

/* The receipt of an answer, and what anyone who holds it gets for it. */
let deployment: TestDeployment;
beforeAll(async () => {
  deployment = await openTestDeployment({ readers: [witness.verifierKey] });
});
afterAll(async () => await deployment.close());

const witness = openWitnessKey(mkdtempSync(join(tmpdir(), 'portcullis reader ')), 'w.example/1');
const asker = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' } as const;
const fetchFile = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  await fetch(new URL(path, deployment.url), { headers });

/** Asks until a signed head covers the entry: within the second. */
async function fetchProof(path: string, headers: Record<string, string>): Promise<Response> {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetchFile(path, headers);
    if (response.status !== 404) return response;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return await fetchFile(path, headers);
}

describe('the receipt of an answer', () => {
  test('is completed by its file and by the graph, by which anybody verifies it offline', async () => {
    const { body } = await deployment.ask(asker, '{ consignments(first: 1) { edges { node { id } } } }');
    const { log, index, leafHash } = body.extensions.audit;
    const headers = await deployment.headersOf(asker);
    const response = await fetchProof(`/log/${log}/proof/${index}.tlog-proof`, headers);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const text = await response.text();
    const key = verifierKeyOf(originOf(log, deployment.parts.keys.origin), deployment.parts.keys.checkpoint.publicKey);
    const trust = parseTrustFile(`log ${key}\nquorum none\n`, 'trust', primitives);
    expect(await checkProof(text, trust, primitives, leafHash)).toMatchObject({
      index,
      origin: originOf(log, deployment.parts.keys.origin),
    });
    const query = `{ auditProof(log: "${log}", index: ${index}) { log index cosigned treeSize text } }`;
    const { auditProof } = (await deployment.ask(asker, query)).body.data;
    expect(auditProof).toMatchObject({ log, index, cosigned: false });
    expect(await checkProof(auditProof.text, trust, primitives, leafHash)).toMatchObject({
      index,
      size: auditProof.treeSize,
    });
    expect((await deployment.ask(asker, `{ auditProof(log: "${log}", index: 100000) { text } }`)).body.data).toEqual({
      auditProof: null,
    });
  });

  test('and the files of its log are for nobody whom the gateway does not know', async () => {
    const { body } = await deployment.ask(asker, '{ viewer { agency { id } } }');
    const { log, index } = body.extensions.audit;
    const headers = await deployment.headersOf(asker);
    for (const path of ['checkpoint', `proof/${index}.tlog-proof`, 'tile/0/000.p/1', 'consistency/1/1']) {
      expect((await fetchProof(`/log/${log}/${path}`, headers)).status).toBe(200);
      expect((await fetchFile(`/log/${log}/${path}`)).status).toBe(401);
      expect((await fetchFile(`/log/${log}/${path}`, { authorization: 'Bearer x.y.z' })).status).toBe(401);
    }
    const tile = await fetchFile(`/log/${log}/tile/0/000.p/1`, headers);
    expect(tile.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect((await tile.arrayBuffer()).byteLength).toBe(32);
    expect((await fetchFile('/log/another/checkpoint', headers)).status).toBe(404);
    expect((await fetchFile(`/log/${log}/..%2f..%2fetc`, headers)).status).toBe(404);
  });

  test('and they are read by the key of a witness, which opens nothing else', async () => {
    const { body } = await deployment.ask(asker, '{ viewer { agency { id } } }');
    const path = `/log/${body.extensions.audit.log}/checkpoint`;
    const { host } = new URL(deployment.url);
    const signer = { keyId: `w.example/1+${witness.verifierKey.keyId}`, privateKey: witness.privateKey };
    const now = Math.floor(Date.now() / 1000);
    const signed = (parts: object = {}, created = now) => ({
      ...signRequest({ method: 'GET', authority: host, path, ...parts }, signer, created),
    });
    expect((await fetchProof(path, signed())).status).toBe(200);
    expect((await fetchFile(path, signed({ path: '/log/other/checkpoint' }))).status).toBe(401);
    expect((await fetchFile(path, signed({}, now - 90))).status).toBe(401);
    expect((await fetchFile(`${path}?a=b`, signed())).status).toBe(401);
    expect((await fetchFile(path, { ...signed(), authorization: 'Bearer x.y.z' })).status).toBe(401);
    const graph = { method: 'POST', authority: host, path: '/graphql' };
    const headers = { 'content-type': 'application/json', ...signed(graph) };
    const asked = await fetch(deployment.url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    expect(asked.status).toBe(401);
  });
});
