import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { readPostmasterFile } from '../../../storage/embedded/postmaster.js';
import { until } from '../../support/waiting/until.js';

/** Waits until a server answers. Why no connection alone: a start listens for a moment to see whether its port is free. */
export async function untilOpen(port: number): Promise<void> {
  const isOpen = () =>
    fetch(`http://127.0.0.1:${port}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(isOpen, 'no port', 2);
}

/** Stops the postmaster of a data directory: it takes no connection, and those that it has go on. */
export async function stopPostmaster(data: string, forMs: number): Promise<void> {
  const { pid } = readPostmasterFile(dataLayout(data).cluster) ?? {};
  if (pid === undefined) throw new Error('no postmaster runs');
  process.kill(pid, 'SIGSTOP');
  await pause(forMs);
  process.kill(pid, 'SIGCONT');
}

/** Workers of a process that starts: the first process of Node that it starts writes their log. */
export function workersOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const started = children.map(Number).filter((child) => {
    try {
      return readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('main.js');
    } catch {
      return false;
    }
  });
  return started.slice(1);
}
