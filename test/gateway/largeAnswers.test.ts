import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceClient } from '../../gateway/execution/transport/sourceClient.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { startHarness } from './support/harness.js';

/*
 * The memory of large answers is used again. What must never happen: that it is used again while an answer still lies in
 * it, so that one viewer reads what another asked for. Clients that read slowly, or leave, are where it would.
 */
const query = 'query($text: ID!) { ship(id: $text) { parts { label } } }';
/** The source repeats the text until the answer is longer than what the system takes off our hands at once. */
const large = (text: string): { readonly label: string }[] =>
  Array.from({ length: 600 }, () => ({ label: `${text}|`.repeat(Math.ceil(14_000 / (text.length + 1))) }));

const source: SourceClient = {
  transport: 'bytes',
  execute: async ({ body }) => {
    const { variables } = JSON.parse(body ?? '{}') as { variables: { text: string } };
    const bytes = Buffer.from(JSON.stringify({ data: { ship: { parts: large(variables.text) } } }));
    return { bytes, status: 200 };
  },
  close: async () => undefined,
};

const harness = closedAfter(await startHarness({ clientOf: () => source, settings: { compression: false } }));
beforeAll(async () => {
  // The second run is the first that is sliced.
  for (let run = 0; run < 2; run += 1) await harness.ask(query, { variables: { text: 'first' } });
});

describe('large answers', () => {
  test('are sliced, else nothing here is tested', async () => {
    await harness.ask(query, { variables: { text: 'x' } });
    expect(harness.lines.findLast(({ msg }) => msg === 'request')).toMatchObject({
      handler: 'known',
      strategy: 'sliced',
    });
  });

  test('belong to anyone who asked, however slowly they are read', async () => {
    const names = Array.from({ length: 8 }, (_, i) => `reader-${i}`);
    const answers = await Promise.all(names.map((name, i) => readSlowly(name, i % 3 === 0 ? 0 : 300)));
    for (const [i, name] of names.entries()) {
      expect(answers[i]?.length).toBeGreaterThan(8_200_000);
      expect(JSON.parse(answers[i] as string).data.ship.parts).toEqual(large(name));
    }
  });

  test('of clients that leave in the middle disturb no other', async () => {
    const leaving = Array.from({ length: 6 }, (_, i) => leaveEarly(`leaver-${i}`));
    const staying = Array.from({ length: 6 }, (_, i) => readSlowly(`stayer-${i}`, 200));
    await Promise.all(leaving);
    for (const [i, answer] of (await Promise.all(staying)).entries()) {
      expect(JSON.parse(answer).data.ship.parts).toEqual(large(`stayer-${i}`));
    }
  });
});

async function request(
  text: string,
): Promise<{ readonly host: string; readonly port: number; readonly bytes: string }> {
  const { hostname, port } = new URL(harness.url);
  const body = JSON.stringify({ query, variables: { text } });
  const head = [
    'POST /graphql HTTP/1.1',
    `Host: ${hostname}`,
    `Authorization: Bearer ${await harness.token()}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return { host: hostname, port: Number(port), bytes: `${head.join('\r\n')}\r\n\r\n${body}` };
}

/** Begins to read an answer after a pause, and then reads it; the body. */
async function readSlowly(text: string, pauseMs: number): Promise<string> {
  const { host, port, bytes } = await request(text);
  const socket = connect({ host, port });
  socket.write(bytes);
  await sleep(pauseMs);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const answer = Buffer.concat(chunks).toString('utf8');
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}

async function leaveEarly(text: string): Promise<void> {
  const { host, port, bytes } = await request(text);
  const socket = connect({ host, port });
  socket.write(bytes);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
}
