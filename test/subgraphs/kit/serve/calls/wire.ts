import { connect, type Socket } from 'node:net';
import { joined } from '../../../../../schema/frames/frameReader.js';
import { CANCEL, callsProtocol, frameOf, LAST, readCalls } from '../../../../../subgraphs/kit/serve/calls/frames.js';

/** An answer as it came: its call, its status, its text. */
export interface WireAnswer {
  readonly call: number;
  readonly status: number;
  readonly text: string;
}

/** A gateway that speaks for itself on a connection that calls share. */
export interface WireGateway {
  readonly socket: Socket;
  /** What the source said to the upgrade. */
  readonly said: string;
  /** Sends frames in one write. */
  send(...frames: readonly (Buffer | null)[]): void;
  /** Waits until so many calls were answered; gives them in the order in which they ended. */
  answered(count: number): Promise<readonly WireAnswer[]>;
  readonly closed: Promise<void>;
}

export const cancel = (number: number) => frameOf(CANCEL, number, 0, 0);

/**
 * Asks a source for a connection that calls share.
 *
 * @param stays whether it keeps its half open when the source ends the connection
 */
export async function upgrade(
  url: string,
  headers: Readonly<Record<string, string>>,
  stays = false,
): Promise<WireGateway> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: stays });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  const lines = Object.entries({ host: 'source', connection: 'upgrade', upgrade: callsProtocol, ...headers });
  socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);
  const said = await new Promise<string>((resolve) => {
    socket.once('data', (chunk) => resolve(chunk.toString('latin1').split('\r\n', 1)[0] ?? ''));
  });
  const answers: WireAnswer[] = [];
  const begun = new Map<number, Buffer[]>();
  const reader = readCalls(1 << 30, (frame) => {
    const pieces = [...(begun.get(frame.call) ?? []), joined(frame.payload)];
    begun.set(frame.call, pieces);
    if (frame.kind === LAST)
      answers.push({ call: frame.call, status: frame.detail, text: Buffer.concat(pieces).toString() });
  });
  socket.on('data', (chunk: Buffer) => reader.push(chunk));
  return {
    socket,
    said,
    closed,
    send: (...frames) => void socket.write(Buffer.concat(frames.flatMap((frame) => frame ?? []))),
    answered: async (count) => {
      for (let turn = 0; answers.length < count; turn += 1) {
        if (turn > 2_000 || socket.destroyed) throw new Error(`only ${answers.length} were answered`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      return answers;
    },
  };
}
