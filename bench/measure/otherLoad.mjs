import { cpus } from 'node:os';
import { cpuOfMachine, cpuOfTree } from './cpu.mjs';

/** Above this share of the machine, figures are flagged: somebody else was working too. */
export const limit = 0.05;

/**
 * Watches what runs on the machine beside the benchmark.
 *
 * @param {() => number[]} extraRoots roots of processes that are ours but not below this one
 */
export function watchOtherLoad(extraRoots) {
  const ours = () => [process.pid, ...extraRoots()].reduce((sum, root) => sum + cpuOfTree(root), 0);
  return {
    /** @returns {() => number} called at the end of a stretch: share of the machine that was others', 0 to 1 */
    start() {
      const from = { machine: cpuOfMachine(), ours: ours(), at: performance.now() };
      return () => {
        const wall = performance.now() - from.at;
        const others = cpuOfMachine() - from.machine - (ours() - from.ours);
        return Math.max(0, others / (wall * cpus().length));
      };
    },
  };
}

/** Waits until the machine is quiet, at most `seconds`; false where it never was. */
export async function waitForQuiet(watch, seconds, say) {
  for (let waited = 0; ; waited += 2) {
    const stop = watch.start();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const share = stop();
    if (share <= limit) return true;
    if (waited >= seconds) return false;
    if (waited % 30 === 0) say(`other work uses ${Math.round(share * 100)} % of this machine; waiting for quiet`);
  }
}
