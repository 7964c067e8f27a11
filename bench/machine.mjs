import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { isPinned } from './measure/placement.mjs';
import { root } from './product.mjs';

/** What the figures were taken on. */
export function describeMachine(run) {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${operatingSystem()}, kernel ${release()}`,
    nodeFlags: run.nodeFlags,
    load: run.loadName,
    pinned: isPinned(),
    revision: line('git', ['-C', root, 'describe', '--always', '--dirty']),
  };
}

/** Version of a Node.js binary. */
export const nodeVersion = (node) => line(node, ['--version']);

function operatingSystem() {
  try {
    return /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return process.platform;
  }
}

function line(file, args) {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
