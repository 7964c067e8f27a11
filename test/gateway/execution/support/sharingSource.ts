import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { joined } from '../../../../schema/frames/frameReader.js';
import {
  CALL,
  callsProtocol,
  type Frame,
  frameOf,
  LAST,
  readCalls,
  upgradeHeader,
} from '../../../../subgraphs/kit/serve/calls/frames.js';
import { listen } from '../../../support/waiting/listen.js';
import { answerJson } from './source.js';

/** A call as a source received it on the connection that calls share. */
export interface ReceivedCall {
  readonly number: number;
  readonly assertion: string;
  readonly body: string;
}

/** A source of ours that speaks for itself. */
export interface SharingSource {
  readonly url: string;
  /** Bodies that came in requests of their own. */
  readonly posted: string[];
  /** Headers of requests to upgrade. */
  readonly upgrades: (string | undefined)[];
  readonly calls: ReceivedCall[];
  /** Numbers of calls that were given up. */
  readonly cancelled: number[];
  /** The sizes of what came in one piece. */
  readonly reads: number[];
  /** Connections that calls shared. */
  readonly shared: Duplex[];
  send(...frames: readonly Buffer[]): void;
  close(): Promise<void>;
}

/** A whole answer, or its last piece. */
export function answerFrame(number: number, content: unknown, status = 200, kind: number = LAST): Buffer {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return Buffer.concat([frameOf(kind, number, status, bytes.length), bytes]);
}

/**
 * Starts it.
 *
 * @param onCall what it does with a call that shares a connection; absent: nothing
 * @param behave what differs from a source of ours
 */
export async function startSharingSource(
  onCall: (call: ReceivedCall, source: SharingSource) => void = () => undefined,
  behave: {
    readonly upgrade?: (socket: Duplex) => void;
    readonly post?: (response: ServerResponse) => void;
  } = {},
): Promise<SharingSource> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      source.posted.push(Buffer.concat(chunks).toString());
      response.setHeader(upgradeHeader, callsProtocol);
      if (behave.post) behave.post(response);
      else answerJson(response, { data: { alone: true } });
    });
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  const receive = ({ kind, call, detail, payload }: Frame): void => {
    if (kind !== CALL) return void source.cancelled.push(call);
    const bytes = joined(payload);
    const received = {
      number: call,
      assertion: bytes.toString('latin1', 0, detail),
      body: bytes.toString('utf8', detail),
    };
    source.calls.push(received);
    onCall(received, source);
  };
  server.on('upgrade', (request, socket) => {
    source.upgrades.push(request.headers['portcullis-assertion'] as string | undefined);
    socket.on('error', () => undefined);
    if (behave.upgrade) return behave.upgrade(socket);
    const reader = readCalls(1 << 30, receive);
    source.shared.push(socket);
    socket.on('end', () => socket.end());
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${callsProtocol}\r\n\r\n`);
    socket.on('data', (chunk: Buffer) => {
      source.reads.push(chunk.length);
      reader.push(chunk);
    });
  });
  const source: SharingSource = {
    url: `http://127.0.0.1:${await listen(server)}/graphql`,
    posted: [],
    upgrades: [],
    calls: [],
    cancelled: [],
    reads: [],
    shared: [],
    send: (...frames) => void source.shared.at(-1)?.write(Buffer.concat(frames)),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return source;
}
