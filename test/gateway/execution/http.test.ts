import type { ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { HttpClientOptions } from '../../../gateway/execution/transport/http/httpClient.js';
import { listen } from '../../support/waiting/listen.js';
import { answerJson, failureOf, openClient, operation, startSource, type TestServer, until } from './support/source.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

async function setUp(
  answer: (response: ServerResponse, nth: number) => void,
  options: Partial<HttpClientOptions> = {},
): Promise<{ source: TestServer; client: ReturnType<typeof openClient> }> {
  const source = await startSource(answer);
  const client = openClient(source.url, options);
  open.push(source, client);
  return { source, client };
}

/** A server that speaks for itself: called with each socket once it has sent something. */
async function rawSource(speak: (socket: Socket, nth: number) => void): Promise<string> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => speak(socket, ++requests));
  });
  const port = await listen(server);
  open.push({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return `http://127.0.0.1:${port}/graphql`;
}

describe('what is sent and what comes', () => {
  test('the body goes out as it was given, signed as it goes out, and the answer comes as bytes', async () => {
    const signed: string[] = [];
    const { source, client } = await setUp((response) => answerJson(response, '{"data":{"ok": true}}'), {
      sign: (_operation, body) => {
        signed.push(body);
        return 'abc';
      },
    });
    const body = '{"query":"{ ok }" ,"variables":{"ä":1}}';
    const answer = await client.execute(operation({ body }));
    expect(answer.bytes.toString()).toBe('{"data":{"ok": true}}');
    expect(answer.status).toBe(200);
    expect([source.bodies, signed]).toEqual([[body], [body]]);
    expect(source.headers[0]).toMatchObject({
      'portcullis-assertion': 'abc',
      'content-type': 'application/json',
      'accept-encoding': 'identity',
    });
  });

  test('without a given body, query, variables and name are serialised', async () => {
    const { source, client } = await setUp((response) => answerJson(response));
    await client.execute(operation({ query: 'query Q { ok }', operationName: 'Q', variables: { a: 1 } }));
    expect(JSON.parse(source.bodies[0] ?? '')).toEqual({
      query: 'query Q { ok }',
      operationName: 'Q',
      variables: { a: 1 },
    });
  });

  test('connections are kept: requests one after the other take turns on two', async () => {
    const { source, client } = await setUp((response) => answerJson(response));
    for (let i = 0; i < 20; i += 1) await client.execute(operation());
    expect(source.bodies).toHaveLength(20);
    // undici lets a socket rest for one turn of the event loop before it uses it again.
    expect(source.sockets.length).toBeLessThanOrEqual(2);
  });

  test('requests at once go on connections of their own, none behind another', async () => {
    const waiting: ServerResponse[] = [];
    const { source, client } = await setUp((response) => void waiting.push(response));
    const asked = Array.from({ length: 5 }, () => client.execute(operation()));
    await until(() => waiting.length === 5);
    for (const response of waiting) answerJson(response);
    await Promise.all(asked);
    expect(source.sockets).toHaveLength(5);
  });

  test('an answer in many pieces is one buffer', async () => {
    const { client } = await setUp((response) => {
      response.writeHead(200, { 'content-type': 'application/graphql-response+json; charset="UTF-8"' });
      response.write('{"data":{"x":"');
      setImmediate(() => response.end('ä"}}'));
    });
    expect((await client.execute(operation())).bytes.toString()).toBe('{"data":{"x":"ä"}}');
  });

  test('a refusal that is a GraphQL answer comes as it is', async () => {
    const { client } = await setUp((response) => answerJson(response, { errors: [{ message: 'no' }] }, 400));
    expect(await client.execute(operation())).toMatchObject({ status: 400 });
  });
});

describe('answers that are refused', () => {
  const send =
    (headers: Record<string, string>, body: string | Buffer, status = 200) =>
    (response: ServerResponse) => {
      response.writeHead(status, headers);
      response.end(body);
    };
  const json = { 'content-type': 'application/json' };
  const bomb = Buffer.from(JSON.stringify({ data: 'x'.repeat(5_000_000) }));

  test.each<[string, (response: ServerResponse) => void, string]>([
    ['a redirect', send({ location: 'http://10.0.0.1/x' }, '', 307), 'SOURCE_PROTOCOL_ERROR: redirected, status 307'],
    [
      'a redirect that looks like an answer',
      send({ ...json, location: 'http://10.0.0.1/x' }, '{"data":{}}', 302),
      'SOURCE_PROTOCOL_ERROR: redirected, status 302',
    ],
    [
      'another media type',
      send({ 'content-type': 'text/html' }, '{"data":{}}'),
      'SOURCE_PROTOCOL_ERROR: not GraphQL over HTTP, status 200',
    ],
    [
      'a media type that only begins alike',
      send({ 'content-type': 'application/jsonp' }, '{"data":{}}'),
      'SOURCE_PROTOCOL_ERROR: not GraphQL over HTTP, status 200',
    ],
    ['no media type', send({}, '{"data":{}}'), 'SOURCE_PROTOCOL_ERROR: not GraphQL over HTTP, status 200'],
    [
      'another charset',
      send({ 'content-type': 'application/json; charset=latin1' }, '{"data":{}}'),
      'SOURCE_PROTOCOL_ERROR: not GraphQL over HTTP, status 200',
    ],
    ['nothing', send(json, ''), 'SOURCE_PROTOCOL_ERROR: empty answer, status 200'],
    [
      'invalid UTF-8',
      send(json, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d])),
      'SOURCE_PROTOCOL_ERROR: answer is not UTF-8',
    ],
    ['a broken server', send(json, '{"data":{"a":1}}', 500), 'SOURCE_UNAVAILABLE: status 500'],
    ['a gateway time-out', send({ 'content-type': 'text/html' }, 'x', 504), 'SOURCE_UNAVAILABLE: status 504'],
    ['more than allowed, by its length', send(json, bomb), 'SOURCE_PROTOCOL_ERROR: answer too large'],
    [
      'more than allowed, in pieces',
      (response) => {
        response.writeHead(200, json);
        response.write(bomb.subarray(0, 90_000));
        response.end(bomb);
      },
      'SOURCE_PROTOCOL_ERROR: answer too large',
    ],
    [
      'a gzip bomb',
      send({ ...json, 'content-encoding': 'gzip' }, gzipSync(bomb)),
      'SOURCE_PROTOCOL_ERROR: answer too large',
    ],
    [
      'a brotli bomb',
      send({ ...json, 'content-encoding': 'br' }, brotliCompressSync(bomb)),
      'SOURCE_PROTOCOL_ERROR: answer too large',
    ],
    [
      'gzip that is none',
      send({ ...json, 'content-encoding': 'gzip' }, '{"data":{}}'),
      'SOURCE_PROTOCOL_ERROR: answer does not unpack',
    ],
    [
      'a coding in a coding',
      send({ ...json, 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync('{"data":{}}'))),
      'SOURCE_PROTOCOL_ERROR: unknown content encoding',
    ],
  ])('%s', async (_name, answer, failure) => {
    const { client } = await setUp(answer);
    expect(await failureOf(client.execute(operation()))).toBe(failure);
  });

  test('a packed answer within the limit is unpacked', async () => {
    const { client } = await setUp(send({ ...json, 'content-encoding': 'gzip' }, gzipSync('{"data":{"a":1}}')));
    expect((await client.execute(operation())).bytes.toString()).toBe('{"data":{"a":1}}');
  });

  test('one that is too large ends on the wire', async () => {
    const { source, client } = await setUp((response) => {
      response.writeHead(200, json);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(60_000)));
      };
      response.on('drain', more);
      more();
    });
    await failureOf(client.execute(operation()));
    await until(() => source.cancelled === 1);
  });
});

