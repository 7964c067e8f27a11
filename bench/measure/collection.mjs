import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The flag by which V8 prints a line for each collection. */
export const traceFlag = '--trace-gc-nvp';

/**
 * What garbage collection did in a stretch, read off what a process prints under `traceFlag`.
 *
 * @param {string} logFile its output
 * @returns {() => Collection} what it did since the last call
 * @typedef {object} Collection
 * @property {number} promoted bytes that came to the old generation from the young one
 * @property {number} kept bytes by which the old generation grew: what a request leaves there is freed by full collections alone
 * @property {number} pauses how many
 * @property {number} pausedMs all together
 * @property {number} longestMs
 */
export function watchCollection(logFile) {
  let from = 0;
  // By isolate, after its last collection of the young generation; absent after a full one, which frees what was kept.
  const old = new Map();
  return () => {
    const { text, end } = readFrom(logFile, from);
    from = end;
    const seen = { promoted: 0, kept: 0, pauses: 0, pausedMs: 0, longestMs: 0 };
    for (const [, isolate, pairs] of text.matchAll(/^\[(\S+)\] .*: (pause=.* gc=.*)$/gm)) {
      const { pause, gc, ...sizes } = Object.fromEntries(pairs.split(' ').map((pair) => pair.split('=')));
      seen.promoted += gc === 's' ? Number(sizes.promoted) : 0;
      seen.pauses += 1;
      seen.pausedMs += Number(pause);
      seen.longestMs = Math.max(seen.longestMs, Number(pause));
      const size = sizes.total_size_after - sizes.new_space_survived;
      if (gc === 's' && old.has(isolate)) seen.kept += size - old.get(isolate);
      if (gc === 's') old.set(isolate, size);
      else old.delete(isolate);
    }
    return seen;
  };
}

/** The whole lines of a file from a place on. */
function readFrom(file, from) {
  const open = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(open).size - from));
    readSync(open, bytes, 0, bytes.length, from);
    const end = bytes.lastIndexOf(10) + 1;
    return { text: bytes.toString('latin1', 0, end), end: from + end };
  } finally {
    closeSync(open);
  }
}
