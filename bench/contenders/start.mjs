import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onCore } from '../measure/placement.mjs';

const live = new Set();
// Why at exit: whatever ends the benchmark, nothing that it started may stay behind.
process.once('exit', () => {
  for (const child of live) child.kill('SIGTERM');
});

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
 * @property {() => Promise<void>} stop
 */
export async function startContender(contender, context, run) {
  const port = await freePort();
  const { tokensFile, authorizations, ...command } = contender.command({ ...context, port });
  const child = startProcess({ core: 0, ...command, work: context.work, name: `${contender.id}-${port}`, run });
  const url = `http://127.0.0.1:${port}/graphql`;
  const headersOf = (viewer) => (tokensFile ? JSON.parse(readFileSync(tokensFile, 'utf8'))[viewer] : {});
  try {
    await untilReady(child, url, () => (tokensFile && !existsSync(tokensFile) ? undefined : headersOf('analyst')));
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
    stop: child.stop,
  };
}

async function untilReady(child, url, headers) {
  const until = Date.now() + 60_000;
  while (Date.now() < until && !child.hasEnded()) {
    const known = headers();
    const response =
      known &&
      (await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...known },
        body: '{"query":"{__typename}"}',
        signal: AbortSignal.timeout(5000),
      }).catch(() => undefined));
    if (response?.ok && (await response.text()).includes('Query')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`did not come up: ${complaintIn(child.logFile)}`);
}

/** What a process that did not do said: its first line that names an error, else its last ones. */
export function complaintIn(logFile) {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  const found = lines.find((line) => /error/i.test(line) && !/^\s+at /.test(line)) ?? lines.slice(-3).join(' | ');
  return found.trim().slice(0, 400) || 'no output';
}
