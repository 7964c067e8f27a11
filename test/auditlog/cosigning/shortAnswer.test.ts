import { createServer, type Server } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from '@jest/globals';
import { askShort } from '../../../auditlog/cosigning/shortAnswer.js';
import { listen } from '../../support/waiting/listen.js';

/** Answers byte by byte for as long as it is listened to, or, below /silent, not at all. */
const server: Server = createServer((request, response) => {
  if (request.url === '/silent') return;
  if (request.url === '/whole') return void response.end('whole');
  response.writeHead(200, { 'content-length': 1_000_000 });
  const timer = setInterval(() => response.write('a'), 20);
  response.once('close', () => clearInterval(timer));
});
const url = `http://127.0.0.1:${await listen(server)}`;

// Why: what nobody holds is collected at once, and not at some time of a long run.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const collecting = setInterval(collect, 50);
afterAll(() => {
  clearInterval(collecting);
  server.closeAllConnections();
  server.close();
});

describe('a short answer', () => {
  it('is waited for no longer than was said, though it has begun and memory is cleared (a monitor hung for ever)', async () => {
    const late = { name: 'TimeoutError' };
    await expect(askShort(`${url}/drip`, {}, { timeoutMs: 600 })).rejects.toMatchObject(late);
    await expect(askShort(`${url}/silent`, {}, { timeoutMs: 600 })).rejects.toMatchObject(late);
  }, 10_000);

  it('is given up when somebody says so, before and while it is read', async () => {
    const ending = new AbortController();
    const asked = askShort(`${url}/drip`, {}, { timeoutMs: 60_000, signal: ending.signal });
    setTimeout(() => ending.abort(new Error('it ends')), 300);
    await expect(asked).rejects.toThrow('it ends');
    const after = askShort(`${url}/whole`, {}, { timeoutMs: 60_000, signal: ending.signal });
    await expect(after).rejects.toThrow('it ends');
  }, 10_000);

  it('comes over a connection of its own, which no server closes meanwhile for having been idle', async () => {
    let connections = 0;
    const count = () => {
      connections += 1;
    };
    server.on('connection', count);
    for (let asked = 0; asked < 3; asked += 1) await askShort(`${url}/whole`, {}, { timeoutMs: 5000 });
    server.off('connection', count);
    expect(connections).toBe(3);
  });

  it('is read whole', async () => {
    expect(await askShort(`${url}/whole`, {}, { timeoutMs: 5000 })).toEqual({ status: 200, body: 'whole' });
  });
});
