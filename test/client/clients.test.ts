import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TokenSource } from '../../client/asking/tokens.js';
import { createClients } from '../../client/clients.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { answering, openScriptedServer, refusing, tokenOf } from './support/scriptedServer.js';

const query = '{ a }';
const purpose = 'CUSTOMS_CONTROL';
const server = closedAfter(await openScriptedServer());
beforeEach(() => void server.got.splice(0));

const clientsOf = (token: TokenSource = () => tokenOf(), lastsMs?: number) =>
  createClients({ server: server.url, token, ...(lastsMs === undefined ? {} : { lastsMs }) });
const changed = { code: 'VIEWER_CHANGED' };

describe('a client', () => {
  test('states who asks, for what and in which case, and asks what was withheld cell by cell', async () => {
    const client = await clientsOf().enter({ purpose, caseReference: 'NLC-2026-00017', justification: 'Größe' });
    await client.ask({ query, variables: { a: 1 }, operationName: 'A' });
    expect(server.got).toEqual([
      {
        path: '/graphql',
        method: 'POST',
        body: { query, variables: { a: 1 }, operationName: 'A' },
        headers: expect.objectContaining({
          authorization: expect.stringMatching(/^Bearer e30\./),
          'query-purpose': purpose,
          'case-reference': 'NLC-2026-00017',
          'query-justification': 'Gr%C3%B6%C3%9Fe',
          'withheld-detail': 'cells',
          accept: 'application/graphql-response+json',
        }),
      },
    ]);
    expect(server.got[0]?.headers).not.toHaveProperty('cookie');
  });

  test('asks for a registered document by its id', async () => {
    const client = await clientsOf().enter({ purpose });
    await client.ask({ documentId: 'sha256:ab', variables: {} });
    expect(server.got[0]?.body).toEqual({ documentId: 'sha256:ab', variables: {} });
  });

  test('shows again what it holds, until its time is over, and asks where it shall', async () => {
    const client = await clientsOf(undefined, 200).enter({ purpose });
    const first = await client.ask({ query });
    expect(await client.ask({ query })).toBe(first);
    expect(await client.ask({ query, variables: { other: 1 } })).not.toBe(first);
    expect((await client.ask({ query }, { again: true })).data).toEqual({ n: 3 });
    await pause(250);
    expect((await client.ask({ query })).data).toEqual({ n: 4 });
    await expect(async () => createClients({ server: server.url, token: () => '', lastsMs: 900_001 })).rejects.toThrow(
      'lastsMs',
    );
  });

  test('holds no answer that lacks a source', async () => {
    server.next(answering({ a: null }, {}, [{ message: '-', path: ['a'], extensions: { code: 'SOURCE_TIMEOUT' } }]));
    const client = await clientsOf().enter({ purpose });
    expect((await client.ask({ query })).data).toEqual({ a: null });
    expect((await client.ask({ query })).data).toEqual({ n: 2 });
  });

  test('gives answers that nobody can change for others', async () => {
    server.next(answering({ a: [{ b: 1 }] }));
    const client = await clientsOf().enter({ purpose });
    const { data } = await client.ask<{ a: { b: number }[] }>({ query });
    expect(() => data.a.push({ b: 2 })).toThrow(TypeError);
    expect(() => Object.assign(data.a[0] ?? {}, { b: 2 })).toThrow(TypeError);
  });

  test('of a server that is not this machine goes by TLS alone, and follows no redirect with its token', async () => {
    for (const at of ['http://graph.example/graphql', 'ftp://127.0.0.1/', 'http://localhost.example/'])
      expect(() => createClients({ server: at, token: () => '' })).toThrow('server: https, or this machine');
    const elsewhere = await openScriptedServer();
    server.next((response) => response.writeHead(307, { location: elsewhere.url }).end());
    const client = await clientsOf().enter({ purpose });
    await expect(client.ask({ query })).rejects.toMatchObject({ code: 'NOT_REACHED' });
    expect(elsewhere.got).toEqual([]);
    await elsewhere.close();
  });
});

