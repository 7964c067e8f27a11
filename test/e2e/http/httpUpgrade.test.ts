import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { startHarness } from '../../gateway/support/harness.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const harness = closedAfter(await startHarness({ permissive: false }));

/** What the gateway says to these lines, until it ends the connection; a hundred requests may follow each other. */
async function say(lines: readonly string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(harness.url);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.on('data', (data: Buffer) => {
    said += data.toString();
  });
  socket.write(`${[...lines, `Host: ${hostname}:${port}`].join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'close');
  return said;
}

const websocket = ['Connection: Upgrade', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13'];

describe('a client that wants to speak websocket', () => {
  it.each([
    ['/graphql', 'websocket'],
    ['/graphql', 'WebSocket'],
    ['/graphql', 'h2c, websocket'],
    ['/graphql/ws', 'websocket'],
    ['/', 'websocket'],
  ])('is told what is offered, and the connection ends: %s, Upgrade: %s', async (path, protocol) => {
    const said = await say([
      `GET ${path} HTTP/1.1`,
      `Upgrade: ${protocol}`,
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      ...websocket,
    ]);
    const [head = '', text = ''] = said.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toMatch(/\r\nconnection: close/i);
    const json = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
    expect(json).toEqual({
      errors: [
        {
          message: expect.stringContaining('no subscriptions'),
          extensions: {
            code: 'WEBSOCKET_NOT_SUPPORTED',
            requestId: expect.any(String),
            hint: expect.stringContaining('POST'),
          },
        },
      ],
    });
  });

  it('is told apart from one that would rather speak HTTP/2, as some do in each request: that is answered', async () => {
    const body = '{"query":"{ __typename }"}';
    const token = await harness.token({});
    const said = await say(
      [
        'POST /graphql HTTP/1.1',
        'Connection: Upgrade, HTTP2-Settings, close',
        'Upgrade: h2c',
        'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
        'Content-Type: application/json',
        `Authorization: Bearer ${token}`,
        `Content-Length: ${body.length}`,
      ],
      body,
    );
    expect(said).toMatch(/^HTTP\/1\.1 200 /);
    expect(said).toContain('"__typename":"Query"');
  });
});
