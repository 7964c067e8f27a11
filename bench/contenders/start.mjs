import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { traceFlag, watchCollection } from '../measure/collection.mjs';
import { onCore } from '../measure/placement.mjs';

const live = new Set();
// Why at exit: whatever ends the benchmark, nothing that it started may stay behind.
process.once('exit', () => {
  for (const child of live) child.kill('SIGTERM');
});

/** Longest that anything may take to come up, and that it may after it has complained, seconds. */
const [mostSeconds, mostComplaining] = [600, 60];

/** A free port of this machine. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a process on a core, its output in a file of the work folder.
 *
 * @param {{ core: number, file?: string, args: string[], env?: object, work: string, name: string, run: Run }} options
 */
export function startProcess({ core, file, args, env = {}, work, name, run }) {
  const [command, all] = file ? onCore(core, file, args) : onCore(core, run.node, [...run.nodeFlags, ...args]);
  const logFile = join(work, `${name}.log`);
  const out = openSync(logFile, 'a');
  const child = spawn(command, all, {
    cwd: work,
    stdio: ['ignore', out, out],
    env: { ...clean(process.env), NODE_ENV: 'production', ...env },
  });
  live.add(child);
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      live.delete(child);
      resolve(code ?? signal);
    });
  });
  child.once('error', () => undefined);
  return {
    name,
    pid: child.pid,
    logFile,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Settings of whoever started the benchmark must not change what is measured. */
function clean(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(PORTCULLIS_(?!BENCH)|DATABASE_URL|APOLLO_|HIVE_|NODE_OPTIONS)/.test(name),
    ),
  );
}

/**
 * Waits for what a process that comes up will show, as long as it lives and has not complained; says every 30 s that it does.
 *
 * @template Found
 * @param {() => Promise<Found | undefined>} look
 * @param {number} [most] seconds, where it may take longer than others
 * @returns {Promise<Found>} @throws Error with what it said
 */
export async function comesUp(child, look, run, most = mostSeconds) {
  const from = performance.now();
  for (let said = 0; ; ) {
    // Why asked first: a process may print and end between two looks.
    const hasEnded = child.hasEnded();
    const found = await look();
    if (found !== undefined) return found;
    const waited = (performance.now() - from) / 1000;
    if (hasEnded || waited > most || (waited > mostComplaining && isComplaining(child)))
      throw new Error(`${child.name} did not come up: ${complaintIn(child.logFile)}`);
    if (waited >= 30 * (said + 1)) {
      said += 1;
      run.say(`${child.name} is not up after ${Math.round(waited)} s; it lives, so it gets more`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Starts one contender and waits until it answers.
 *
 * @returns {Promise<Running>} @throws Error with the end of its log where it does not come up
 *
 * @typedef {object} Running
 * @property {import('./list.mjs').Contender} contender
 * @property {number} pid
 * @property {string} url
 * @property {(viewer: string) => Record<string, string>} headersOf
 * @property {string} [authorizations] file of Authorizations, one a line, where each request has its own
 * @property {() => import('../measure/collection.mjs').Collection} [collected] since the last call; absent where it is not Node.js
 * @property {() => Promise<void>} stop
 */
export async function startContender(contender, context, run) {
  const port = await freePort();
  const { tokensFile, authorizations, ...command } = contender.command({ ...context, port });
  const args = command.file ? command.args : [traceFlag, ...command.args];
  const child = startProcess({ core: 0, ...command, args, work: context.work, name: `${contender.id}-${port}`, run });
  const url = `http://127.0.0.1:${port}/graphql`;
  const headersOf = (viewer) => (tokensFile ? JSON.parse(readFileSync(tokensFile, 'utf8'))[viewer] : {});
  try {
    await comesUp(
      child,
      () => answer(url, tokensFile && !existsSync(tokensFile) ? undefined : headersOf('analyst')),
      run,
    );
  } catch (error) {
    await child.stop();
    throw error;
  }
  return {
    contender,
    pid: child.pid,
    url,
    headersOf,
    authorizations: authorizations ?? context.authorizations,
    ...(command.file ? {} : { collected: watchCollection(child.logFile) }),
    stop: child.stop,
  };
}

async function answer(url, headers) {
  if (!headers) return undefined;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: '{"query":"{__typename}"}',
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
  return response?.ok && (await response.text()).includes('Query') ? response : undefined;
}

const complaints = (logFile) =>
  readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => /error/i.test(line) && !/^\s+at /.test(line));

const isComplaining = ({ logFile }) => complaints(logFile).length > 0;

/** What a process that did not do said: its first line that names an error, else its last ones. */
function complaintIn(logFile) {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  // Why not all: with its trace on, the collector's lines come last.
  const others = lines.filter((line) => !/ pause=/.test(line));
  const found = complaints(logFile)[0] ?? others.slice(-3).join(' | ');
  return found.trim().slice(0, 400) || 'no output';
}
