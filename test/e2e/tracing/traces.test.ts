import { beforeAll, describe, expect, test } from '@jest/globals';
import { createTracer } from '../../../cli/tracing/createTracer.js';
import { story } from '../../../ingest/demo/story.js';
import { readPackageFile } from '../../../schema/files.js';
import { type CollectedSpan, startCollector } from '../../cli/tracing/collector.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';
const planted = {
  caseReference: 'NLC-2026-77777',
  justification: 'Planted Justification',
  name: 'Plantedname',
  mrn: '26NLPLANTED0000001',
};
const asker: Asker = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION', subject: 'planted-officer', ...planted };
const query = readPackageFile('ingest', 'demo', 'question.graphql');

const collector = closedAfter(await startCollector());
let open: TestDeployment;
beforeAll(async () => {
  const make = (service: string) =>
    createTracer({ url: collector.url, ratio: 0, service, instance: 'test', log: { warn: () => undefined } });
  const [gateway, sources] = [make('portcullis'), make('portcullis sources')];
  open = closedAfter(await openTestDeployment({ demo: true, apart: true, tracers: { gateway, sources } }));
  const ask = async (traceparent: string, text: string, variables: object, authorization = {}): Promise<number> => {
    const headers = {
      ...(await open.headersOf(asker)),
      'content-type': 'application/json',
      traceparent,
      ...authorization,
    };
    const response = await postJson(open.url, headers, { query: text, variables });
    await response.arrayBuffer();
    return response.status;
  };
  const stated = (number: number) => `00-${trace.slice(0, -1)}${number}-${parent}-01`;
  expect(await ask(stated(1), query, { container: story.containerId })).toBe(200);
  expect(await ask(stated(2), query, { container: story.containerId })).toBe(200);
  const search = `query Planted($mrn: String!) { consignment(mrn: $mrn) { id } search(text: "${planted.name}", first: 5) { edges { node { __typename } } } }`;
  await ask(stated(3), search, { mrn: planted.mrn });
  expect(await ask(stated(4), `{ ${planted.name} }`, {})).toBe(200);
  expect(await ask(stated(5), query, {}, { authorization: `Bearer ${planted.name}` })).toBe(401);
  expect(await ask(`00-${trace.slice(0, -1)}6-${parent}-00`, query, { container: story.containerId })).toBe(200);
  await gateway.close();
  await sources.close();
}, 60_000);

const spansOf = (number: number): readonly CollectedSpan[] =>
  collector.spans.filter(({ traceId }) => traceId === `${trace.slice(0, -1)}${number}`);

describe('the spans of a request', () => {
  test.each([
    [1, 'asked first'],
    [2, 'asked again'],
  ])("are one tree under the client's span, through gateway and sources: trace %d, %s", (number) => {
    const spans = spansOf(number);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const wayUp = (span: CollectedSpan): string => {
      const above = byId.get(span.parentSpanId ?? '');
      return above ? `${wayUp(above)} ${span.name}` : `${span.parentSpanId} ${span.name}`;
    };
    const ways = new Set(spans.map(wayUp));
    for (const way of [
      'request',
      ...['identify', 'negotiate', 'checkDocument', 'purpose', 'authorize', 'plan', 'shape', 'auditOutcome'].map(
        (stage) => `request ${stage}`,
      ),
      'request execute source call statement',
    ])
      expect(ways).toContain(`${parent} ${way}`);
    const services = new Map(spans.map(({ name, service }) => [name, service]));
    expect([services.get('source'), services.get('call')]).toEqual(['portcullis', 'portcullis sources']);
    expect(spans.filter(({ parentSpanId = '' }) => !byId.has(parentSpanId)).map(({ name }) => name)).toEqual([
      'request',
    ]);
  });

  test('say who asks by agency, why and how it ended, and count the rows of statements by the name they are prepared under', () => {
    const [request] = spansOf(1).filter(({ name }) => name === 'request');
    expect(request?.attributes).toMatchObject({
      'portcullis.agency': 'NL-CUSTOMS',
      'portcullis.role': 'ANALYST',
      'portcullis.purpose': 'JOINT_OPERATION',
      'portcullis.code': 'OK',
      'http.response.status_code': 200,
    });
    const statements = spansOf(1).filter(({ name }) => name === 'statement');
    expect(statements.length).toBeGreaterThan(5);
    for (const { attributes } of statements)
      expect(attributes).toEqual({
        'portcullis.statement': expect.stringMatching(/^[\w-]{32}$/),
        'db.response.returned_rows': expect.any(Number),
      });
  });

  test('hold nothing that a client or a record states: crawled through every attribute', () => {
    expect(spansOf(3).length).toBeGreaterThan(5);
    expect(spansOf(4).map(({ name }) => name)).toContain('request');
    const text = collector.bodies.join('\n');
    for (const value of [
      ...Object.values(planted),
      'planted',
      'Planted',
      story.containerId,
      'select ',
      'query',
      '127.0.0.1',
      'Bearer',
    ])
      expect([value, text.includes(value)]).toEqual([value, false]);
    const known =
      /^(?:portcullis\.(?:requestId|agency|role|purpose|code|handler|source|result|statement)|http\.response\.status_code|db\.response\.returned_rows)$/;
    const values = collector.spans.flatMap(({ attributes }) => Object.entries(attributes));
    expect(values.length).toBeGreaterThan(100);
    expect(values.filter(([name, value]) => !known.test(name) || !/^[\w-]{1,40}$/.test(String(value)))).toEqual([]);
  });

  test("are none where the request is a stranger's, or its caller says not to record it", () => {
    expect([spansOf(5), spansOf(6)]).toEqual([[], []]);
  });
});
