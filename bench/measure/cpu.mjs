import { readdirSync, readFileSync } from 'node:fs';

/** Length of a clock tick of /proc, milliseconds: USER_HZ is 100 on every Linux that Node.js runs on. */
const TICK_MS = 10;

/** Figures of one process, from /proc/PID/stat; undefined where it is gone. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent, own, reaped] = [fields[1], fields[11] + fields[12], fields[13] + fields[14]];
    return { parent, own, reaped };
  } catch {
    return undefined;
  }
}

/** Process that started a process; undefined where it is gone. */
export function parentOf(pid) {
  return statOf(pid)?.parent;
}

/** Processes below and including `root`. */
export function treeOf(root) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), statOf(name)?.parent);
  }
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid);
  }
  return [...tree];
}

/**
 * CPU time that a process and everything below it has used: user and system, all threads, ended children included.
 *
 * @param {number} root process id
 * @returns {number} milliseconds, in steps of 10
 */
export function cpuOfTree(root) {
  return treeOf(root).reduce((sum, pid) => {
    const stat = statOf(pid);
    return sum + (stat ? (stat.own + stat.reaped) * TICK_MS : 0);
  }, 0);
}

/** CPU time of one process without its children, milliseconds. */
export function cpuOf(pid) {
  return (statOf(pid)?.own ?? 0) * TICK_MS;
}

/**
 * CPU time of the whole machine in processes, milliseconds: user, nice, system and what the host stole. Interrupts are
 * left out: they are nobody's.
 */
export function cpuOfMachine() {
  const [user, nice, system, , , , , steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + steal) * TICK_MS;
}

/** Resident memory of a process tree, MB. */
export function memoryOfTree(root) {
  return treeOf(root).reduce((sum, pid) => {
    try {
      const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return sum + Number(kb ?? 0) / 1024;
    } catch {
      return sum;
    }
  }, 0);
}
