import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { failureOf, openClient, operation, until } from './support/source.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

/** A client of a server that says, byte by byte, what it is given for the nth request. */
async function clientOf(speak: (socket: Socket, nth: number) => void): Promise<ReturnType<typeof openClient>> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.setNoDelay(true));
    socket.on('error', () => undefined);
    socket.on('data', () => speak(socket, ++requests));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = openClient(`http://127.0.0.1:${(server.address() as { port: number }).port}/graphql`);
  open.push(client, {
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return client;
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const whole = `${head}content-length: 12\r\n\r\n{"data":{}} `;

describe('an answer is cut as HTTP/1.1 has it', () => {
  test.each<[string, string, boolean]>([
    ['by its length', `${head}Content-Length:  11 \r\n\r\n{"data":{}}`, false],
    ['by chunks with extensions and trailers', chunked('5;a=b\r\n{"dat\r\n6\r\na":{}}\r\n0\r\nx: y\r\n\r\n'), false],
    ['by the end of the connection', `${head}\r\n{"data":{}}`, true],
    ['by the end of the connection, of HTTP/1.0', `${head.replace('1.1', '1.0')}\r\n{"data":{}}`, true],
    [
      'behind what comes first',
      `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${head}content-length: 11\r\n\r\n{"data":{}}`,
      false,
    ],
  ])('%s, in one piece and byte by byte', async (_name, text, ends) => {
    const client = await clientOf((socket, nth) => {
      if (nth === 1) socket.write(text);
      else for (const character of text) socket.write(character);
      if (ends) socket.end();
    });
    for (let i = 0; i < 2; i += 1) {
      expect((await client.execute(operation())).bytes.toString()).toBe('{"data":{}}');
    }
  });
});

describe('what two readers could cut differently is no answer', () => {
  test.each<[string, string]>([
    ['two lengths', `${head}content-length: 11\r\ncontent-length: 12\r\n\r\n{"data":{}} `],
    ['a length and chunks', `${head}content-length: 11\r\ntransfer-encoding: chunked\r\n\r\n{"data":{}}`],
    ['a coding within chunks', `${head}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ['a length that is no number', `${head}content-length: 0x0b\r\n\r\n{"data":{}}`],
    ['a folded header', `${head}x: a\r\n content-length: 3\r\n\r\n{"data":{}}`],
    ['a blank before the colon', `${head}content-length : 11\r\n\r\n{"data":{}}`],
    ['lines that end by a line feed alone', whole.replaceAll('\r\n', '\n\n').concat('\r\n\r\n')],
    ['another protocol', `HTTP/2 200\r\n\r\n`],
    ['an upgrade', `HTTP/1.1 101 Switching\r\n\r\n`],
    ['a chunk longer than it says', chunked('5\r\n{"data":{}}\r\n0\r\n\r\n')],
    ['a chunk size that is none', chunked('-5\r\n{"data":{}}\r\n0\r\n\r\n')],
    ['a head without an end', head + 'x: y\r\n'.repeat(5_000)],
    ['bytes behind it', `${whole}HTTP/1.1 200 OK\r\n`],
  ])('%s', async (_name, text) => {
    const client = await clientOf((socket) => socket.write(text));
    expect(await failureOf(client.execute(operation()))).toMatch(/^SOURCE_UNAVAILABLE: .*: MALFORMED$/);
  });

  test('an answer that nobody asked for ends the connection and is never taken for the next one', async () => {
    const sockets = new Set<Socket>();
    const client = await clientOf((socket) => {
      sockets.add(socket);
      socket.write(whole);
      if (sockets.size === 1) setTimeout(() => socket.write(whole.replace('{}', '9 ')), 20);
    });
    expect((await client.execute(operation())).bytes.toString()).toBe('{"data":{}} ');
    await until(() => [...sockets].some(({ destroyed }) => destroyed));
    expect((await client.execute(operation())).bytes.toString()).toBe('{"data":{}} ');
    expect(sockets.size).toBe(2);
  });
});

function chunked(body: string): string {
  return `${head}transfer-encoding: chunked\r\n\r\n${body}`;
}
