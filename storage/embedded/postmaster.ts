import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess } from '../locks/processIdentity.js';
import { errorCode } from '../storageError.js';

/** What `postmaster.pid` says of the server that runs, or ran, on a cluster. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** Folder of the unix socket. */
  readonly socket: string;
  /** `starting`, `ready`, `stopping`, `standby`; empty at first. */
  readonly status: string;
}

/** Reads `postmaster.pid` (lines: pid, data directory, start, port, socket folder, address, memory key, status). */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    if (!Number.isInteger(pid) || pid === 0) return undefined;
    return { pid, port: Number(lines[3] ?? 0), socket: lines[4] ?? '', status: (lines[7] ?? '').trim() };
  } catch {
    // There is none, or it goes just now.
    return undefined;
  }
}

/**
 * The server that runs on this cluster; not a zombie, nor another process that reuses the number of a killed one.
 */
export function runningPostmaster(cluster: string): PostmasterFile | undefined {
  const file = readPostmasterFile(cluster);
  return file && isPostmaster(file.pid, cluster) ? file : undefined;
}

/** True if the process is alive, and a server on this cluster. */
export function isPostmaster(pid: number, cluster: string): boolean {
  if (!identifyProcess(pid)) return false;
  return process.platform === 'linux' ? worksIn(pid, cluster) : commandOf(pid).includes(cluster);
}

/**
 * Clears up after a killed server: waits for its orphaned backends, kills those that stay, then removes `postmaster.pid`. PostgreSQL
 * does so too, but takes a zombie or a reused number for a running server.
 */
export async function removeStalePostmaster(cluster: string): Promise<void> {
  if (!readPostmasterFile(cluster)) return;
  // Orphans first: the file is the lock that keeps a second server from writing beside them.
  const patience = performance.now() + 2000;
  while (orphans(cluster).length > 0) {
    for (const pid of performance.now() > patience ? orphans(cluster) : []) signal(pid, 'SIGKILL');
    await delay(10);
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/**
 * Stops a server: `fast` (disconnects clients, writes a checkpoint); after 1.2 s `immediate` (the next start recovers, nothing
 * committed is lost); at last by force.
 */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  const steps = [
    { send: 'SIGINT', patienceMs: 1200 },
    { send: 'SIGQUIT', patienceMs: 1500 },
    { send: 'SIGKILL', patienceMs: 1000 },
  ] as const;
  for (const { send, patienceMs } of steps) {
    if (!isPostmaster(pid, cluster)) return;
    signal(pid, send);
    if (await ended(pid, cluster, patienceMs)) return;
  }
}

async function ended(pid: number, cluster: string, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    if (!isPostmaster(pid, cluster)) return true;
    await delay(5);
  }
  return false;
}

/** Processes whose working folder is the cluster's, as that of every server process is. Linux only; elsewhere none. */
function orphans(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => pid !== process.pid && worksIn(pid, cluster) && identifyProcess(pid) !== undefined);
}

function worksIn(pid: number, cluster: string): boolean {
  try {
    // The name too: an operator's shell may be in that folder.
    return (
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && workingFolder(pid) === realpathSync(cluster)
    );
  } catch {
    // The process ended meanwhile, or is not ours to see.
    return false;
  }
}

function workingFolder(pid: number): string {
  const link = `/proc/${pid}/cwd`;
  try {
    return readlinkSync(link);
  } catch (error) {
    if (errorCode(error) !== 'EACCES' || process.geteuid?.() !== 0) throw error;
    // In a container root may lack CAP_SYS_PTRACE; then only the process's own user may read its folder.
    const { uid, gid } = statSync(`/proc/${pid}`);
    return execFileSync('readlink', [link], { encoding: 'utf8', uid, gid, cwd: '/' }).replace(/\n$/, '');
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    // `ps` fails for a process that is gone.
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}
