/*
 * A small load generator for where wrk is not installed: raw sockets, keep-alive, one request a connection at a time.
 * It costs more than wrk itself, so requests/s are lower where both share a core; CPU a request is not touched by it.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { coldQuery } from '../graph/operations.mjs';
import { median } from './statistics.mjs';

/** As `loadWithWrk`. */
export async function loadWithNode({ url, headers, bodies, cold, authorizations, concurrency, seconds }) {
  const { hostname, port, pathname } = new URL(url);
  const variables = bodies.map((body) => JSON.parse(body).variables);
  let serial = cold?.from ?? 0;
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    'content-type: application/json',
    'accept: application/json',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  const lines = authorizations && readFileSync(authorizations.file, 'utf8').split('\n');
  const own = () => (lines ? `\r\nauthorization: ${lines[(authorizations.from + serial) % lines.length]}` : '');
  const message = (text) => `${head}${own()}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  const fixed = bodies.map(message);
  const coldBody = () => JSON.stringify({ query: coldQuery(serial), variables: variables[serial % variables.length] });
  const next = () => {
    serial += 1;
    if (cold) return message(coldBody());
    return lines ? message(bodies[serial % bodies.length]) : fixed[serial % fixed.length];
  };

  const latencies = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: concurrency }, () => converse({ hostname, port, next, until, latencies })),
  );
  const elapsed = (performance.now() - startedAt) / 1000;
  const requests = counts.reduce((sum, each) => sum + each.done, 0);
  latencies.sort((a, b) => a - b);
  return {
    requests,
    seconds: elapsed,
    perSecond: requests / elapsed,
    failed: counts.reduce((sum, each) => sum + each.failed, 0),
    p50: median(latencies),
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
  };
}

function converse({ hostname, port, next, until, latencies }) {
  return new Promise((resolve) => {
    const count = { done: 0, failed: 0 };
    let missing = 0;
    let pending = '';
    let sentAt = 0;
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    const ask = () => {
      sentAt = performance.now();
      if (sentAt >= until) {
        socket.destroy();
        return;
      }
      socket.write(next());
    };
    socket.on('connect', ask);
    socket.on('error', () => {
      count.failed += 1;
    });
    socket.on('close', () => resolve(count));
    socket.on('data', (chunk) => {
      if (missing > 0) missing -= chunk.length;
      else {
        pending += chunk.toString('latin1');
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!pending.startsWith('HTTP/1.1 2')) count.failed += 1;
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(pending)?.[1] ?? Number.NaN);
        if (Number.isNaN(length)) {
          count.failed += 1;
          socket.destroy();
          return;
        }
        missing = length - (pending.length - end - 4);
        pending = '';
      }
      if (missing > 0) return;
      missing = 0;
      count.done += 1;
      latencies.push(performance.now() - sentAt);
      ask();
    });
  });
}
