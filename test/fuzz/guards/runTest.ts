import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Copy } from './copy.js';

/** What became of the tests of one file. */
export interface Ran {
  readonly tests: readonly { readonly title: string; readonly status: string; readonly said: string }[];
  /** Why the file ran no test; null where it did. */
  readonly broken: string | null;
}

interface Options {
  /** Only tests with one of these in their title. */
  readonly titles: readonly string[];
  /** Whether a server of the run is there already, or none is needed. */
  readonly served: boolean;
}

/** What a test or what prepares it may take: without a guard some wait for ever. */
const testMs = 90_000;

/** No file of a guard takes so long. */
const patienceMs = 600_000;

/** Runs a test file of the copy in a process of its own, so that no module of another state is in its memory. */
export async function runTest(copy: Copy, test: string, { titles, served }: Options): Promise<Ran> {
  const results = join(copy.cache, 'results.json');
  rmSync(results, { force: true });
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--runInBand'];
  const told = [
    '--json',
    `--outputFile=${results}`,
    `--cacheDirectory=${copy.cache}`,
    '--watchman=false',
    `--testTimeout=${testMs}`,
    '--forceExit',
  ];
  const none = served ? ['--globalSetup=', '--globalTeardown='] : [];
  const escaped = titles.map((title) => title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const named = `--testNamePattern=${escaped.join('|')}`;
  const said = await run([...jest, ...told, ...none, named, '--runTestsByPath', test], copy.root);
  try {
    return readResults(readFileSync(results, 'utf8'));
  } catch {
    return { tests: [], broken: said };
  }
}

interface JestResults {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function readResults(json: string): Ran {
  const [file] = (JSON.parse(json) as JestResults).testResults;
  const tests = (file?.assertionResults ?? []).map(({ fullName, status, failureMessages }) => ({
    title: fullName,
    status,
    said: failureMessages.join('\n'),
  }));
  const ran = tests.some(({ status }) => status === 'passed' || status === 'failed');
  return { tests, broken: ran ? null : file?.message || 'no test ran' };
}

/** What the process says; it is ended where it takes too long. */
async function run(args: readonly string[], cwd: string): Promise<string> {
  const { TEST_CRAWL: _, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...env, FORCE_COLOR: '0', TEST_LONG: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await new Promise<void>((done, failed) => {
    child.once('close', () => done());
    child.once('error', failed);
  });
  clearTimeout(timer);
  return said.join('').slice(-2_000);
}
