import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { packageFile } from '../../schema/files.js';
import { environmentOf, type Settings } from '../config.js';
import type { Failure } from '../failure.js';

/** How much a command beside what serves stands back: what serves has nine parts of ten of a processor that both want. */
const niceness = 10;

/**
 * Runs a command of ours with the settings of this process, and gives what it prints as `--json`. Why a process of its own:
 * its work would keep this one from answering.
 *
 * @param signal ends it
 */
export async function runCommandBeside<Answer>(
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
    if (child.pid !== undefined) standBack(child.pid);
    return readAnswer<Answer>(await text(child.stdout));
  } finally {
    await ended;
    signal.removeEventListener('abort', stop);
  }
}

// Why not heeded: where a sandbox forbids it, the work is done all the same.
function standBack(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {}
}

function readAnswer<Answer>(said: string): Answer | Failure {
  try {
    return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Answer | Failure;
  } catch {
    return { error: { code: 'INTERNAL', message: 'the process that does it ended without a word' } };
  }
}
