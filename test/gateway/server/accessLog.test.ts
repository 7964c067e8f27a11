import { beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import type { Exchange } from '../../../gateway/exchange/exchange.js';
import { createAccessLog } from '../../../gateway/server/accessLog.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { startHarness } from '../support/harness.js';

const open = closedAfter(await startHarness());
beforeEach(() => {
  open.lines.length = 0;
});

describe('the access log', () => {
  it('has a line for a request: who by agency and role, why, how it ended, and how long each part took', async () => {
    await open.ask('{ berths { ship { name } } }', { headers: { 'x-request-id': 'desk-7' } });
    expect(open.lines).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        pid: expect.any(Number),
        hostname: expect.any(String),
        msg: 'request',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        correlation: 'desk-7',
        agency: 'NL-CUSTOMS',
        client: 'portcullis-cli',
        role: 'ANALYST',
        purpose: 'CUSTOMS_CONTROL',
        code: 'OK',
        handler: 'apollo',
        strategy: 'parsed',
        status: 200,
        durationMs: expect.any(Number),
        sources: { berths: expect.any(Number), ships: expect.any(Number) },
        logMs: expect.any(Number),
      },
    ]);
  });

  it('names a client that its agency registered, and no other, whatever a token says', async () => {
    for (const client of ['portcullis-console', 'Jan\nJansen', 'other-desk', '__proto__'])
      await open.ask('{ berths { ship { name } } }', { claims: { client } });
    await open.ask('{ berths { ship { name } } }', { claims: { client: 'portcullis-console', agency: 'BE-CUSTOMS' } });
    expect(open.lines.map(({ agency, client }) => `${agency} ${client}`)).toEqual([
      'NL-CUSTOMS portcullis-console',
      ...['NL-CUSTOMS other', 'NL-CUSTOMS other', 'NL-CUSTOMS other', 'BE-CUSTOMS other'],
    ]);
    expect(JSON.stringify(open.lines)).not.toMatch(/Jansen|other-desk|__proto__/);
  });

  it('has one for a refused request, and for one of a stranger, without what they asked', async () => {
    await open.ask('{ secretThing }', { headers: { 'x-request-id': 'Jan Jansen' } });
    await fetch(`${open.url}?query=secretThing`, {
      headers: { 'x-request-id': 'mine', authorization: 'Bearer secretThing' },
    });
    expect(open.lines).toMatchObject([
      { agency: 'NL-CUSTOMS', code: 'GRAPHQL_VALIDATION_FAILED', status: 400 },
      {
        agency: null,
        client: null,
        role: null,
        purpose: null,
        code: 'UNAUTHENTICATED',
        correlation: 'mine',
        status: 401,
      },
    ]);
    expect(open.lines[0]).not.toHaveProperty('correlation');
    expect(JSON.stringify(open.lines)).not.toMatch(/secretThing|Jansen|tester/);
  });

  it('has a few a second for strangers, and the next line says how many it left out', () => {
    const lines: Record<string, unknown>[] = [];
    let now = 0;
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const write = createAccessLog({ accessLog: true }, log, () => now);
    const stranger = { requestId: '', sources: [], startedAt: 0 } as unknown as Exchange;
    const known = { identity: { viewer: { agency: 'NL-CUSTOMS' } }, ...stranger } as Exchange;
    for (let count = 0; count < 1_000; count += 1) write(stranger);
    expect(lines).toHaveLength(20);
    for (let count = 0; count < 30; count += 1) write(known);
    expect(lines).toHaveLength(50);
    expect(lines.map(({ unlogged }) => unlogged).filter(Boolean)).toEqual([980]);
    now = 1_000;
    write(stranger);
    expect(lines).toHaveLength(51);
  });

  it('has as few lines of strangers in an hour as do not fill a disk', () => {
    let lines = 0;
    let now = 0;
    const written = {
      write: () => {
        lines += 1;
      },
    };
    const log = pino({}, written);
    const write = createAccessLog({ accessLog: true }, log, () => now);
    const stranger = { requestId: '', sources: [], startedAt: 0 } as unknown as Exchange;
    for (; now < 3_600_000; now += 40) write(stranger);
    expect(lines).toBe(60 * 120);
  });

  it('names a trace that was begun here only for those whose spans are sent', () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const write = createAccessLog({ accessLog: true }, log);
    const [begun, stated] = ['a', 'b'].map((digit) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`);
    const stranger = { requestId: 'c-c', sources: [], span: { traceparent: begun } } as unknown as Exchange;
    write(stranger);
    write({ ...stranger, traceparent: stated });
    write({ ...stranger, identity: { viewer: { agency: 'NL-CUSTOMS' } } } as Exchange);
    expect(lines.map(({ traceId }) => traceId)).toEqual(['cc', 'b'.repeat(32), 'a'.repeat(32)]);
  });

  it('is silent where the setting says so', async () => {
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(line) });
    createAccessLog({ accessLog: false }, log)({ sources: [] } as unknown as Exchange);
    expect(lines).toEqual([]);
  });
});
