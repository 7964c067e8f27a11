import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { verifyExport } from '../../../gateway/export/formats/verification/verifyExport.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { CategoryRow, Cell } from '../../../policy/policy.js';
import type { Asker } from '../../support/deployment.js';
import {
  breakFrom,
  exampleCase,
  fileOf,
  holdPart,
  investigator,
  linesOf,
  openExports,
  openWatched,
  postExport,
  takeAll,
} from './exporting.js';

const { log, deployment } = await openExports();

const consignments = `query Take($first: Int) { consignments(first: $first) { edges { node {
  mrn grossMassKg parties { name } goodsItems(first: 1) { edges { node { description } } } } } } }`;
const variables = { first: 20 };

/** The same rows by paging through `/graphql`. */
async function byPaging(by: Asker): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const query =
      'query ($after: String) { consignments(first: 100, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
    const { body } = await deployment.ask(by, query, { after });
    const { edges, pageInfo } = body.data.consignments;
    ids.push(...edges.map(({ node }: { readonly node: { readonly id: string } }) => node.id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

describe('an export', () => {
  it('has every row that paging shows, in its order, and is whole by itself', async () => {
    const ids = await byPaging(investigator);
    log.reset();
    const response = await postExport(deployment, investigator, consignments, { variables });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/jsonl');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { bytes, isCut } = await takeAll(response);
    expect(isCut).toBe(false);
    const lines = linesOf(bytes);
    expect(ids.length).toBeGreaterThan(100);
    expect(lines.flatMap(({ record }) => (record ? [record.id] : []))).toEqual(ids);
    const verified = await verifyExport(fileOf(bytes));
    expect(verified).toMatchObject({ isWhole: true, rows: ids.length, faults: [] });
    expect(lines[0].header).toMatchObject({
      export: response.headers.get('export-id'),
      agency: 'DE-POLICE',
      purpose: 'CRIMINAL_INVESTIGATION',
      caseReference: investigator.caseReference,
      note: expect.stringContaining('as of the reading'),
    });
  });

  it('is in the log before it leaves: intent, each page with whom it names, and its end with the hash of the file', async () => {
    const response = await postExport(deployment, investigator, consignments, { variables });
    const id = response.headers.get('export-id');
    const lines = linesOf((await takeAll(response)).bytes);
    const pages = lines.filter(({ page }) => page);
    expect(log.kinds()).toEqual(['INTENT', ...pages.map(() => 'EXPORT_PART'), 'OUTCOME']);
    expect(log.entries.map(({ header }) => header.requestId)).toEqual([id, ...pages.map((_, n) => `${id}/${n}`), id]);
    const rows = lines.filter(({ record }) => record);
    const parts = log.entries.filter(({ header }) => header.kind === 'EXPORT_PART');
    for (const [index, { body }] of parts.entries()) {
      const named = new Set(body.disclosed.flatMap(({ ids }) => ids));
      const own = rows.slice(index * variables.first, (index + 1) * variables.first);
      expect(own.filter(({ record }) => !named.has(record.id))).toEqual([]);
      expect(body.exported).toEqual({ format: 'jsonl', part: index, rows: own.length });
      expect(body.caseReference).toBe(investigator.caseReference);
      expect(body.disclosed.flatMap(({ categories }) => categories)).toContain('provenance');
    }
    const { rows: count, sha256 } = lines.at(-1).trailer;
    expect(log.entries.at(-1)?.body.exported).toEqual({ format: 'jsonl', parts: pages.length, rows: count, sha256 });
  });

  it('gives no byte of a page before the entry that names it is durable', async () => {
    const held = holdPart(log, 2);
    const response = await postExport(deployment, investigator, consignments, { variables });
    let text = '';
    const reading = (async () => {
      for await (const piece of response.body ?? []) text += Buffer.from(piece as Uint8Array).toString('utf8');
    })();
    await held.reached;
    await sleep(200);
    expect(text.match(/^\{"row":/gm)).toHaveLength(2 * variables.first);
    held.go();
    await reading;
    expect(text).toContain('{"trailer":');
  });

  it('asks under the names of the schema whatever the client calls its fields', async () => {
    const query = '{ all: consignments(first: 100) { edges { node { mrn: grossMassKg weight: mrn } } } }';
    const { bytes } = await takeAll(await postExport(deployment, investigator, query));
    const plain = '{ consignments(first: 100) { edges { node { grossMassKg mrn } } } }';
    const { bytes: same } = await takeAll(await postExport(deployment, investigator, plain));
    const records = (of: Buffer) => linesOf(of).flatMap(({ record }) => (record ? [record] : []));
    expect(records(bytes)).toEqual(records(same));
  });

  it('marks each record with where it was read and how it is to be handled, and says where a list had more', async () => {
    const { bytes } = await takeAll(await postExport(deployment, investigator, consignments, { variables }));
    const lines = linesOf(bytes).filter(({ record }) => record);
    for (const { record } of lines) {
      expect(record.handling).toMatchObject({ originator: expect.any(String), source: expect.any(String) });
      expect(record.handling).toHaveProperty('classification');
      expect(Object.keys(record.provenance)).toEqual(['file', 'format', 'formatVersion', 'run', 'recordedAt']);
      expect(record.provenance).toMatchObject({ file: expect.any(String), run: expect.any(String) });
    }
    expect(lines.some(({ more }) => more?.includes('goodsItems'))).toBe(true);
    expect(lines.every(({ record, more }) => !more || record.goodsItems.length === 1)).toBe(true);
  });

  it('says of each row that its provenance is withheld where the policy withholds it, and reads none', async () => {
    const policy = loadPolicy();
    const row = policy.categories.provenance as CategoryRow;
    const provenance = { ...row, cells: { ...row.cells, EPPO: row.cells.SUPERVISOR as Cell } };
    await deployment.decideBy({ ...policy, categories: { ...policy.categories, provenance } });
    const caseReference = exampleCase('EU-PROSECUTOR');
    const prosecutor: Asker = { ...investigator, agency: 'EU-PROSECUTOR', role: 'CASE_PROSECUTOR', caseReference };
    const { bytes } = await takeAll(await postExport(deployment, prosecutor, consignments, { variables }));
    await deployment.decideBy(policy);
    const rows = linesOf(bytes).filter(({ record }) => record);
    expect(rows.length).toBeGreaterThan(100);
    const said = { path: 'provenance', category: 'provenance', effect: 'NONE', reason: 'CATEGORY' };
    for (const { record, withheld } of rows) {
      expect(record.provenance).toBeNull();
      expect(withheld).toContainEqual(said);
    }
    expect(log.entries.flatMap(({ body }) => body.disclosed.flatMap((each) => each.categories))).not.toContain(
      'provenance',
    );
  });

  it('withholds and masks as the same page of any answer, and says so', async () => {
    const fields = 'mrn parties { name address { country } } risk { score }';
    const query = `{ consignments(first: 100) { edges { node { ${fields} } } } }`;
    const { body } = await deployment.ask(investigator, query);
    const { bytes } = await takeAll(await postExport(deployment, investigator, query));
    const [, { page }] = linesOf(bytes);
    const own = page.withheld.filter(({ path }: { readonly path: string }) => !/^(?:handling|provenance)/.test(path));
    const expected = body.extensions.withheld.map((line: { readonly path: string }) => {
      return { ...line, path: line.path.replace('consignments.edges.*.node.', '') };
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(own).toEqual(expected);
    const records = linesOf(bytes).flatMap(({ record }) => (record ? [record] : []));
    const [first] = body.data.consignments.edges;
    expect(records[0]).toMatchObject(first.node);
  });

  it('is seen by the auditors of the agency, page by page', async () => {
    const response = await postExport(deployment, investigator, consignments, { variables });
    const id = response.headers.get('export-id') as string;
    await takeAll(response);
    const auditor: Asker = { agency: 'DE-POLICE', role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' };
    const query = `query ($id: String!) { auditEntries(first: 100, filter: { requestId: { startsWith: $id } }) { edges { node {
      kind exportFormat exportPart exportParts exportRows exportSha256 disclosedCount } } } }`;
    const { body } = await deployment.ask(auditor, query, { id });
    const nodes = body.data.auditEntries.edges.map(({ node }: { readonly node: object }) => node).reverse();
    expect(nodes[0]).toMatchObject({ kind: 'INTENT', exportFormat: 'jsonl', disclosedCount: 0 });
    expect(nodes[1]).toMatchObject({ kind: 'EXPORT_PART', exportPart: 0, exportRows: variables.first });
    expect(nodes[1].disclosedCount).toBeGreaterThanOrEqual(variables.first);
    expect(nodes.at(-1)).toMatchObject({ kind: 'OUTCOME', exportSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('an export is refused', () => {
  const refusals: readonly (readonly [string, Partial<Asker>, string, number, string])[] = [
    ['to a role that the matrix does not name', { role: 'ANALYST' }, consignments, 403, 'EXPORT_NOT_PERMITTED'],
    [
      'for a purpose that the matrix does not name',
      { purpose: 'MUTUAL_ASSISTANCE' },
      consignments,
      403,
      'EXPORT_NOT_PERMITTED',
    ],
    [
      'to a kind of agency that the matrix does not name',
      { agency: 'PL-BORDER', caseReference: exampleCase('PL-BORDER') },
      consignments,
      403,
      'EXPORT_NOT_PERMITTED',
    ],
    [
      'of two connections',
      {},
      '{ a: consignments(first: 1) { edges { node { mrn } } } seizures(first: 1) { edges { node { id } } } }',
      400,
      'EXPORT_NOT_POSSIBLE',
    ],
    ['of no connection', {}, '{ consignment(id: "x") { mrn } }', 400, 'EXPORT_NOT_POSSIBLE'],
    ['of no rows', {}, '{ consignments(first: 1) { pageInfo { hasNextPage } } }', 400, 'EXPORT_NOT_POSSIBLE'],
    [
      'from the middle',
      {},
      '{ consignments(first: 1, after: "x") { edges { node { mrn } } } }',
      400,
      'EXPORT_NOT_POSSIBLE',
    ],
    [
      'of two lists in one column',
      {},
      '{ consignments(first: 1) { edges { node { a: goodsItems(first: 1) { edges { node { hs6 } } } goodsItems(first: 2) { edges { node { hs6 } } } } } } }',
      400,
      'EXPORT_NOT_POSSIBLE',
    ],
    [
      'of what is not in the schema',
      {},
      '{ consignments(first: 1) { edges { node { nothing } } } }',
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ];
  it.each(refusals)('%s, and nothing is read', async (_title, by, query, status, code) => {
    const before = deployment.statements();
    const response = await postExport(deployment, { ...investigator, ...by }, query);
    const body = (await response.json()) as { readonly errors: readonly { readonly extensions: object }[] };
    expect(body.errors[0]?.extensions).toMatchObject({ code });
    expect(response.status).toBe(status);
    expect(deployment.statements()).toBe(before);
    expect(log.entries.map(({ header }) => [header.kind, header.code])).toEqual([['REFUSED', code]]);
  });

  it('to strangers, to simple requests of other sites, and by any other method', async () => {
    const url = deployment.url.replace('/graphql', '/export');
    const headers = await deployment.headersOf(investigator);
    const body = JSON.stringify({ query: consignments, variables });
    const plain = { ...headers, 'content-type': 'text/plain' };
    expect((await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status).toBe(
      401,
    );
    expect((await fetch(url, { method: 'POST', body, headers: plain })).status).toBe(415);
    const got = await fetch(`${url}?query=${encodeURIComponent(consignments)}`, { headers });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    const other = { ...headers, 'content-type': 'application/json', accept: 'text/csv' };
    expect((await fetch(url, { method: 'POST', body, headers: other })).status).toBe(406);
    expect(log.kinds().filter((kind) => kind !== 'REFUSED')).toEqual([]);
  });

  it('while another one of the same viewer is under way, and not to anybody else', async () => {
    const held = holdPart(log, 1);
    const own = { ...investigator, subject: 'one-of-them' };
    const first = await postExport(deployment, own, consignments, { variables });
    await held.reached;
    const second = await postExport(deployment, own, consignments, { variables });
    expect([
      second.status,
      ((await second.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions,
    ]).toEqual([429, expect.objectContaining({ code: 'EXPORT_UNDER_WAY' })]);
    held.go();
    const other = await postExport(deployment, investigator, consignments, { variables });
    expect((await takeAll(other)).isCut).toBe(false);
    expect((await takeAll(first)).isCut).toBe(false);
    const third = await postExport(deployment, own, consignments, { variables });
    expect((await takeAll(third)).isCut).toBe(false);
  });
});

describe('an export is broken off', () => {
  const isCutAfter = async (response: Response, parts: number, code: string): Promise<void> => {
    const { bytes, isCut } = await takeAll(response);
    expect(isCut).toBe(true);
    expect(linesOf(bytes).filter(({ record }) => record)).toHaveLength(parts * variables.first);
    expect(await verifyExport(fileOf(bytes))).toMatchObject({ isWhole: false });
    expect(log.entries.at(-1)?.header).toMatchObject({ kind: 'ABORTED', code });
    expect(log.entries.at(-1)?.body.exported).toEqual({ format: 'jsonl', parts, rows: parts * variables.first });
  };

  it('by a change of the policy', async () => {
    const held = holdPart(log, 2);
    const response = await postExport(deployment, investigator, consignments, { variables });
    await held.reached;
    const policy = loadPolicy();
    await deployment.decideBy({ ...policy, version: 'another' });
    held.go();
    await isCutAfter(response, 3, 'POLICY_CHANGED');
    await deployment.decideBy(policy);
  });

  it('by a log that cannot be written: no byte of the page that it did not take', async () => {
    breakFrom(log, 'EXPORT_PART', 2);
    const response = await postExport(deployment, investigator, consignments, { variables });
    const { bytes, isCut } = await takeAll(response);
    expect(isCut).toBe(true);
    expect(linesOf(bytes).filter(({ record }) => record)).toHaveLength(2 * variables.first);
    expect(log.kinds()).toEqual(['INTENT', 'EXPORT_PART', 'EXPORT_PART']);
    expect(deployment.warnings.some((line) => line.includes('could not say that an export was aborted'))).toBe(true);
  });

  it.each([
    ['INTENT', 0],
    ['EXPORT_PART', 0],
  ])('before it begins where the log takes no %s', async (kind, from) => {
    breakFrom(log, kind, from);
    const response = await postExport(deployment, investigator, consignments, { variables });
    const body = await response.text();
    expect([response.status, body.includes('AUDIT_UNAVAILABLE'), body.includes('"record"')]).toEqual([
      503,
      true,
      false,
    ]);
  });

  it('without a trailer where the log does not take its end', async () => {
    breakFrom(log, 'OUTCOME', 0);
    const { bytes, isCut } = await takeAll(await postExport(deployment, investigator, consignments, { variables }));
    expect(isCut).toBe(true);
    expect(await verifyExport(fileOf(bytes))).toMatchObject({ isWhole: false });
  });

  it.each([
    ['INTENT', 'REFUSED'],
    ['EXPORT_PART', 'ABORTED'],
  ])('by a client that hangs up before the first byte, at %s, whose place is free again', async (kind, end) => {
    const gone = new AbortController();
    log.before = async ({ header }) => {
      if (header.kind !== kind) return;
      gone.abort();
      await sleep(100);
    };
    const own = { ...investigator, subject: `hangs-up-at-${kind}` };
    const query = '{ seizures(first: 100) { edges { node { seizedAt } } } }';
    const asked = postExport(deployment, own, query, { signal: gone.signal });
    await expect(asked).rejects.toThrow('aborted');
    for (let tries = 0; tries < 200 && !log.kinds().includes(end); tries += 1) await sleep(20);
    expect(log.entries.at(-1)?.header).toMatchObject({ kind: end, code: 'CLIENT_CLOSED' });
    log.reset();
    expect((await takeAll(await postExport(deployment, own, query))).isCut).toBe(false);
  });

  it('by a client that hangs up, whose place is free again', async () => {
    const held = holdPart(log, 2);
    const own = { ...investigator, subject: 'hangs-up' };
    const gone = new AbortController();
    const response = await postExport(deployment, own, consignments, { variables, signal: gone.signal });
    await held.reached;
    gone.abort();
    await takeAll(response);
    await sleep(100);
    held.go();
    for (let tries = 0; tries < 200 && !log.kinds().includes('ABORTED'); tries += 1) await sleep(20);
    expect(log.entries.at(-1)?.header).toMatchObject({ kind: 'ABORTED', code: 'CLIENT_CLOSED' });
    expect(log.entries.at(-1)?.body.exported).toMatchObject({ parts: 2 });
    log.reset();
    expect((await takeAll(await postExport(deployment, own, consignments, { variables }))).isCut).toBe(false);
  });

  it('by the end of its server before the first byte: its client is told so, and the log too', async () => {
    const ending = await openWatched();
    const held = holdPart(ending.log, 0);
    const asked = postExport(ending.deployment, investigator, consignments, { variables });
    await held.reached;
    const closed = ending.deployment.close();
    await sleep(50);
    held.go();
    const response = await asked;
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('SHUTTING_DOWN')]);
    await closed;
    expect(ending.log.entries.at(-1)?.header).toMatchObject({ kind: 'ABORTED', code: 'SHUTTING_DOWN' });
  });
});
