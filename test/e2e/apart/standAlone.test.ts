import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { decodeEntry } from '../../../auditlog/entry/decode.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { startSourceAlone } from './sourceAlone.js';

/*
 * One source behind a router that is not ours: over real HTTP, with the viewer's token and a log of its own.
 */
const alone = await startSourceAlone(['--log-id', 'harbour'], { PORTCULLIS_LOG_LEVEL: 'warn' });
const { pool } = alone;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  for (const [who, agency, role] of [
    ['ANALYST', 'NL-CUSTOMS', 'ANALYST'],
    ['SYSTEM_CLIENT', 'NL-CUSTOMS', 'SYSTEM_CLIENT'],
    ['BORDER', 'PL-BORDER', 'ANALYST'],
  ] as const) {
    tokens[who] = await mintToken(alone.dataDirectory, agency, role);
  }
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly body: any;
}

const query =
  'query Find_Jan_Jansen { container(id: "CSQU3054383") { consignments(first: 1) { edges { node { id mrn } } } } }';

async function ask(text: string, headers: Record<string, string>, more: object = {}): Promise<Answer> {
  const response = await postJson(alone.url, headers, { query: text, ...more });
  return { status: response.status, body: await response.json() };
}

const withToken = (more: Record<string, string> = {}, who = 'ANALYST'): Record<string, string> => ({
  authorization: `Bearer ${tokens[who]}`,
  ...more,
});
const purpose = { 'query-purpose': 'CUSTOMS_CONTROL' };

async function codeOf(answer: Promise<Answer>): Promise<[number, string | undefined]> {
  const { status, body } = await answer;
  expect(body.data ?? null).toBeNull();
  return [status, body.errors[0].extensions.code];
}

/** Without those of strangers, which come aggregated, in their own time, and of the tokens that were minted. */
async function entries(): Promise<{ kind: string; code: string; bytes: Buffer; header: Buffer; log: string }[]> {
  const { rows } = await pool.query({
    text: `select log, kind, code, bytes, header from audit.entry where code <> 'UNAUTHENTICATED' and log = 'harbour-cargo'
      and kind <> 'OPENED' order by index`,
  });
  return rows as { kind: string; code: string; bytes: Buffer; header: Buffer; log: string }[];
}

describe('a source that stands alone', () => {
  test('is asked by a viewer with token and purpose, and writes its own log before it answers', async () => {
    const { status, body } = await ask(query, withToken(purpose), { operationName: 'Find_Jan_Jansen' });
    expect([status, body.data]).toEqual([200, { container: { consignments: { edges: [] } } }]);
    expect(body.extensions.audit).toMatchObject({ log: 'harbour-cargo', index: 1 });
    const [entry] = await entries();
    expect(entry).toMatchObject({ log: 'harbour-cargo', kind: 'OUTCOME', code: 'OK' });
    expect(entry && decodeEntry(entry)?.header).toMatchObject({
      agency: 'NL-CUSTOMS',
      purpose: 'CUSTOMS_CONTROL',
      // A name in the words of anyone who asks stays in the sealed document.
      operationName: null,
    });
  });

  test('takes from budgets that its other processes share, and says whether it could answer', async () => {
    const { rows } = await pool.query({ text: 'select count(*)::int as buckets from limits.budget' });
    expect(rows).toEqual([{ buckets: 2 }]);
    const probe = await fetch(new URL('/readyz', alone.url));
    const checks = { database: 'ok', audit: 'ok', logs: 'ok', keys: 'ok', limits: 'ok' };
    expect([probe.status, await probe.json()]).toEqual([200, { status: 'ok', checks }]);
  });

  test('is not asked without a token, nor with one that is not good, whatever the headers say', async () => {
    expect(await codeOf(ask(query, purpose))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await codeOf(ask(query, { ...purpose, authorization: 'Bearer a.b.c' }))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await codeOf(ask('{ _service { sdl } }', {}))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await codeOf(ask(query, { ...purpose, 'portcullis-assertion': 'e30.e30' }))).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
  });

  test('demands a purpose that the viewer may state, and logs whom it refused', async () => {
    const before = (await entries()).length;
    expect(await codeOf(ask(query, withToken()))).toEqual([403, 'PURPOSE_REQUIRED']);
    expect(await codeOf(ask(query, withToken({ 'query-purpose': 'DATA_PROTECTION_AUDIT' })))).toEqual([
      403,
      'PURPOSE_NOT_ALLOWED',
    ]);
    const entity = '{ _entities(representations: [{ __typename: "Consignment", ref: "x" }]) { __typename } }';
    expect(await codeOf(ask(entity, withToken()))).toEqual([403, 'PURPOSE_REQUIRED']);
    const refused = (await entries()).slice(before).map(({ kind, code }) => `${kind} ${code}`);
    expect(refused).toEqual(['REFUSED PURPOSE_REQUIRED', 'REFUSED PURPOSE_NOT_ALLOWED', 'REFUSED PURPOSE_REQUIRED']);
  });

  test('shows its schema to a router that has a token, without a purpose', async () => {
    const { body } = await ask('{ _service { sdl } }', withToken());
    expect(body.data._service.sdl).toContain('type Consignment');
  });

  test('refuses systems, which run registered documents only, and documents that are too large', async () => {
    expect(await codeOf(ask(query, withToken(purpose, 'SYSTEM_CLIENT')))).toEqual([
      403,
      'PERSISTED_DOCUMENT_ID_REQUIRED',
    ]);
    const wide = `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: __typename`).join(' ')} }`;
    expect((await codeOf(ask(wide, withToken(purpose))))[1]).toBe('OPERATION_TOO_LARGE');
  });

  test('refuses a filter on what the viewer cannot have, whether or not anything matches', async () => {
    const filtered = '{ consignments(first: 1, filter: { riskScore: { gte: 50 } }) { edges { node { id } } } }';
    const border = withToken({ 'query-purpose': 'BORDER_CHECK' }, 'BORDER');
    expect(await codeOf(ask(filtered, border))).toEqual([403, 'FILTER_NOT_PERMITTED']);
    expect((await ask(filtered, withToken({ 'query-purpose': 'RISK_ANALYSIS' }))).status).toBe(200);
  });

  test('keeps the justification in the sealed part of its entry', async () => {
    const reason = { 'query-purpose': 'CRIMINAL_PREVENTION', 'query-justification': 'Pattern%20of%20visits' };
    const { status } = await ask(query, withToken(reason));
    expect(status).toBe(200);
    const { rows } = await pool.query({
      text: "select log, index::int from audit.entry where kind = 'OUTCOME' order by entry.index desc limit 1",
    });
    const { auditSeal } = await openKeys(join(alone.dataDirectory, 'keys'));
    const { log, index } = rows[0] as { log: string; index: number };
    const reader = createAuditReader(pool, log, { auditSeal, store: keyStoreBeside(alone.database.auditKeysUrl) });
    expect((await reader.entry(index))?.body).toMatchObject({ justification: 'Pattern of visits' });
  });

  test('answers nothing that it cannot log', async () => {
    await pool.query({ text: 'alter table audit.entry rename to entry_away' });
    expect(await codeOf(ask(query, withToken(purpose)))).toEqual([503, 'AUDIT_UNAVAILABLE']);
    expect(await codeOf(ask(query, withToken()))).toEqual([503, 'AUDIT_UNAVAILABLE']);
    await pool.query({ text: 'alter table audit.entry_away rename to entry' });
    expect((await ask(query, withToken(purpose))).status).toBe(200);
  });
});