describe('the key of a client', () => {
  test('is the same for a renewed token, and its answers are held', async () => {
    const clients = clientsOf();
    const client = await clients.enter({ purpose });
    const first = await client.ask({ query });
    expect(await clients.enter({ purpose })).toBe(client);
    expect(await client.ask({ query })).toBe(first);
  });

  test.each([
    ['issuer', { iss: 'https://other.example' }],
    ['subject', { sub: 'nl-0815' }],
    ['agency', { agency: 'BE-CUSTOMS' }],
    ['agency, stated no more', { agency: undefined }],
    ['role', { role: 'TARGETER' }],
    ['clearance', { clearance: 'RESTREINT_UE' }],
    ['purposes, without that one', { purposes: ['RISK_ANALYSIS'] }],
  ])('is another where a token has another %s: what is held is shown to nobody', async (_, claims) => {
    let now = {};
    const clients = clientsOf(() => tokenOf(now));
    let told = 0;
    clients.subscribe(() => {
      told += 1;
    });
    const client = await clients.enter({ purpose });
    await client.ask({ query });
    now = claims;
    await expect(client.ask({ query })).rejects.toMatchObject(changed);
    expect([clients.current, client.closed.aborted, told]).toEqual([undefined, true, 2]);
    now = {};
    await expect(client.ask({ query })).rejects.toMatchObject(changed);
    const back = await clients.enter({ purpose });
    expect((await back.ask({ query })).data).toEqual({ n: 2 });
  });

  test('is another where another officer signs in and states the same', async () => {
    let sub = 'nl-4711';
    const clients = clientsOf(() => tokenOf({ sub }));
    const client = await clients.enter({ purpose });
    await client.ask({ query });
    sub = 'nl-0815';
    const next = await clients.enter({ purpose });
    expect([next.viewer.subject, client.closed.aborted]).toEqual(['nl-0815', true]);
    expect((await next.ask({ query })).data).toEqual({ n: 2 });
  });

  test.each([
    ['purpose', { purpose: 'RISK_ANALYSIS' }],
    ['case', { purpose, caseReference: 'NLC-2026-00017' }],
    ['justification', { purpose, justification: 'why' }],
  ])('is another for another %s: going back asks again', async (_, statement) => {
    const clients = clientsOf();
    const client = await clients.enter({ purpose });
    await client.ask({ query });
    const entering = clients.enter(statement);
    // Before a token is there.
    expect([clients.current, client.closed.aborted]).toEqual([undefined, true]);
    const other = await entering;
    expect([(await other.ask({ query })).data, other.id === client.id]).toEqual([{ n: 2 }, false]);
    await expect(client.ask({ query })).rejects.toMatchObject(changed);
    const back = await clients.enter({ purpose });
    expect((await back.ask({ query })).data).toEqual({ n: 3 });
  });

  test('changes under a question: it is aborted at the server, and its answer dropped', async () => {
    const clients = clientsOf();
    const client = await clients.enter({ purpose });
    let isClosed = new Promise<unknown>(() => undefined);
    const isAsked = new Promise<void>((asked) => {
      server.next((response) => {
        isClosed = new Promise((closed) => response.once('close', closed));
        asked();
      });
    });
    const asked = expect(client.ask({ query })).rejects.toMatchObject(changed);
    await isAsked;
    await clients.enter({ purpose: 'RISK_ANALYSIS' });
    await asked;
    await isClosed;
  });

  test('changes while an answer is read: nothing of it is shown, whatever the platform does of an abort', async () => {
    let goOn = (): void => undefined;
    const deaf = async () => {
      await new Promise<void>((done) => {
        goOn = done;
      });
      const headers = { 'content-type': 'application/graphql-response+json' };
      return new Response('{"data":{"n":1},"extensions":{}}', { headers });
    };
    const clients = createClients({ server: server.url, token: () => tokenOf(), fetch: deaf });
    const client = await clients.enter({ purpose });
    const asked = expect(client.ask({ query })).rejects.toMatchObject(changed);
    await pause(10);
    clients.leave();
    goOn();
    await asked;
  });

  test('is that of the last statement, however the tokens arrive', async () => {
    const waiting: (() => void)[] = [];
    const clients = clientsOf(async () => {
      await new Promise<void>((done) => void waiting.push(done));
      return tokenOf();
    });
    const first = expect(clients.enter({ purpose })).rejects.toMatchObject(changed);
    const second = clients.enter({ purpose: 'RISK_ANALYSIS' });
    waiting[1]?.();
    expect((await second).viewer.purpose).toBe('RISK_ANALYSIS');
    waiting[0]?.();
    await first;
    expect(clients.current).toBe(await second);
  });

  test("is nobody's after leaving, or where nobody is signed in", async () => {
    let isSignedIn = true;
    const clients = clientsOf(() => {
      if (!isSignedIn) throw new Error('nobody');
      return tokenOf();
    });
    const client = await clients.enter({ purpose });
    await client.ask({ query });
    isSignedIn = false;
    await expect(client.ask({ query })).rejects.toThrow('nobody');
    await expect(clients.enter({ purpose })).rejects.toThrow('nobody');
    expect(clients.current).toBeUndefined();
    await expect(clientsOf(() => 'opaque').enter({ purpose })).rejects.toMatchObject({ code: 'TOKEN_UNREADABLE' });
    isSignedIn = true;
    await clients.enter({ purpose });
    clients.leave();
    expect(clients.current).toBeUndefined();
  });
});

