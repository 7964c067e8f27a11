import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { respond } from '../../../gateway/console/respond.js';
import { listen } from '../../support/waiting/listen.js';
import { type Harness, startHarness } from '../support/harness.js';
import { sendRaw, writeBuilt } from './support/built.js';

/* Connections to a console: of clients that take nothing, send what nobody asked for, or stay while the server ends. */
const folder = writeBuilt({ 'assets/large-00000000.txt': Buffer.alloc(32 << 20, 'x') });
const large = '/assets/large-00000000.txt';
const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

async function start(): Promise<Harness> {
  const harness = await startHarness({ consoleFolder: folder });
  toClose.push(() => harness.close());
  return harness;
}

/** A server of one file, with its sockets. @param idleMs how long a client may take nothing */
async function serveFile(
  body: Buffer,
  idleMs: number,
): Promise<{ server: Server; url: string; socket: Promise<Socket> }> {
  const server = createServer((incoming, response) =>
    respond(incoming, response, { status: 200, headers: {}, body }, idleMs),
  );
  const socket = once(server, 'connection').then(([first]) => first as Socket);
  toClose.push(() => server.close());
  return { server, url: `http://127.0.0.1:${await listen(server)}/`, socket };
}

/** Asks, and reads no more than the first bytes. */
async function askAndStop(url: string, path: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => socket.write(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`));
  socket.on('error', () => undefined);
  toClose.push(() => socket.destroy());
  await once(socket, 'readable');
  return socket;
}

test('a client that takes nothing of a file is cut off', async () => {
  const { url, socket } = await serveFile(Buffer.alloc(32 << 20), 50);
  const client = await askAndStop(url, '/');
  const theirs = await socket;
  if (!theirs.destroyed) await once(theirs, 'close');
  expect(client.bytesRead).toBeLessThan(32 << 20);
}, 30_000);

test('a client that took a file keeps its connection as long as any other', async () => {
  const { server, url, socket } = await serveFile(Buffer.from('x'), 50);
  await (await fetch(url)).text();
  expect((await socket).timeout).toBeGreaterThanOrEqual(server.keepAliveTimeout);
  server.closeAllConnections();
});

const smuggled = 'GET /livez HTTP/1.1\r\nHost: here\r\n\r\n';

test.each([
  ['GET', `Content-Length: ${smuggled.length}`, smuggled],
  ['GET', 'Transfer-Encoding: chunked', `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`],
  ['POST', 'Content-Length: 1000000000', smuggled],
])('a body that comes with %s and %s is not read, and nothing in it is a request', async (method, header, body) => {
  const { url } = await start();
  const answer = await sendRaw(url, `${method} / HTTP/1.1\r\nHost: here\r\n${header}\r\n\r\n${body}${smuggled}`);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([method === 'GET' ? 'HTTP/1.1 200' : 'HTTP/1.1 405']);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
});

test('a draining server asks those who read the console to close, too', async () => {
  const harness = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  toClose.push(() => agent.destroy());
  const connection = async () =>
    await new Promise<unknown>((resolve, reject) => {
      const sent = request(new URL('/', harness.url), { agent }, (response) =>
        response.resume().on('end', () => resolve([response.statusCode, response.headers.connection])),
      );
      sent.on('error', reject).end();
    });
  expect(await connection()).toEqual([200, 'keep-alive']);
  const drained = harness.drain();
  expect(await connection()).toEqual([200, 'close']);
  await drained;
});

test('a server that stops does not wait for a client that takes nothing', async () => {
  const harness = await start();
  await askAndStop(harness.url, large);
  await harness.close();
  toClose.splice(0, 1);
  await expect(fetch(harness.url)).rejects.toThrow();
}, 30_000);
