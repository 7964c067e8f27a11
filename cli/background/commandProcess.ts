import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { packageFile } from '../../schema/files.js';
import { environmentOf, type Settings } from '../config.js';
import type { Failure } from '../failure.js';

/** Nice value of a background command: the server gets nine tenths of a processor that both want. */
const niceness = 10;

/**
 * Runs a command in a process of its own, with the settings of this one, and returns what it prints with `--json`. Why a process: its
 * work would keep this one from answering.
 *
 * @param signal ends it
 */
export async function runInBackground<Answer>(
  settings: Settings,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Answer | Failure> {
  const command = [packageFile('dist', 'cli', 'main.js'), ...args, '--json', '--log-level', 'silent'];
  const child = spawn(process.execPath, command, {
    env: environmentOf(settings),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close').catch(() => undefined);
  const stop = (): unknown => child.kill();
  signal.addEventListener('abort', stop);
  try {
    if (child.pid !== undefined) lowerPriority(child.pid);
    return readAnswer<Answer>(await text(child.stdout));
  } finally {
    await ended;
    signal.removeEventListener('abort', stop);
  }
}

// Why errors are ignored: a sandbox may forbid it, and the work is done all the same.
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {}
}

function readAnswer<Answer>(output: string): Answer | Failure {
  try {
    return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Answer | Failure;
  } catch {
    return { error: { code: 'INTERNAL', message: 'the background process ended without an answer' } };
  }
}
