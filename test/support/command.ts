import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import { until } from './waiting/until.js';

/** A `portcullis` command that runs, as built: `npm test` builds before it tests. */
export interface RunningCommand {
  readonly process: ChildProcess;
  /** Standard output so far. */
  out(): string;
  /** Standard error so far. */
  err(): string;
  /** Resolves when standard output matches; rejects with standard error where the command ends first. */
  until(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** What it has said by its end. */
  said(): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** Asks it to end (SIGTERM), if it still runs; its exit code. */
  close(): Promise<number | null>;
}

/**
 * Flags of Node for a command that a test starts. Why: most end within seconds, of which a fifth goes into optimizing code that is
 * hardly run; what runs for long is optimized all the same.
 */
export const shortLived = ['--interrupt-budget=1000000'] as const;

/** Settings under which no request is too late, however much else the machine does. */
export const patient = {
  PORTCULLIS_DEADLINE_MS: '60000',
  PORTCULLIS_SOURCE_TIMEOUT_MS: '60000',
  PORTCULLIS_LOG_TIMEOUT_MS: '60000',
} as const;

/** Runs `portcullis` with arguments, without a terminal. */
export function runCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningCommand {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const child = spawn(process.execPath, [...shortLived, packageFile('dist', 'cli', 'main.js'), ...args], {
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = (pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = out.match(pattern);
        if (match) resolve(match);
      };
      child.stdout.on('data', look);
      look();
      void ended.then(() => reject(new Error(`ended before ${pattern}: ${err.slice(-2000)}`)));
    });
  const close = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  const said = async () => ({ code: await ended, out, err });
  return { process: child, out: () => out, err: () => err, until, ended, said, close };
}

/** Has a command look at its files again (SIGHUP), and waits until its standard error says what became of it. */
export async function hangUp(command: RunningCommand, said: RegExp): Promise<void> {
  const from = command.err().length;
  command.process.kill('SIGHUP');
  await until(() => said.test(command.err().slice(from)), `${said} was not said`);
}

/** A data directory of one's own, which the database's user can pass through. */
export function temporaryDataDirectory(name = 'portcullis e2e '): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o711);
  return { path: join(folder, 'data'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs one `curl` line as printed, without a shell: method, headers and body as curl would send them. */
export async function runCurlLine(line: string): Promise<{ readonly status: number; readonly text: string }> {
  const url = /^curl -s (\S+)/.exec(line)?.[1] ?? '';
  const headers = Object.fromEntries(
    [...line.matchAll(/-H '([^:']+): ([^']*)'/g)].map(([, name, value]) => [name, value]),
  );
  const body = /-d '([^']*)'/.exec(line)?.[1] ?? '';
  const response = await fetch(url, { method: 'POST', headers: headers as Record<string, string>, body });
  return { status: response.status, text: await response.text() };
}
