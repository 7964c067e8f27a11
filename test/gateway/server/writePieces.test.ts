import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { writePieces } from '../../../gateway/server/writePieces.js';
import { PortcullisError } from '../../../schema/errors.js';
import { Cancellation } from '../../../storage/pool/cancellation.js';
import { listen } from '../../support/waiting/listen.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const head = { status: 200, headers: { 'content-type': 'text/plain' } };

/** Serves pieces once; gives the client's response, and the signal that ends the request. */
async function served(pieces: () => AsyncIterable<Uint8Array>) {
  const signal = new Cancellation();
  let done: Promise<unknown> = Promise.resolve();
  server = createServer((_request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) signal.abort(new PortcullisError('CLIENT_CLOSED'));
    });
    done = writePieces(response, pieces(), head, signal).catch((error: unknown) => error);
  });
  const request = get(`http://127.0.0.1:${await listen(server)}`);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { response, signal, ended: () => done };
}

describe('pieces', () => {
  it('are made as the client takes them: of one that takes nothing, no more than the buffers hold', async () => {
    let made = 0;
    const { response, ended } = await served(async function* () {
      for (; made < 200; made += 1) yield Buffer.alloc(1 << 20, 'x');
    });
    response.pause();
    await sleep(300);
    const before = made;
    expect(before).toBeLessThan(50);
    await sleep(300);
    expect(made).toBe(before);
    response.destroy();
    await ended();
    expect(made).toBeLessThan(50);
  });

  it('end without an end where one fails, so that the client sees a broken answer', async () => {
    const { response, ended } = await served(async function* () {
      yield Buffer.from('first');
      await sleep(50);
      throw new PortcullisError('POLICY_CHANGED');
    });
    const taken: Uint8Array[] = [];
    const reading = (async () => {
      for await (const piece of response) taken.push(piece as Uint8Array);
    })();
    await expect(reading).rejects.toThrow('aborted');
    expect(Buffer.concat(taken).toString()).toBe('first');
    expect(await ended()).toBeNull();
  });

  it('are tidied up where the client was gone before the first', async () => {
    let isTidy = false;
    const signal = new Cancellation();
    signal.abort(new PortcullisError('CLIENT_CLOSED'));
    const gone = {
      headersSent: false,
      destroyed: true,
      destroy: () => undefined,
      writeHead: () => undefined,
      write: () => true,
    };
    const pieces = (async function* () {
      try {
        if (signal.aborted) throw signal.reason;
        yield Buffer.from('first');
      } finally {
        isTidy = true;
      }
    })();
    await writePieces(gone as never, pieces, head, signal);
    expect(isTidy).toBe(true);
  });

  it('leave a connection whole of which nothing was written, so that the client can be told', async () => {
    const open = { headersSent: false, destroyed: false, destroy: () => expect('cut').toBe('whole') };
    const pieces = (async function* () {
      if (open.headersSent) yield Buffer.from('first');
      throw new PortcullisError('SHUTTING_DOWN');
    })();
    const failure = await writePieces(open as never, pieces, head, new Cancellation());
    expect(failure?.code).toBe('SHUTTING_DOWN');
  });

  it('report what nobody expected', async () => {
    const { response, ended } = await served(async function* () {
      yield Buffer.from('first');
      await sleep(50);
      throw new TypeError('a fault of ours');
    });
    await new Promise((resolve) =>
      response
        .on('error', () => undefined)
        .on('close', resolve)
        .resume(),
    );
    expect(await ended()).toBeInstanceOf(TypeError);
  });
});
