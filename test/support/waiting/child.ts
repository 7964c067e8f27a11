import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { packageFile } from '../../../schema/files.js';

/** What Node is given to run a TypeScript file of `test/`. */
export const script = (file: string): string[] => [
  ...['--no-warnings', '--import', packageFile('test', 'support', 'typescript.js'), packageFile('test', file)],
];

/** Starts a TypeScript file of `test/` as a process of its own, which tells by lines. */
export function startScript(file: string, args: readonly string[], stdin: 'pipe' | 'ignore' = 'ignore'): ChildProcess {
  return spawn(process.execPath, [...script(file), ...args], { stdio: [stdin, 'pipe', 'inherit'] });
}

/** What a process tells, line by line. */
export const linesOf = (child: ChildProcess): Interface =>
  createInterface({ input: child.stdout as NodeJS.ReadableStream });

/** Kills a process, or ends it as told, and waits until it has. */
export async function end(child: ChildProcess, how: () => unknown = () => child.kill('SIGKILL')): Promise<void> {
  const closed = once(child, 'close');
  how();
  await closed;
}
