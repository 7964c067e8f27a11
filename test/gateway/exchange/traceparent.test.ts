import { beforeEach, describe, expect, test } from '@jest/globals';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { startHarness } from '../support/harness.js';

const open = closedAfter(await startHarness());
beforeEach(() => {
  for (const list of [open.lines, open.log.entries, open.sources.ships.asked, open.sources.berths.asked])
    list.length = 0;
});

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${trace}-00f067aa0ba902b7-01`;
const query = '{ berths { ship { name } } }';
const sent = () => [...open.sources.berths.asked, ...open.sources.ships.asked].map((asked) => asked.traceparent);

describe('the place of a request in a trace', () => {
  test('is in its line, and goes to every source beside the session that is signed; the answer does not repeat it', async () => {
    const { status, headers, body } = await open.ask(query, { headers: { traceparent } });
    expect(status).toBe(200);
    expect(open.lines).toMatchObject([{ traceId: trace }]);
    expect(sent()).toEqual([traceparent, traceparent]);
    const sessions = [...open.sources.berths.asked, ...open.sources.ships.asked].map(({ session }) => session.text);
    const shown = [
      ...headers,
      body,
      open.log.entries,
      sessions.map((text) => Buffer.from(text, 'base64url').toString()),
    ];
    expect(JSON.stringify(shown)).not.toContain(trace);
  });

  test('is its own where the client states none, or a malformed one', async () => {
    await open.ask(query);
    await open.ask(query, { headers: { traceparent: 'Jan Jansen' } });
    expect(sent()).toEqual([undefined, undefined, undefined, undefined]);
    for (const { traceId, requestId } of open.lines) expect(traceId).toBe(String(requestId).replaceAll('-', ''));
    expect(JSON.stringify(open.lines)).not.toContain('Jansen');
  });

  test('makes no difference to the log', async () => {
    await open.ask(query);
    await open.ask(query, { headers: { traceparent, 'x-request-id': 'desk-7' } });
    const [one, other] = open.log.entries.map((entry) =>
      JSON.stringify(entry).replaceAll(/"(requestId|at|durationMs)":("[^"]*"|\d+)/g, ''),
    );
    expect(one).toContain('"OUTCOME"');
    expect(one).toBe(other);
  });
});
