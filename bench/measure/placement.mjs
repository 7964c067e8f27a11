import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const pins = (() => {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return availableParallelism() >= 2;
  } catch {
    return false;
  }
})();

/** True where processes are pinned: the measured one to core 0, everything else to core 1. */
export const isPinned = () => pins;

/** A command that stays on one core, where the platform can do that. */
export function onCore(core, file, args) {
  return pins ? ['taskset', ['-c', String(core), file, ...args]] : [file, args];
}
