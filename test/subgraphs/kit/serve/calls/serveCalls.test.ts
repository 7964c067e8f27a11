import { Duplex } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { callFrame } from '../../../../../subgraphs/kit/serve/calls/frames.js';
import { type AnswerCall, serveCalls } from '../../../../../subgraphs/kit/serve/calls/serveCalls.js';

/** A connection whose other side takes one write in five milliseconds; `sent` is what it took. */
function slowConnection(answer: AnswerCall) {
  const sent: Buffer[] = [];
  const socket = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      sent.push(chunk);
      setTimeout(done, 5);
    },
  });
  const ended = new Promise<void>((resolve) => void socket.once('finish', resolve).once('close', resolve));
  return { sent, socket, ended, close: serveCalls(socket, answer) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a connection of slow reads', () => {
  test('loses no answer to a call that comes after the last answer of a closing source', async () => {
    const { sent, socket, ended, close } = slowConnection(async () => ({ status: 200, bytes: Buffer.from('answer') }));
    socket.push(callFrame(1, { assertion: 'a' }, 'b'));
    await turn();
    close();
    socket.push(callFrame(2, { assertion: 'a' }, 'b'));
    await ended;
    expect(Buffer.concat(sent).toString('latin1')).toContain('answer');
  });

  test('is listened to once, however many large answers wait to leave: Node.js warns of more than ten', async () => {
    const { socket } = slowConnection(async () => ({ status: 200, bytes: Buffer.alloc(2_000_000) }));
    for (let number = 1; number <= 12; number += 1) socket.push(callFrame(number, { assertion: 'a' }, 'b'));
    await turn();
    await turn();
    expect(socket.writableLength).toBeGreaterThan(1024 * 1024);
    expect(socket.listenerCount('drain')).toBeLessThanOrEqual(1);
    socket.destroy();
  });
});
