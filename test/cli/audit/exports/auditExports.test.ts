import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runAuditExports } from '../../../../cli/audit/exports/auditExports.js';
import { readExports } from '../../../../cli/audit/exports/readExports.js';
import type { Verdict } from '../../../../cli/audit/provenEntry.js';
import { verifyExport } from '../../../../gateway/export/formats/verification/verifyExport.js';
import { openLogPool } from '../../../../storage/pool/logPool.js';
import { fileOf, investigator, postExport, takeAll } from '../../../gateway/export/exporting.js';
import { makeFolder } from '../../../ingest/support/samples.js';
import { openTestDeployment } from '../../../support/deployment.js';
import { closedAfter } from '../../../support/runner/closedAfter.js';

const deployment = closedAfter(await openTestDeployment({ demo: true }));
const pool = closedAfter(openLogPool(deployment.adminUrl));
let taken: Buffer;
let other: Buffer;
const folder = makeFolder();
beforeAll(async () => {
  const query = '{ seizures(first: 50) { edges { node { seizedAt } } } }';
  const take = async () => (await takeAll(await postExport(deployment, investigator, query))).bytes;
  [taken, other] = [await take(), await take()];
});

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function verify(path: string, { receipt, whole = false }: { receipt?: string; whole?: boolean } = {}) {
  const { exports, others } = await readExports([path], receipt);
  const told: string[] = [];
  const { keys } = deployment.parts;
  const compared = whole ? null : { pool, keys, opened: { keys } };
  const code = await runAuditExports(exports, { compared, json: true, out: (line) => void told.push(line) });
  return { code, others, said: (JSON.parse(told[0] ?? '[]') as Verdict[])[0] };
}

/** Once a head is signed. */
async function verifySigned(path: string, how: { receipt?: string } = {}) {
  let result = await verify(path, how);
  for (let attempt = 0; attempt < 100 && result.code === 2; attempt += 1) {
    await sleep(500);
    result = await verify(path, how);
  }
  return result;
}

