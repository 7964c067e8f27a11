import { expect, test } from '@jest/globals';
import type { NewEntry } from '../../../auditlog/types.js';
import { createMeters } from '../../../cli/metrics/meters.js';
import { createExchange, type Exchange } from '../../../gateway/exchange/exchange.js';
import type { IncomingRequest } from '../../../gateway/http/incoming.js';
import { bindIdentity } from '../../../gateway/identity/bind.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Agency } from '../../../policy/policy.js';
import { PortcullisError } from '../../../schema/errors.js';
import type { LimitStore } from '../../../storage/limits/limitStore.js';
import { memoryLog } from '../../gateway/support/memoryLog.js';

const policy = loadPolicy();
const officer = { subject: 'officer-7', role: 'ANALYST' };

/** A request of somebody, with what its stages left on it. */
function answered(agency: string, more: object = {}): Exchange {
  const viewer = { agency, subject: 'officer-7', kind: 'CUSTOMS_MS', country: 'NL', role: 'ANALYST' };
  return Object.assign(
    createExchange({ headers: {} } as IncomingRequest),
    { identity: { viewer, client: 'other' } },
    more,
  );
}

test('counts a request by handler, code, purpose and agency, and what was withheld of it by reason', async () => {
  const { gateway, registry } = createMeters();
  const purpose = 'RISK_ANALYSIS';
  const withheld = [
    { path: 'persons.edges.*.node.name', reason: 'CATEGORY', count: 3 },
    { path: 'persons.edges.*.node.birthDate', reason: 'CATEGORY', count: 2 },
  ];
  const more = { handler: 'known', facts: { purpose }, shaped: { withheld } };
  gateway.answered(answered('NL-CUSTOMS', more), { policy });
  const text = await registry.metrics();
  expect(text).toContain(
    'portcullis_requests_total{door="known",code="OK",purpose="RISK_ANALYSIS",agency="NL-CUSTOMS"} 1\n',
  );
  expect(text).toContain('portcullis_withheld_total{reason="CATEGORY"} 5\n');
  expect(text).not.toMatch(/officer-7|birthDate/);
});

test('counts a page of an export once, where it failed too, and the export as one request', async () => {
  const { gateway, registry } = createMeters();
  const sources = [{ name: 'seizures', result: 'ERROR', durationMs: 5 }];
  const collected = { errors: [new PortcullisError('SOURCE_UNAVAILABLE')] };
  gateway.pageRead(answered('DE-POLICE', { sources, collected, code: 'EXPORT_INCOMPLETE' }));
  const facts = { purpose: 'CRIMINAL_INVESTIGATION' };
  gateway.answered(answered('DE-POLICE', { handler: 'export', facts, sources, code: 'EXPORT_INCOMPLETE' }), { policy });
  const text = await registry.metrics();
  expect(text).toContain('portcullis_export_page_seconds_count{code="EXPORT_INCOMPLETE"} 1\n');
  expect(text).toContain('portcullis_source_seconds_count{source="seizures",result="ERROR"} 1\n');
  expect(text).toContain('portcullis_answer_errors_total{code="SOURCE_UNAVAILABLE"} 1\n');
  expect(text).toMatch(/^portcullis_requests_total\{door="export",code="EXPORT_INCOMPLETE",.*\} 1$/m);
});

test('names no agency that the policy does not have', async () => {
  const { gateway, registry } = createMeters();
  for (const agency of ['NL-CUSTOMS', 'Jan de Vries', '__proto__', 'constructor', 'NLC-2026-00017'])
    gateway.answered(answered(agency), { policy });
  const agencies = [...(await registry.metrics()).matchAll(/agency="([^"]*)"/g)].map(([, agency]) => agency);
  expect([...new Set(agencies)]).toEqual(['NL-CUSTOMS', 'other']);
});

