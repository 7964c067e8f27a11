import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MetricsListener, serveMetrics } from '../../../cli/metrics/listener.js';

let listener: MetricsListener;
let readings = 0;
/** Ends a reading; absent where it ends at once. */
let finish: ((text: string) => void) | undefined;

beforeAll(async () => {
  const read = (): Promise<string> => {
    readings += 1;
    return new Promise((resolve) => {
      if (finish) finish = resolve;
      else resolve('');
    });
  };
  listener = await serveMetrics({ host: '127.0.0.1', port: 0 }, read);
});

afterAll(() => listener.close());

function status(path: string, { method = 'GET', host = 'localhost' } = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, listener.url), { method, headers: { host }, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    asked.once('error', reject).end();
  });
}

test('serves one path to one method', async () => {
  expect(await status('/')).toBe(404);
  expect(await status('/metrics?agency=NL-CUSTOMS')).toBe(404);
  expect(await status('/graphql', { method: 'POST' })).toBe(404);
  expect(await status('/metrics', { method: 'POST' })).toBe(405);
});

test('is read by no page of a browser under a name of its own', async () => {
  expect(await status('/metrics', { host: 'rebound.example.org' })).toBe(403);
  expect(await status('/metrics', { host: '127.0.0.1.example.org:80' })).toBe(403);
  expect(readings).toBe(0);
});

test('measures once for all who read at once', async () => {
  finish = () => undefined;
  const all = Promise.all(Array.from({ length: 20 }, () => fetch(listener.url).then((answer) => answer.text())));
  for (let tries = 0; tries < 500 && readings === 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 100));
  finish('up 1\n');
  expect(new Set(await all)).toEqual(new Set(['up 1\n']));
  expect(readings).toBe(1);
});
