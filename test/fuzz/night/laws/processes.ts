import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc shows it. */
export interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly rssMb: number;
  readonly files: number;
}

/** All processes of this machine that can be looked at; none where there is no /proc. */
export function seeProcesses(): readonly Seen[] {
  return names().flatMap((name) => {
    try {
      const at = `/proc/${name}`;
      const status = readFileSync(`${at}/status`, 'utf8');
      const command = readFileSync(`${at}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      // Why: one that has ended is kept until its parent asks for its end.
      if (command === '' || /^State:\tZ/m.test(status)) return [];
      const number = (line: RegExp): number => Number(line.exec(status)?.[1] ?? 0);
      const files = readdirSync(`${at}/fd`).length;
      const [parent, rssMb] = [number(/^PPid:\t(\d+)/m), Math.round(number(/^VmRSS:\s+(\d+)/m) / 1024)];
      return [{ pid: Number(name), parent, command, rssMb, files }];
    } catch {
      return [];
    }
  });
}

function names(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Processes of ours whose command line names a folder. */
export function processesOf(folder: string): readonly Seen[] {
  return seeProcesses().filter(({ command, pid }) => pid !== process.pid && command.includes(folder));
}

/** Ids of all that a process has started, directly or not. */
export function descendantsOf(pid: number): readonly number[] {
  const all = seeProcesses();
  const below = (parent: number): readonly number[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each.pid, ...below(each.pid)]);
  return below(pid);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