test('counts a request by registered client; 10,000 hostile ids are one series', async () => {
  const { gateway, registry } = createMeters();
  const agency = policy.agencies['NL-CUSTOMS'] as Agency;
  const hostile = ['portcullis-cli"', 'a\n# HELP x', '__proto__', 'constructor', '', 'officer-7', 'Portcullis-cli'];
  const ids = ['portcullis-cli', ...hostile, ...Array.from({ length: 10_000 }, (_, at) => `client-${at}`)];
  for (const client of ids)
    gateway.answered(answered(agency.id, { identity: bindIdentity(policy, agency, { ...officer, client }) }), {
      policy,
    });
  gateway.answered(answered(agency.id, { identity: undefined, code: 'UNAUTHENTICATED' }), { policy });
  const text = await registry.metrics();
  expect(text.match(/^portcullis_client_requests_total\{.*$/gm)).toEqual([
    'portcullis_client_requests_total{agency="NL-CUSTOMS",client="portcullis-cli",code="OK"} 1',
    'portcullis_client_requests_total{agency="NL-CUSTOMS",client="other",code="OK"} 10007',
  ]);
});

test('counts what a source tries by its state, and gives the reservation as it came', async () => {
  const { counted, registry } = createMeters();
  const reserved = { trials: [true, false], lookups: [[6, 0]] } as const;
  const replies = [reserved, null];
  const reserve: LimitStore['reserve'] = async () => replies.shift() ?? null;
  const store = counted('persons', { reserve });
  const counts = { own: [], shared: [] };
  const asked = { at: '', agency: 'NL-CUSTOMS', asker: 'af', trials: [counts, counts], lookups: [] };
  expect(await store.reserve(asked)).toBe(reserved);
  expect(await store.reserve(asked)).toBeNull();
  const text = await registry.metrics();
  expect(text).toContain('portcullis_trials_total{source="persons",state="ASKED"} 1\n');
  expect(text).toContain('portcullis_trials_total{source="persons",state="LIMITED"} 1\n');
  expect(text).toContain('portcullis_trials_total{source="persons",state="UNAVAILABLE"} 2\n');
  expect(text).toContain('portcullis_lookups_total{source="persons"} 6\n');
});

test('says for how long entries wait for a signed head', async () => {
  const { writer, written, registry } = createMeters();
  writer(() => 2);
  const entry = (index: number) => ({ index, header: { kind: 'OUTCOME' } });
  const unsigned = async () =>
    Number(/^portcullis_log_unsigned_age_seconds (\S+)$/m.exec(await registry.metrics())?.[1] ?? Number.NaN);
  expect(await unsigned()).toBe(0);
  written.written([entry(0), entry(1)] as unknown as Parameters<typeof written.written>[0]);
  expect(await unsigned()).toBeGreaterThan(0);
  written.signed(1);
  expect(await unsigned()).toBeGreaterThan(0);
  written.signed(2);
  expect(await unsigned()).toBe(0);
  const text = await registry.metrics();
  expect(text).toContain('portcullis_log_entries_total{kind="OUTCOME"} 2\n');
  expect(text).toContain('portcullis_log_entries_total{kind="ENUMERATION"} 0\n');
  expect(text).toContain('portcullis_log_batch_entries_bucket{le="2"} 1\n');
  expect(text).toContain('portcullis_log_head_entries 2\n');
  expect(text).not.toContain('witness');
});

test('shows of a source its calls, and nothing of a gateway, a log or an export', async () => {
  const { calls, registry } = createMeters();
  const { called } = calls('cargo');
  called('OK', 20);
  called('SOURCE_TIMEOUT', 5000);
  const text = await registry.metrics();
  expect(text).toContain('portcullis_call_seconds_count{source="cargo",code="OK"} 1\n');
  expect(text).toContain('portcullis_call_seconds_count{source="cargo",code="SOURCE_TIMEOUT"} 1\n');
  const own = [...text.matchAll(/^# TYPE (portcullis_\w+)/gm)].map(([, name]) => name);
  expect(own).toEqual(['portcullis_call_seconds']);
});

test('has one process that is late stand for all of them', async () => {
  const all = await createMeters().registry.getMetricsAsJSON();
  expect(all.find(({ name }) => name === 'nodejs_eventloop_lag_p99_seconds')).toMatchObject({ aggregator: 'max' });
});

test('counts entries that the log did not take, from 0 on, so that the first one is an increase', async () => {
  const { timed, registry } = createMeters();
  const failures = async () => /^portcullis_log_append_failures_total (\d+)$/m.exec(await registry.metrics())?.[1];
  const log = memoryLog();
  const { append } = timed(log);
  const entry = { header: { kind: 'OUTCOME' } } as unknown as NewEntry;
  await append(entry);
  expect(await failures()).toBe('0');
  log.broken = true;
  await expect(append(entry)).rejects.toThrow();
  expect(await failures()).toBe('1');
});
