import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { coldAlias, coldQuery } from '../graph/operations.mjs';
import { onCore } from './placement.mjs';

const run = promisify(execFile);
const templates = 32;
let scripts = 0;

/** Version of wrk; undefined where it is not installed. */
export function wrkVersion() {
  try {
    execFileSync('wrk', ['-v'], { stdio: ['ignore', 'pipe', 'pipe'] });
    return 'unknown';
  } catch (error) {
    // Why here: `wrk -v` prints its version and exits with 1.
    return /wrk (\S+)/.exec(String(error.stdout ?? ''))?.[1];
  }
}

/**
 * Loads one URL for a while with wrk, one thread, on the core that is not the gateway's.
 *
 * @param {object} load
 * @param {string} load.url
 * @param {Record<string, string>} load.headers
 * @param {readonly string[]} load.bodies taken in turn; with `cold`, their variables are used with another document each time
 * @param {{ from: number } | undefined} load.cold serial of the first document
 * @param {{ file: string, from: number } | undefined} load.authorizations one a line, taken in turn
 * @param {number} load.concurrency
 * @param {number} load.seconds
 * @param {string} load.work folder
 * @returns {Promise<LoadResult>}
 *
 * @typedef {object} LoadResult
 * @property {number} requests answered
 * @property {number} seconds
 * @property {number} perSecond
 * @property {number} failed answers other than 2xx, and connections that broke
 * @property {number} p50 latency, ms
 * @property {number} p99 latency, ms
 */
export async function loadWithWrk({ url, headers, bodies, cold, authorizations, concurrency, seconds, work }) {
  const script = join(work, `load-${++scripts}.lua`);
  writeFileSync(script, luaOf(headers, bodies, cold, authorizations));
  const [file, args] = onCore(1, 'wrk', [
    ...['-t', '1', '-c', String(concurrency), '-d', `${Math.max(1, Math.round(seconds))}s`],
    ...['--timeout', '10s', '-s', script, url],
  ]);
  const { stdout } = await run(file, args, { maxBuffer: 1e6 });
  const line = stdout.split('\n').find((each) => each.startsWith('RESULT '));
  if (!line) throw new Error(`wrk gave no result: ${stdout.slice(-300)}`);
  const [requests, micros, failed, p50, p99] = line.slice(7).split(' ').map(Number);
  return {
    requests,
    seconds: micros / 1e6,
    perSecond: requests / (micros / 1e6),
    failed,
    p50: p50 / 1000,
    p99: p99 / 1000,
  };
}

function luaOf(headers, bodies, cold, authorizations) {
  const all = { 'content-type': 'application/json', accept: 'application/json', ...headers };
  return [
    'wrk.method = "POST"',
    ...Object.entries(all).map(([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${long(value)}`),
    ...(authorizations ? ownHeader(authorizations) : ['local function own() return nil end']),
    ...(cold ? coldRequest(bodies, cold.from) : warmRequest(bodies)),
    'function done(summary, latency, requests)',
    '  local e = summary.errors',
    '  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,',
    '    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))',
    'end',
  ].join('\n');
}

/** Lua's `own()`: headers with the next Authorization. */
function ownHeader({ file, from }) {
  return [
    'local lines = {}',
    `for line in io.lines(${long(file)}) do lines[#lines + 1] = line end`,
    `local place = ${from} % #lines`,
    'local own_headers = {}',
    'for name, value in pairs(wrk.headers) do own_headers[name] = value end',
    'local function own()',
    '  place = place % #lines + 1',
    '  own_headers["authorization"] = lines[place]',
    '  return own_headers',
    'end',
  ];
}

function warmRequest(bodies) {
  return [
    `local bodies = { ${bodies.map(long).join(', ')} }`,
    'local at = 0',
    'function request()',
    `  at = at % ${bodies.length} + 1`,
    '  return wrk.format(nil, nil, own(), bodies[at])',
    'end',
  ];
}

function coldRequest(bodies, from) {
  const queries = Array.from({ length: templates }, (_, bits) =>
    JSON.stringify(coldQuery(bits).replace(/q4_\d{9}/, `${coldAlias}%09d`)),
  );
  const variables = bodies.map((body) => JSON.stringify(JSON.parse(body).variables));
  return [
    `local queries = { ${queries.map(long).join(', ')} }`,
    `local variables = { ${variables.map(long).join(', ')} }`,
    `local serial = ${from}`,
    'function request()',
    '  serial = serial + 1',
    `  local query = string.format(queries[serial % ${templates} + 1], serial)`,
    `  local body = '{"query":' .. query .. ',"variables":' .. variables[serial % ${variables.length} + 1] .. '}'`,
    '  return wrk.format(nil, nil, own(), body)',
    'end',
  ];
}

/** A Lua string that needs no escapes. */
function long(text) {
  return `[==[${text}]==]`;
}
