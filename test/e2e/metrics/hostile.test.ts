import { Agent } from 'node:http';
import { expect, test } from '@jest/globals';
import { createMeters } from '../../../cli/metrics/meters.js';
import { investigator, linesOf, postExport, takeAll } from '../../gateway/export/exporting.js';
import { openTestDeployment } from '../../support/deployment.js';
import { post } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { tries } from '../../support/runner/tries.js';

/*
 * What others write into a request: however much of it there is, no label takes a value from it.
 */
const meters = createMeters();
const deployment = closedAfter(await openTestDeployment({ demo: true, offers: () => ({ observer: meters.gateway }) }));

const planted = 'Wanjiru-Kamau-1961';

/** Every line of a metric of ours, without its value. */
async function series(): Promise<readonly string[]> {
  const text = await meters.registry.metrics();
  return text.split('\n').flatMap((line) => (line.startsWith('portcullis_') ? [line.replace(/ \S+$/, '')] : []));
}

const viewer = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' } as const;

/** All requests. */
const all = tries(2_200, 10_200);

/** What a hostile client sends the nth time: words of its own wherever it can place some. */
async function hostile(n: number, own: Readonly<Record<string, string>>) {
  const word = `${planted}-${n}`;
  if (n % 45 === 0)
    return { headers: await deployment.headersOf({ ...viewer, client: word }), body: { query: '{ __typename }' } };
  const forms: readonly { readonly headers: Record<string, string>; readonly body: object }[] = [
    { headers: { authorization: `Bearer ${word}` }, body: { query: '{ __typename }' } },
    { headers: { authorization: `Basic ${word}` }, body: { query: `{ ${word} }` } },
    { headers: { ...own, 'query-purpose': word }, body: { query: '{ persons(first: 1) { edges { node { id } } } }' } },
    { headers: { ...own, 'case-reference': word }, body: { query: '{ persons(first: 1) { edges { node { id } } } }' } },
    { headers: { ...own, 'x-request-id': word, 'user-agent': word }, body: { documentId: word } },
    { headers: own, body: { query: `query ${word.replaceAll('-', '_')} { __typename }`, operationName: word } },
    { headers: own, body: { query: '{ __typename }', extensions: { purpose: word, [word]: word } } },
    { headers: { ...own, forwarded: word, 'x-forwarded-for': word }, body: { [word]: word } },
  ];
  // Why strangers most of the time: what comes to the log takes longer, and says no more the tenth time.
  return forms[n % 5 === 0 ? (n / 5) % forms.length : n % 2] as (typeof forms)[number];
}

test('thousands of hostile requests add no value to any label', async () => {
  const own = await deployment.headersOf(viewer);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = async (n: number): Promise<void> => {
    const { headers, body } = await hostile(n, own);
    const sent = { 'content-type': 'application/json', ...headers };
    await post({ url: deployment.url, headers: sent, body: JSON.stringify(body) }, agent);
  };
  const flood = async (from: number, to: number): Promise<void> => {
    let next = from;
    const one = async (): Promise<void> => {
      while (next < to) {
        next += 1;
        await send(next);
      }
    };
    await Promise.all(Array.from({ length: 32 }, one));
  };
  await flood(0, 200);
  const before = await series();
  await flood(200, all);
  agent.destroy();
  const after = await series();
  expect(after).toEqual(before);
  expect(before.join()).not.toContain(planted);
  const clients = new Set(before.flatMap((line) => /client="[^"]*"/.exec(line) ?? []));
  expect([...clients].sort()).toEqual(['client="other"', 'client="portcullis-cli"']);
  const text = await meters.registry.metrics();
  const counted = [...text.matchAll(/^portcullis_requests_total\{.*\} (\d+)$/gm)].map(([, count]) => Number(count));
  expect(counted.reduce((sum, count) => sum + count)).toBe(all);
});

test('shows what was asked, of which source, and what was withheld', async () => {
  const { status } = await deployment.ask(
    { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' },
    '{ persons(first: 5) { edges { node { id name birthDate } } } }',
  );
  expect(status).toBe(200);
  const text = await meters.registry.metrics();
  expect(text).toMatch(/^portcullis_requests_total\{.*purpose="BORDER_CHECK",agency="PL-BORDER"\} 1$/m);
  expect(text).toMatch(/^portcullis_source_seconds_count\{source="persons",result="OK"\} [1-9]/m);
  expect(text).toMatch(/^portcullis_plan_seconds_count [1-9]/m);
});

/** The value of a series; 0 where there is none. */
async function valueAt(name: string): Promise<number> {
  const found = (await meters.registry.metrics()).split('\n').find((line) => line.startsWith(`${name} `));
  return Number(found?.slice(name.length + 1) ?? 0);
}

test('counts each page of an export as a look: its calls of sources and what was withheld, once', async () => {
  const names = [
    'portcullis_source_seconds_count{source="cargo",result="OK"}',
    'portcullis_export_page_seconds_count{code="OK"}',
    'portcullis_requests_total{door="export",code="OK",purpose="CRIMINAL_INVESTIGATION",agency="DE-POLICE"}',
  ];
  const before = await Promise.all(names.map(valueAt));
  const withheld = 'portcullis_withheld_total{reason="CATEGORY"}';
  const withheldBefore = await valueAt(withheld);
  const query = '{ consignments(first: 100) { edges { node { mrn risk { score } } } } }';
  const { bytes } = await takeAll(await postExport(deployment, investigator, query));
  const lines = linesOf(bytes);
  const pages = lines.filter(({ page }) => page);
  expect(pages.length).toBeGreaterThan(2);
  const after = await Promise.all(names.map(valueAt));
  expect(after.map((value, at) => value - (before[at] ?? 0))).toEqual([pages.length, pages.length, 1]);
  const told = pages.flatMap(({ page }) => page.withheld ?? []).filter(({ reason }) => reason === 'CATEGORY');
  const count = told.reduce((sum, line) => sum + line.count, 0);
  expect(count).toBeGreaterThan(0);
  expect((await valueAt(withheld)) - withheldBefore).toBe(count);
});