const trailerOf = (bytes: Buffer) => JSON.parse(bytes.toString('utf8').trimEnd().split('\n').at(-1) ?? '').trailer;
const headerOf = (bytes: Buffer) => JSON.parse(bytes.toString('utf8').split('\n', 1)[0] ?? '').header;
const withTrailer = (bytes: Buffer, trailer: object): string =>
  bytes.toString('utf8').replace(/\{"trailer":.*\n$/, `${JSON.stringify({ trailer })}\n`);

describe('portcullis audit verify-file of an export', () => {
  it('says that a file is whole, and that the log says that it was written so', async () => {
    const { code, said } = await verifySigned(write('whole.jsonl', taken));
    expect(said).toMatchObject({ verdict: 'OK', why: [`${trailerOf(taken).rows} rows, whole`] });
    expect(code).toBe(0);
  });

  it('says so at once: README verified its own file before a head included it, and called it unproven', async () => {
    const response = await postExport(
      deployment,
      investigator,
      '{ seizures(first: 5) { edges { node { seizedAt } } } }',
    );
    const path = write('new.jsonl', Buffer.from(await response.arrayBuffer()));
    expect(await verify(path)).toMatchObject({ code: 0, said: { verdict: 'OK' } });
  });

  it('says without the log whether it is whole, and nothing of the log', async () => {
    const { code, said } = await verify(write('whole.jsonl', taken), { whole: true });
    expect([code, said?.why]).toEqual([0, [`${trailerOf(taken).rows} rows, whole; not compared with the log`]]);
  });

  it('refuses a cut file, wherever it is cut', async () => {
    for (let part = 1; part < 20; part += 1) {
      const path = write('cut.jsonl', taken.subarray(0, Math.floor((taken.length * part) / 20)));
      expect([(await verify(path)).code, (await verify(path, { whole: true })).code]).toEqual([1, 1]);
    }
  });

  it('refuses a file that somebody changed and sealed anew: the log has another hash', async () => {
    const [first, ...lines] = taken.toString('utf8').trimEnd().split('\n');
    const changed = [first, ...lines.slice(0, -1)].join('\n').replace(/"seizedAt":"20/, '"seizedAt":"19');
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(`${changed}\n`).digest('hex');
    const forged = `${changed}\n${JSON.stringify({ trailer: { ...trailerOf(taken), sha256 } })}\n`;
    const path = write('forged.jsonl', forged);
    expect((await verify(path, { whole: true })).code).toBe(0);
    expect((await verifySigned(path)).said).toMatchObject({ verdict: 'BROKEN', why: ['sha256: the log says another'] });
  });

  it('refuses the receipt of another export, and of another entry', async () => {
    const swapped = withTrailer(taken, { ...trailerOf(taken), receipt: trailerOf(other).receipt });
    const { said } = await verifySigned(write('swapped.jsonl', swapped));
    expect(said?.why).toEqual(expect.arrayContaining(['export: the log says another', 'sha256: the log says another']));
    const { receipt } = trailerOf(taken);
    const part = withTrailer(taken, { ...trailerOf(taken), receipt: { ...receipt, index: receipt.index - 1 } });
    expect((await verifySigned(write('part.jsonl', part))).said?.why).toEqual([
      'receipt.leafHash: the log holds another entry there',
    ]);
  });

  it('takes the receipt of a file that has no end of its own, and refuses any other file under it', async () => {
    const { receipt, rows } = trailerOf(taken);
    const text = taken.toString('utf8').replace(/\{"trailer":.*\n$/, '');
    const bare = text.replace('{"header":', '{"headless":');
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(bare).digest('hex');
    const stated = write('receipt.json', JSON.stringify({ export: 'x', format: 'ftm', rows, sha256, receipt }));
    expect((await verify(write('bare.json', bare), { receipt: stated, whole: true })).code).toBe(0);
    expect((await verify(write('bare.json', bare.slice(1)), { receipt: stated, whole: true })).code).toBe(1);
    expect((await verifySigned(write('bare.json', bare), { receipt: stated })).said?.why).toEqual([
      'export: the log says another',
      'format: the log says another',
      'sha256: the log says another',
    ]);
  });

  it('refuses a whole file under the receipt of another export', async () => {
    const stated = (bytes: Buffer) => ({ ...trailerOf(bytes), export: headerOf(bytes).export, format: 'jsonl' });
    const [own, another] = [taken, other].map((bytes, index) =>
      write(`receipt-${index}.json`, JSON.stringify(stated(bytes))),
    );
    const path = write('whole.jsonl', taken);
    expect((await verify(path, { receipt: own as string, whole: true })).code).toBe(0);
    expect(await verify(path, { receipt: another as string, whole: true })).toMatchObject({
      code: 1,
      said: { verdict: 'BROKEN', why: ['The file is not the one that the receipt is of'] },
    });
  });

  it('says of FollowTheMoney whether it is whole by its receipt alone', async () => {
    const query = '{ seizures(first: 50) { edges { node { seizedAt } } } }';
    const response = await postExport(deployment, investigator, query, { headers: { accept: 'application/json+ftm' } });
    const { bytes } = await takeAll(response);
    const found = await verifyExport(fileOf(bytes));
    const path = write('seizures.ftm.json', bytes);
    const end = { export: response.headers.get('export-id'), format: 'ftm', rows: found?.rows, sha256: found?.sha256 };
    const entry = { log: 'main', index: 1, leafHash: 'x' };
    const receipt = write('ftm-receipt.json', JSON.stringify({ ...end, receipt: entry }));
    expect((await verify(path, { whole: true })).said).toMatchObject({
      verdict: 'BROKEN',
      why: [expect.stringContaining('--receipt')],
    });
    expect(await verify(path, { whole: true, receipt })).toMatchObject({ code: 0, said: { verdict: 'OK' } });
    const lines = bytes.toString('utf8').trimEnd().split('\n');
    const cut = write('cut.ftm.json', `${lines.slice(0, -1).join('\n')}\n`);
    expect(await verify(cut, { whole: true, receipt })).toMatchObject({ code: 1, said: { verdict: 'BROKEN' } });
  });

  it('leaves other files to their own readers', async () => {
    const path = write('other.json', '{}');
    expect((await verify(path)).others).toEqual([path]);
    expect((await verify('-')).others).toEqual(['-']);
  });
});