describe('waiting', () => {
  test.each([
    [429, 'RATE_LIMITED'],
    [503, 'AUDIT_UNAVAILABLE'],
  ])('for a %d is as long as it says, and not to the millisecond', async (status, code) => {
    server.next(refusing(status, code, { 'retry-after': '1' }));
    const client = await clientsOf().enter({ purpose });
    const begun = performance.now();
    expect((await client.ask({ query })).data).toEqual({ n: 2 });
    expect(performance.now() - begun).toBeGreaterThan(1_040);
  });

  test('ends at once where the deadline would be over first, or where the server names no time', async () => {
    const client = await clientsOf().enter({ purpose });
    server.next(refusing(429, 'RATE_LIMITED', { 'retry-after': '60' }), refusing(503, 'AUDIT_FORKED'));
    await expect(client.ask({ query })).rejects.toMatchObject({ code: 'RATE_LIMITED', status: 429, requestId: 'r' });
    await expect(client.ask({ query })).rejects.toMatchObject({ code: 'AUDIT_FORKED', status: 503 });
    expect(server.got).toHaveLength(2);
  });

  test('for an answer ends with the deadline, or when the caller says so', async () => {
    const client = await clientsOf().enter({ purpose });
    server.next(...Array.from({ length: 2 }, () => () => undefined));
    await expect(client.ask({ query }, { deadlineMs: 50 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const stop = new AbortController();
    const asked = expect(client.ask({ query }, { signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED' });
    await pause(20);
    stop.abort();
    await asked;
  });

  test('is no asking again after a lost connection or a page of a proxy', async () => {
    const client = await clientsOf().enter({ purpose });
    server.next(
      (response) => response.destroy(),
      (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>'),
    );
    await expect(client.ask({ query })).rejects.toMatchObject({ code: 'NOT_REACHED' });
    await expect(client.ask({ query })).rejects.toMatchObject({ code: 'NOT_AN_ANSWER' });
    expect(server.got).toHaveLength(2);
  });
});

describe('a token', () => {
  const counting = (first: string) => {
    const needs: boolean[] = [];
    let held = first;
    const source: TokenSource = ({ renew }) => {
      needs.push(renew);
      if (renew) held = tokenOf();
      return held;
    };
    return { needs, source };
  };

  test('that ends is renewed before it is sent, once for all who ask', async () => {
    const { needs, source } = counting(tokenOf({ exp: Math.floor(Date.now() / 1000) + 2 }));
    const slow: TokenSource = async (need) => {
      const token = source(need);
      await pause(20);
      return token;
    };
    const clients = clientsOf(slow);
    const client = await clients.enter({ purpose });
    await Promise.all([client.ask({ query }), client.ask({ query, variables: { b: 1 } })]);
    expect(needs.filter((renew) => renew)).toHaveLength(1);
  });

  test('that is refused is renewed once, and then the refusal stands', async () => {
    const { needs, source } = counting(tokenOf());
    const client = await clientsOf(source).enter({ purpose });
    server.next(refusing(401, 'UNAUTHENTICATED'));
    await client.ask({ query });
    expect(new Set(server.got.map(({ headers }) => headers.authorization)).size).toBe(2);
    server.next(refusing(401, 'UNAUTHENTICATED'), refusing(401, 'UNAUTHENTICATED'));
    await expect(client.ask({ query, variables: {} })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(needs.filter((renew) => renew)).toHaveLength(2);
  });

  test('of another officer that comes by renewing is not sent with their statement', async () => {
    const [own, other] = [tokenOf(), tokenOf({ sub: 'nl-0815' })];
    const client = await clientsOf(({ renew }) => (renew ? other : own)).enter({ purpose });
    server.next(refusing(401, 'UNAUTHENTICATED'));
    await expect(client.ask({ query })).rejects.toMatchObject(changed);
    expect(server.got).toHaveLength(1);
  });
});
