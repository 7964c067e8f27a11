import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type HttpClient, httpClient } from '../../../../gateway/execution/transport/http/httpClient.js';
import { signWith } from '../../../../gateway/execution/transport/http/signWith.js';
import { SourceSession } from '../../../../gateway/execution/transport/sourceSession.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { PortcullisError } from '../../../../schema/errors.js';
import { assertionHeader } from '../../../../subgraphs/kit/serve/assertion.js';
import { callFrame } from '../../../../subgraphs/kit/serve/calls/frames.js';
import type { SourceCall } from '../../../../subgraphs/kit/serve/execute.js';
import { type ServedSubgraph, serveSubgraph } from '../../../../subgraphs/kit/serve/serve.js';
import { requestOf, signed } from '../../cargo/requests.js';
import { upgrade } from './calls/wire.js';

const request = requestOf(loadPolicy(), 'NL-CUSTOMS');
const { audience, ...stated } = request;
const key = new Uint8Array(32).fill(5);
const assert = (body: string) => signed(key, request, body);
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

let served: ServedSubgraph;
let client: HttpClient;
let calls: SourceCall[];
let lines: Record<string, unknown>[];
let called: string[];
let answer: object;
const ask = async (more: { readonly traceparent?: string; readonly variables?: object } = {}) => {
  const { signal } = new AbortController();
  const session = new SourceSession(stated);
  const operation = { query: '{ secretField }', variables: {}, session, audience, signal, ...more };
  return (await client.execute(operation as Parameters<HttpClient['execute']>[0])).status;
};
beforeEach(async () => {
  calls = [];
  lines = [];
  called = [];
  answer = { data: { secretField: 1 }, extensions: { manifest: { statements: 3 } } };
  const execute = async (call: SourceCall) => {
    calls.push(call);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const subgraph = { name: 'cargo', execute } as unknown as Parameters<typeof serveSubgraph>[0];
  const accessLog = { info: (line: object, message: string) => void lines.push({ ...line, message }) };
  const observer = { called: (code: string) => void called.push(code) };
  served = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, key, accessLog, observer });
  client = httpClient({ url: served.url, maxBytes: 1_000_000, sign: signWith(key) });
});
afterEach(async () => {
  await client.close();
  await served.close();
});

describe('the access log of a source', () => {
  test('has a line for each call, alone or on a shared connection, with the trace that the gateway sends beside it', async () => {
    const line = {
      message: 'call',
      requestId: 'request-1',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      source: 'cargo',
      agency: 'NL-CUSTOMS',
      role: 'ANALYST',
      purpose: 'CRIMINAL_INVESTIGATION',
      code: 'OK',
      durationMs: expect.any(Number),
      statements: 3,
    };
    await ask({ traceparent });
    await ask();
    const sent = JSON.stringify({ query: '{ secretField }' });
    const gateway = await upgrade(served.url, { [assertionHeader]: assert('') });
    gateway.send(callFrame(1, { assertion: assert(sent), traceparent }, sent));
    await gateway.answered(1);
    gateway.socket.destroy();
    expect(lines).toEqual([line, { ...line, traceId: 'request1' }, line]);
    expect(called).toEqual(['OK', 'OK', 'OK']);
    expect(JSON.stringify(lines)).not.toMatch(/secretField|officer-1|CASE-1/);
  });

  test('has none for a call that is not verified, and its trace makes none valid', async () => {
    const stranger = httpClient({ url: served.url, maxBytes: 1_000, sign: signWith(new Uint8Array(32)) });
    const { signal } = new AbortController();
    const operation = {
      query: '{ a }',
      variables: {},
      session: new SourceSession(stated),
      audience,
      signal,
      traceparent,
    };
    expect((await stranger.execute(operation)).status).toBe(401);
    await stranger.close();
    expect([calls, lines, called]).toEqual([[], [], []]);
  });

  test('says how a call ended: refused, in part, or by a fault', async () => {
    answer = { errors: [new PortcullisError('BAD_USER_INPUT')] };
    expect(await ask()).toBe(400);
    answer = { data: { a: null }, errors: [new PortcullisError('INTERNAL')] };
    expect(await ask()).toBe(200);
    answer = new Error('secret');
    await expect(ask()).rejects.toThrow('status 500');
    expect(called).toEqual(['BAD_USER_INPUT', 'PARTIAL', 'INTERNAL']);
    expect(lines.map(({ code }) => code)).toEqual(called);
  });
});
