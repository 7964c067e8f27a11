import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TokenSource } from '../../client/asking/tokens.js';
import { createClients } from '../../client/clients.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { type Act, openScriptedServer, refusing, tokenOf } from './support/scriptedServer.js';

const purpose = 'CUSTOMS_CONTROL';
const request = { path: 'export', accept: 'application/jsonl', question: { query: '{ a }' } };
const server = closedAfter(await openScriptedServer());
beforeEach(() => void server.got.splice(0));

const clientsOf = (token: TokenSource = () => tokenOf()) => createClients({ server: server.url, token });
const sending =
  (text: string, type = 'application/jsonl'): Act =>
  (response) =>
    response.writeHead(200, { 'content-type': type }).end(text);
/** The beginning of a file that never ends; `until` resolves when its connection is gone. */
function unending(): { readonly act: Act; readonly until: Promise<void> } {
  let end = (): void => undefined;
  const until = new Promise<void>((ended) => {
    end = ended;
  });
  const act: Act = (response) => {
    response.once('close', end);
    response.writeHead(200, { 'content-type': 'application/jsonl' }).write('{"a":1}\n');
  };
  return { act, until };
}

describe('a file of the server', () => {
  test('is asked for as a question is, beside the graph', async () => {
    server.next(sending('{"a":1}\n'), sending('type Query', 'text/plain; charset=utf-8'));
    const client = await clientsOf().enter({ purpose, caseReference: 'NLC-2026-00017' });
    expect(await (await client.file(request)).text()).toBe('{"a":1}\n');
    expect(await (await client.file({ path: 'schema.graphql', accept: 'text/plain' })).text()).toBe('type Query');
    const headers = { 'query-purpose': purpose, 'case-reference': 'NLC-2026-00017', authorization: expect.any(String) };
    expect(server.got).toEqual([
      { path: '/export', method: 'POST', body: { query: '{ a }' }, headers: expect.objectContaining(headers) },
      { path: '/schema.graphql', method: 'GET', body: undefined, headers: expect.objectContaining(headers) },
    ]);
    expect(server.got[1]?.headers).not.toHaveProperty('content-type');
  });

  test('is refused as a question is, and an answer of the graph is never taken for it', async () => {
    const client = await clientsOf().enter({ purpose });
    server.next(refusing(403, 'EXPORT_NOT_PERMITTED'));
    await expect(client.file(request)).rejects.toMatchObject({ name: 'Refusal', code: 'EXPORT_NOT_PERMITTED' });
    server.next(sending('{"data":{},"extensions":{}}', 'application/json'));
    await expect(client.file(request)).rejects.toMatchObject({ code: 'NOT_AN_ANSWER' });
    server.next(sending('{"errors":[{"message":"no","extensions":{"code":"INTERNAL"}}]}', 'application/json'));
    await expect(client.file(request)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('is none where a proxy answers in the place of the server, whatever the proxy writes', async () => {
    const client = await clientsOf().enter({ purpose });
    for (const status of [204, 206, 404, 502]) {
      server.next((response) => response.writeHead(status, { 'content-type': 'application/jsonl' }).end());
      await expect(client.file(request)).rejects.toMatchObject({ code: 'NOT_AN_ANSWER' });
    }
  });

  test('may be JSON that is no answer of the graph, such as the receipt of an export', async () => {
    const client = await clientsOf().enter({ purpose });
    server.next(sending('{"status":"WHOLE"}', 'application/json; charset=utf-8'));
    const response = await client.file({ path: 'export/1/receipt', accept: 'application/json' });
    expect(await response.json()).toEqual({ status: 'WHOLE' });
  });

  test('renews a token that is refused, and waits where it is told to', async () => {
    server.next(refusing(401, 'UNAUTHENTICATED'), refusing(503, 'SHUTTING_DOWN', { 'retry-after': '0' }), sending('b'));
    const tokens = [tokenOf(), tokenOf()];
    const client = await clientsOf(({ renew }) => tokens[renew ? 1 : 0] ?? '').enter({ purpose });
    expect(await (await client.file(request)).text()).toBe('b');
    expect(server.got.map(({ headers }) => headers.authorization)).toEqual(
      [0, 1, 0].map((at) => `Bearer ${tokens[at]}`),
    );
  });

  test('breaks off when the purpose changes, at the server too', async () => {
    const { act, until } = unending();
    server.next(act);
    const clients = clientsOf();
    const response = await (await clients.enter({ purpose })).file(request);
    const text = response.text();
    clients.leave();
    await expect(text).rejects.toMatchObject({ code: 'VIEWER_CHANGED' });
    await until;
  });

  test('breaks off by its signal, but not by a deadline that its first byte has met', async () => {
    const { act, until } = unending();
    server.next(act);
    const stop = new AbortController();
    const client = await clientsOf().enter({ purpose });
    const response = await client.file(request, { signal: stop.signal, deadlineMs: 300 });
    await new Promise((done) => AbortSignal.timeout(301).addEventListener('abort', done));
    expect(response.bodyUsed).toBe(false);
    const text = response.text();
    stop.abort();
    await expect(text).rejects.toThrow();
    await until;
    const given = new Promise<void>((gone) => server.next((response) => void response.once('close', gone)));
    await expect(client.file(request, { deadlineMs: 50 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    // The server is told that nobody waits for it any more.
    await given;
  });

  test('is of the same server: a token goes nowhere else', async () => {
    const client = await clientsOf().enter({ purpose });
    for (const path of ['https://other.example/export', '//other.example/export', '\\\\other.example/export'])
      await expect(client.file({ ...request, path })).rejects.toThrow(RangeError);
    expect(server.got).toEqual([]);
  });
});