describe('giving up', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    ['before any answer', () => undefined],
    [
      'within a slow body',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"data":');
      },
    ],
  ])('cancels the request on the wire, %s', async (_name, answer) => {
    let seen = 0;
    const { source, client } = await setUp((response) => {
      seen += 1;
      answer(response);
    });
    const hangUp = new AbortController();
    const asked = client.execute(operation({ signal: hangUp.signal }));
    await until(() => seen === 1);
    hangUp.abort(Object.assign(new Error('gone'), { code: 'CLIENT_CLOSED' }));
    expect(await failureOf(asked)).toBe('CLIENT_CLOSED: gone');
    await until(() => source.cancelled === 1);
    expect(source.bodies).toHaveLength(1);
  });

  test('before it began sends nothing', async () => {
    const { source, client } = await setUp((response) => answerJson(response));
    const signal = AbortSignal.abort(Object.assign(new Error('gone'), { code: 'CLIENT_CLOSED' }));
    expect(await failureOf(client.execute(operation({ signal })))).toBe('CLIENT_CLOSED: gone');
    await client.execute(operation());
    expect(source.bodies).toHaveLength(1);
  });

  test('leaves no listener on the signal of a request that was answered', async () => {
    const { client } = await setUp((response) => answerJson(response));
    const { signal } = new AbortController();
    let listening = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listening += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listening -= 1;
      remove(...args);
    };
    await client.execute(operation({ signal }));
    expect(listening).toBe(0);
  });
});

describe('a broken connection', () => {
  const answer = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"data":{}}';

  test('is tried once more for a read, with a signature of its own', async () => {
    const signatures: string[] = [];
    const url = await rawSource((socket, nth) => (nth === 1 ? socket.destroy() : socket.write(answer)));
    const client = openClient(url, { sign: () => `${signatures.push('s')}` });
    open.push(client);
    expect((await client.execute(operation())).bytes.toString()).toBe('{"data":{}}');
    expect(signatures).toHaveLength(2);
  });

  test.each<[string, { operationType?: 'query' | 'mutation' | undefined }]>([
    ['a mutation', { operationType: 'mutation' }],
    ['what may be one', { operationType: undefined }],
  ])('is never tried again for %s', async (_name, more) => {
    let requests = 0;
    const url = await rawSource((socket, nth) => {
      requests = nth;
      if (nth === 1) socket.destroy();
      else socket.write(answer);
    });
    const client = openClient(url);
    open.push(client);
    expect(await failureOf(client.execute(operation(more)))).toMatch(/^SOURCE_UNAVAILABLE: no connection/);
    expect(requests).toBe(1);
  });

  test('is not tried a third time', async () => {
    let requests = 0;
    const url = await rawSource((socket) => {
      requests += 1;
      socket.destroy();
    });
    const client = openClient(url);
    open.push(client);
    expect(await failureOf(client.execute(operation()))).toMatch(/^SOURCE_UNAVAILABLE/);
    expect(requests).toBe(2);
  });

  test('within an answer is not tried again', async () => {
    let requests = 0;
    const url = await rawSource((socket) => {
      requests += 1;
      socket.end(answer.slice(0, -3));
    });
    const client = openClient(url);
    open.push(client);
    expect(await failureOf(client.execute(operation()))).toMatch(/^SOURCE_UNAVAILABLE: connection broke/);
    expect(requests).toBe(1);
  });

  test('says no address in any failure', async () => {
    const gone = await startSource(() => undefined);
    await gone.close();
    const client = openClient(gone.url);
    open.push(client);
    const failure = await failureOf(client.execute(operation()));
    expect(failure).toBe('SOURCE_UNAVAILABLE: no connection: ECONNREFUSED');
  });
});
