import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSettings } from '../../../cli/config.js';
import { createTracer } from '../../../cli/tracing/createTracer.js';
import { OtlpExporter } from '../../../cli/tracing/otlpExporter.js';
import { type Collector, startCollector } from './collector.js';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';
let collector: Collector;
let lines: object[];
const open = (ratio: number, url = collector.url) =>
  createTracer({
    url,
    ratio,
    service: 'portcullis',
    instance: 'main',
    log: { warn: (line: object) => void lines.push(line) },
  });

beforeEach(async () => {
  collector = await startCollector();
  lines = [];
});
afterEach(async () => await collector.close());

describe('a tracer', () => {
  test('sends a request and its parts as one tree, with times and names', async () => {
    const tracer = open(0);
    const whole = tracer.begin('request', `00-${trace}-${parent}-01`);
    const part = whole?.begin('source', { source: 'cargo' });
    expect(part?.traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    part?.end({ result: 'OK' });
    whole?.end({ code: 'OK', status: 200, purpose: undefined });
    await tracer.close();
    const [source, request] = collector.spans;
    expect(request).toMatchObject({ name: 'request', service: 'portcullis', traceId: trace, parentSpanId: parent });
    expect(source).toMatchObject({ name: 'source', traceId: trace, parentSpanId: request?.spanId });
    expect(request?.attributes).toEqual({ 'portcullis.code': 'OK', 'http.response.status_code': 200 });
    expect(source?.attributes).toEqual({ 'portcullis.source': 'cargo', 'portcullis.result': 'OK' });
    const now = BigInt(Date.now()) * 1_000_000n;
    const began = BigInt(request?.startTimeUnixNano ?? 0);
    expect(began).toBeGreaterThan(now - 60_000_000_000n);
    expect(BigInt(request?.endTimeUnixNano ?? 0)).toBeGreaterThanOrEqual(began);
    expect(part?.traceparent.slice(36, 52)).toBe(source?.spanId);
  });

  test('records what the caller says, and of the rest the share of the settings', async () => {
    const [none, all, half] = [open(0), open(1), open(0.5)];
    const recorded = (tracer: typeof none, stated?: string) => tracer?.begin('request', stated) !== undefined;
    expect([recorded(none), recorded(none, `00-${trace}-${parent}-01`)]).toEqual([false, true]);
    expect([recorded(all), recorded(all, `00-${trace}-${parent}-00`)]).toEqual([true, false]);
    const share = Array.from({ length: 2_000 }, () => recorded(half)).filter(Boolean).length / 2_000;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    for (const each of [none, all, half]) await each?.close();
    // None of them was ended.
    expect(collector.bodies).toEqual([]);
  });

  test('drops what a dead collector does not take, within bounds, with one line and without a wait', async () => {
    const { url } = collector;
    await collector.close();
    const tracer = open(1, url);
    const startedAt = performance.now();
    for (let count = 0; count < 20_000; count += 1) tracer.begin('request', undefined)?.end({ code: 'OK' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await tracer.close();
    expect(lines).toMatchObject([{ reason: 'ECONNREFUSED' }]);
    collector = await startCollector();
  });

  test('keeps 4,096 spans at most for a late collector, beside the batch that is being sent', async () => {
    const tracer = open(1);
    for (let count = 0; count < 20_000; count += 1) tracer.begin('request', undefined)?.end({ code: 'OK' });
    await tracer.close();
    expect(collector.spans).toHaveLength(512 + 4_096);
  });

  test('gives up what a collector takes too long for, with all that waits for it', async () => {
    const timers: NodeJS.Timeout[] = [];
    const dripping = await startCollector((response) => void timers.push(setInterval(() => response.write(' '), 20)));
    const sent = { url: dripping.url, service: 'portcullis', instance: 'main' };
    const exporter = new OtlpExporter({ ...sent, log: { warn: (line: object) => void lines.push(line) } }, 200);
    const batch = () => new Promise<number>((resolve) => exporter.export([], ({ code }) => resolve(code)));
    const late = delay(1_000, 'late', { ref: false });
    expect(await Promise.race([Promise.all([batch(), batch(), batch()]), late])).toEqual([1, 1, 1]);
    expect(lines).toEqual([{ reason: 'TimeoutError', lost: 0 }]);
    await exporter.shutdown();
    for (const timer of timers) clearInterval(timer);
    await dripping.close();
  });

  test('waits no longer than a second at the end for a collector that does not answer', async () => {
    const mute = await startCollector(() => undefined);
    const tracer = open(1, mute.url);
    tracer.begin('request', undefined)?.end();
    const startedAt = performance.now();
    await tracer.close();
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    await mute.close();
  });

  test('says that a collector refuses, and never what it says', async () => {
    const refusing = await startCollector((response) => void response.writeHead(413).end('secret'));
    const tracer = open(1, refusing.url);
    tracer.begin('request', undefined)?.end();
    await tracer.close();
    expect(lines).toEqual([{ reason: 'status 413', lost: 1 }]);
    await refusing.close();
  });
});

describe('the setting of the collector', () => {
  test.each([
    ['http://collector.example:4318/v1/traces'],
    ['https://user:secret@collector.example/'],
    ['collector'],
    ['file:///tmp/x'],
  ])('refuses %s: traces leave the machine encrypted, and without a password in a setting', (traces) => {
    expect(() => readSettings({ traces }, {})).toThrow('--traces (PORTCULLIS_TRACES): must be https://');
  });

  test('takes an encrypted one, and one on this machine', () => {
    for (const traces of [
      'https://collector.example/v1/traces',
      'http://127.0.0.1:4318/v1/traces',
      'http://[::1]:4318/',
    ])
      expect(readSettings({ traces }, {}).settings).toMatchObject({ traces, traceRatio: 1 });
  });
});
