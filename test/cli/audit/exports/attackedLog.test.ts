import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { runAuditVerify } from '../../../../cli/audit/auditVerify.js';
import { runAuditExports } from '../../../../cli/audit/exports/auditExports.js';
import { readExports } from '../../../../cli/audit/exports/readExports.js';
import { openLogPool } from '../../../../storage/pool/logPool.js';
import { investigator, openExports, postExport, takeAll } from '../../../gateway/export/exporting.js';
import { makeFolder } from '../../../ingest/support/samples.js';
import { closedAfter } from '../../../support/runner/closedAfter.js';

/* Somebody has the database of the log, and none of its keys: what do `audit verify`, `audit verify-file` and the receipt say? */
const { log, deployment } = await openExports();
const { keys } = deployment.parts;
const pool = closedAfter(openLogPool(deployment.adminUrl));
const folder = makeFolder();

const by = { ...investigator, subject: 'takes-along' };
interface Taken {
  readonly id: string;
  readonly file: string;
}

async function take(name: string, signal?: AbortSignal): Promise<Taken> {
  const query = '{ seizures(first: 50) { edges { node { seizedAt } } } }';
  const response = await postExport(deployment, by, query, signal ? { signal } : {});
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, (await takeAll(response)).bytes);
  return { id: response.headers.get('export-id') ?? '', file };
}

async function receiptOf({ id }: Taken) {
  const headers = await deployment.headersOf(by);
  const response = await fetch(deployment.url.replace('/graphql', `/export/${id}/receipt`), { headers });
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

async function verifyFile({ file }: Taken): Promise<string> {
  const { exports } = await readExports([file], undefined);
  const told: string[] = [];
  const compared = { pool, keys, opened: { keys } };
  for (let tries = 0; tries < 100; tries += 1) {
    told.length = 0;
    const code = await runAuditExports(exports, { compared, json: false, out: (line) => void told.push(line) });
    if (code !== 2) break;
    await sleep(300);
  }
  return told.join('\n');
}

async function verifyLog(): Promise<string> {
  const told: string[] = [];
  const heads = join(folder, 'no-heads');
  await runAuditVerify({ pool, keys, heads, json: false, out: (line) => told.push(line) });
  return told.join('\n');
}

const attack = async (text: string, ...values: unknown[]) => await pool.query({ text, values });
const indexOf = async (requestId: string, kind: string): Promise<number> =>
  Number(
    (await attack('select index from audit.entry where request_id = $1 and kind = $2', requestId, kind)).rows[0]?.index,
  );

describe('who has the database of the log and none of its keys', () => {
  it('makes no receipt of another export, nor a whole one of one that was cut', async () => {
    const gone = new AbortController();
    log.before = ({ header: { kind, requestId } }) => {
      if (kind === 'EXPORT_PART' && requestId.endsWith('/1')) gone.abort();
    };
    const cut = await take('cut', gone.signal);
    for (let tries = 0; tries < 100 && !log.kinds().includes('ABORTED'); tries += 1) await sleep(20);
    expect(await receiptOf(cut)).toMatchObject({ status: 'ABORTED', code: 'CLIENT_CLOSED' });
    log.reset();
    const whole = await take('whole');
    expect(await verifyFile(whole)).toMatch(/^OK /);
    await attack("update audit.entry set request_id = 'x' where request_id = $1 and kind = 'ABORTED'", cut.id);
    await attack("update audit.entry set request_id = $1 where request_id = $2 and kind = 'OUTCOME'", cut.id, whole.id);
    const forged = await receiptOf(cut);
    expect([forged.status, forged.sha256]).toEqual(['UNDER_WAY', undefined]);
    expect(await verifyFile(whole)).toMatch(/^OK /);
    expect(await verifyLog()).toContain('the column requestId does not say what the stored bytes say');
  });

  it.each([
    [
      'takes a page away',
      'delete from audit.entry where index = $1',
      'entries are gone that the log would prove it by',
    ],
    [
      'puts another hash in the place of the end',
      "update audit.entry set leaf_hash = sha256('x') where index = $1",
      'the log holds another entry there',
    ],
    [
      'lets two pages change places',
      `update audit.entry e set bytes = o.bytes, header = o.header, sealed = o.sealed, leaf_hash = o.leaf_hash
       from audit.entry o where e.log = o.log and e.index in ($1::bigint, $1::bigint + 1) and o.index = 2 * $1::bigint + 1 - e.index`,
      'the log does not prove the entry',
    ],
  ])('proves nothing where he %s, and the log says where', async (what, text, why) => {
    const taken = await take(what.replaceAll(' ', '-'));
    expect(await verifyFile(taken)).toMatch(/^OK /);
    const isOfEnd = what.includes('end');
    const index = await indexOf(isOfEnd ? taken.id : `${taken.id}/0`, isOfEnd ? 'OUTCOME' : 'EXPORT_PART');
    const kept = `public.kept_${index}`;
    await attack(`create table ${kept} as table audit.entry`);
    await attack(text, index);
    try {
      expect(await verifyFile(taken)).toMatch(new RegExp(`^BROKEN .*${why}`));
      expect(await verifyLog()).toMatch(new RegExp(`^BROKEN [\\s\\S]*entr(?:y|ies) ${index}\\b`));
    } finally {
      await attack('delete from audit.entry');
      await attack(`insert into audit.entry select * from ${kept}`);
    }
  });
});
