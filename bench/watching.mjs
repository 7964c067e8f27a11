/*
 * What metrics and traces cost the thread that answers: CPU microseconds a request, medians of rounds by turns, less those of the same
 * loop that does nothing. The sending of spans is counted, the collector not. Usage: node bench/watching.mjs (after `npm run build`)
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from './measure/statistics.mjs';
import { product } from './product.mjs';

const { createTracer } = await product('cli/tracing/createTracer.js');
const { createMeters } = await product('cli/metrics/meters.js');
const { stages } = await product('gateway/pipeline/index.js').then(({ admit, answer, receive }) => ({
  stages: [...receive, ...admit, ...answer].map(({ name }) => name),
}));
/** Pauses in a measurement, as many as let the few and the many spans be sent. */
const [rounds, pauses] = [7, 200];
const log = { warn: ({ lost }) => console.error(`${lost} spans were not taken: no figure of traces counts`) };

const collecting = `const server = require('node:http').createServer((request, response) =>
  request.resume().once('end', () => response.end('{}'))).listen(0, '127.0.0.1', () => console.log(server.address().port))`;
const collector = spawn(process.execPath, ['-e', collecting], { stdio: ['ignore', 'pipe', 'inherit'] });
const [port] = await once(collector.stdout, 'data');
const url = `http://127.0.0.1:${String(port).trim()}/v1/traces`;

const viewer = { agency: 'NL-CUSTOMS', role: 'ANALYST' };
const policy = { agencies: { 'NL-CUSTOMS': {} } };
/** A request of one row from one source, as it is when it has been answered. */
const exchange = {
  ...{
    identity: { viewer },
    facts: { purpose: 'RISK_ANALYSIS' },
    code: 'OK',
    handler: 'known',
    collected: { errors: [] },
  },
  ...{
    sources: [{ name: 'cargo', result: 'OK', durationMs: 3 }],
    shaped: { withheld: [{ reason: 'CATEGORY', count: 2 }] },
  },
  startedAt: performance.now(),
};

function trace(tracer) {
  const span = tracer?.begin('request', undefined);
  if (!span) return;
  for (const stage of stages) span.begin(stage).end();
  const call = span.begin('source', { source: 'cargo' });
  if (call.traceparent) call.end({ result: 'OK' });
  span.end({
    requestId: 'b'.repeat(36),
    ...viewer,
    purpose: 'RISK_ANALYSIS',
    code: 'OK',
    status: 200,
    handler: 'known',
  });
}

/**
 * CPU microseconds a request.
 *
 * @param together requests between two pauses: the queue of spans must not overflow, since those that are dropped cost nothing more
 * @param close has sent what waits
 */
async function measure(together, answer, close = async () => undefined) {
  const before = process.cpuUsage();
  for (let nth = 0; nth < pauses; nth += 1) {
    for (let of = 0; of < together; of += 1) answer();
    await pause(12);
  }
  await close();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (pauses * together);
}

const traced = (ratio) => (together) => {
  const tracer = createTracer({ url, ratio, service: 'bench', instance: 'bench', log });
  return measure(together, () => trace(tracer), tracer.close);
};
const { gateway } = createMeters();
const ways = [
  ['off', 3_000, (together) => measure(together, () => trace(undefined))],
  ['metrics', 3_000, (together) => measure(together, () => gateway.answered(exchange, { policy }))],
  ['traces of 1 %', 3_000, traced(0.01)],
  ['traces of all', 30, traced(1)],
];
const found = new Map(ways.map(([name]) => [name, []]));
for (let round = 0; round <= rounds; round += 1)
  for (const [name, together, way] of ways) {
    const cost = (await way(together)) - (await measure(together, () => undefined));
    // The first round warms.
    if (round > 0) found.get(name).push(cost);
  }
for (const [name, costs] of found) console.log(`${name}: ${median(costs).toFixed(2)} us a request`);
console.log(`a request that is traced has ${stages.length + 2} spans`);
collector.kill();
