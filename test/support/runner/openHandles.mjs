import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds in which what a file closed at its end must be closed. */
const patienceMs = 5000;

/** How many sockets, servers, processes, watchers and the like are open, by kind. */
export function openHandles() {
  // Why looked at: it is opened for good when somebody first does, as a library does that runs migrations.
  void process.stdin;
  const counts = new Map();
  for (const kind of process.getActiveResourcesInfo()) {
    if (kind !== 'Timeout' && kind !== 'Immediate') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** What is open still that was not before, in words; empty where nothing is. */
export async function whatIsLeftOpen(before) {
  for (let waited = 0; ; waited += 20) {
    const more = [...openHandles()].map(([kind, count]) => [kind, count - (before.get(kind) ?? 0)]);
    const left = more.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`);
    if (left.length === 0 || waited >= patienceMs) return left.join(', ');
    await sleep(20);
  }
}
