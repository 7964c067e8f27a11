import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../../policy/loading/load.js';
import { assertionHeader, createAssertionVerifier } from '../../../../../subgraphs/kit/serve/assertion.js';
import { callsProtocol } from '../../../../../subgraphs/kit/serve/calls/frames.js';
import { callSharing } from '../../../../../subgraphs/kit/serve/calls/sharing.js';
import { serveSubgraph } from '../../../../../subgraphs/kit/serve/serve.js';
import { requestOf, signed } from '../../../cargo/requests.js';
import { upgrade } from './wire.js';

const request = requestOf(loadPolicy(), 'NL-CUSTOMS');
const key = new Uint8Array(32).fill(5);
const body = JSON.stringify({ query: '{ x }' });
const headersOf = (text: string) => ({ [assertionHeader]: signed(key, request, text) });

/** A source whose answers wait until `goOn`. */
async function served() {
  let goOn: () => void = () => undefined;
  const free = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let begun = 0;
  const execute = async () => {
    begun += 1;
    await free;
    return { data: {} };
  };
  const source = await serveSubgraph({ name: 'cargo', execute } as unknown as Parameters<typeof serveSubgraph>[0], {
    host: '127.0.0.1',
    port: 0,
    key,
  });
  return { source, goOn, begun: () => begun };
}

/** Undefined once it has ended, else what tells that it did not in four seconds. */
async function endOf(closing: Promise<void>): Promise<unknown> {
  const waited = new Promise((resolve) => void setTimeout(resolve, 4_000, 'stays open').unref());
  return await Promise.race([closing, waited]);
}

describe('a source ends', () => {
  test.each<[string, () => Readonly<Record<string, string>>]>([
    ['that it refused', () => ({})],
    ['that it accepted', () => headersOf('')],
  ])('though the peer of a connection %s keeps its half open', async (_name, headers) => {
    const { source } = await served();
    const peer = await upgrade(source.url, headers(), true);
    const end = await endOf(source.close());
    peer.socket.destroy();
    expect(end).toBeUndefined();
  });

  test('once a call that came alone is answered, though its peer keeps the connection', async () => {
    const { source, goOn, begun } = await served();
    const peer = connect({ host: '127.0.0.1', port: Number(new URL(source.url).port) });
    const lines = Object.entries({ host: 'source', 'content-length': body.length, ...headersOf(body) });
    peer.write(
      `POST /graphql HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    );
    let said = '';
    peer.on('data', (chunk) => {
      said += chunk.toString();
    });
    const ended = new Promise((resolve) => void peer.once('close', resolve));
    while (begun() === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    const closing = source.close();
    goOn();
    const end = await endOf(closing);
    if (end !== undefined) peer.destroy();
    await ended;
    expect(said).toMatch(/^HTTP\/1.1 200 /);
    expect(end).toBeUndefined();
  });

  test('without a connection that it takes while it closes', () => {
    const sharing = callSharing(
      { subgraph: { name: 'cargo', execute: async () => ({}) } },
      createAssertionVerifier(key, 'cargo'),
    );
    let said = '';
    const socket = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        said += chunk.toString();
        done();
      },
    });
    sharing.close();
    const headers = { upgrade: callsProtocol };
    const headersDistinct = { [assertionHeader.toLowerCase()]: Object.values(headersOf('')) };
    sharing.accept({ headers, headersDistinct } as unknown as IncomingMessage, socket, Buffer.alloc(0));
    expect(said).toMatch(/^HTTP\/1.1 503 /);
    expect(socket.writableEnded).toBe(true);
  });
});
