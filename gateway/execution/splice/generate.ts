import type { Provider } from './provider.js';
import { createScanners, type Slots } from './scanner.js';
import type { Site } from './sites.js';
import { writeSites } from './writer.js';

/*
 * Generates one scanner for each provider and one writer for each site.
 *
 * A scanner reads the bytes of one object (as latin1, one character a byte) with sticky regular expressions: everything
 * that it passes over is matched, name by name and value by value. What it finds goes onto the tape of its fetch, an array
 * of integers: where each run begins and ends, where nested objects and lists lie on the tape, and for each fetch that
 * begins at the object the number of its representation. A writer puts the parts of a site together in the client's order.
 * Whatever does not match throws MISS, and the answer goes the parsing way.
 *
 * Why a tape: while the next fetch is on its way, a thousand objects of a thousand answers would wait on the heap, and the
 * garbage collector would carry them from one place to another.
 */

/** Thrown by generated code where an answer is not as foreseen. */
export const MISS: unique symbol = Symbol('miss');

/** What scanners report while they read. */
export interface Heard {
  /** Gives the number of a representation; the same text, the same number. @param text JSON of it, without its braces */
  represent(fetch: number, text: string): number;
  /** An entity that a source without a manifest shows. @param id JSON of its id */
  disclose(fetch: number, type: string, id: string): void;
}

/** What was read of one fetch. */
export interface Scanned {
  /** The bytes, as latin1. */
  readonly text: string;
  readonly tape: Int32Array;
  /** Where the objects of the fetch begin on the tape: the root's one, or one for each entity; -1 is null. */
  readonly objects: Int32Array;
  /** Position behind the data. */
  readonly end: number;
}

/** The program that is generated for one plan: it reads the sources' answers and writes the client's. */
export interface Spliced {
  /** Reads `{"data":...` of a root fetch. */
  scanRoot(fetch: number, text: string, heard: Heard): Scanned;
  /** Reads `{"data":{"_entities":[...]}`. */
  scanEntities(fetch: number, text: string, heard: Heard): Scanned;
  /** Writes the whole of `data`, as latin1, and counts the objects at each site. */
  write(scanned: readonly (Scanned | undefined)[], counts: Int32Array, put: (text: string) => void): void;
}

interface Generated {
  scan(provider: number, text: string, start: number, heard: Heard): Scanned;
  scanList(provider: number, text: string, start: number, heard: Heard): Scanned;
  write: Spliced['write'];
}

const rootStart = '{"data":';
const entitiesStart = '{"data":{"_entities":';

/**
 * Generates the code for an operation: one instance for all its requests. It works without a pause from a scan's or a
 * write's beginning to its end, and lets go of what it read.
 *
 * @param sites from the root down
 * @throws NotForSplicing; EvalError where the process may not generate code
 */
export function generate(sites: readonly Site[], readsDisclosed: boolean): Spliced {
  // Why long: the generated program stands here as one text, as it runs.
  const [root] = sites as [Site];
  // Why the first of each fetch: sites come from the root down, and a fetch begins at its highest.
  const tops = new Map<number, Provider>();
  for (const site of sites) {
    for (const provider of [site.base, ...site.attached.map((each) => each.provider)]) {
      if (!tops.has(provider.fetch)) tops.set(provider.fetch, provider);
    }
  }
  const slots: Slots = new Map();
  const scanners = createScanners(sites, slots, readsDisclosed);
  const writers = writeSites(sites, slots);
  const fetches = [...tops.keys()];
  const source = `'use strict';
let s = '', p = 0, T = new Int32Array(1024), t = 0, w = '', heard, counts, put;
const stack = [];
const none = new Int32Array(0);
${fetches.map((fetch) => `let s${fetch} = '', T${fetch} = none, E${fetch} = none;`).join('\n')}
const miss = () => { throw MISS; };
const flush = () => { put(w); w = ''; };
const skip = (text) => { if (!s.startsWith(text, p)) miss(); p += text.length; };
const room = (count) => {
  const at = t;
  t += count;
  if (t > T.length) { const larger = new Int32Array(t * 2); larger.set(T); T = larger; }
  return at;
};
const list = (from) => {
  const count = stack.length - from;
  const at = room(count + 1);
  T[at] = count;
  for (let i = 0; i < count; i += 1) T[at + 1 + i] = stack[from + i];
  stack.length = from;
  return at;
};
const begin = (text, start, to) => { s = text; p = start; t = 0; stack.length = 0; heard = to; };
const done = (text, objects) => { s = ''; heard = undefined; return { text, tape: T.slice(0, t), objects: Int32Array.from(objects), end: p }; };
${scanners.code}
${writers}
const scanOf = new Map([${scanners.providers.map((id) => `[${id}, scan${id}]`)}]);
return {
  scan(provider, text, start, to) { begin(text, start, to); return done(text, [scanOf.get(provider)()]); },
  scanList(provider, text, start, to) {
    begin(text, start, to);
    const scan = scanOf.get(provider);
    const objects = [];
    skip('[');
    if (s.charCodeAt(p) === 93) p += 1;
    else for (;;) {
      if (s.charCodeAt(p) === 110) { skip('null'); objects.push(-1); } else objects.push(scan());
      const c = s.charCodeAt(p); p += 1;
      if (c === 93) break;
      if (c !== 44) miss();
    }
    return done(text, objects);
  },
  write(scanned, c, w) {
    counts = c; put = w;
    const take = (read) => {
${fetches.map((fetch) => `      s${fetch} = read[${fetch}]?.text ?? ''; T${fetch} = read[${fetch}]?.tape ?? none; E${fetch} = read[${fetch}]?.objects ?? none;`).join('\n')}
    };
    try {
      take(scanned);
      if (!write${root.id}(E${root.base.fetch}[0])) miss();
      flush();
    } finally {
      take([]);
      w = '';
      counts = put = undefined;
    }
  },
};`;
  const make = new Function('R', 'MISS', source) as (patterns: readonly RegExp[], miss: symbol) => Generated;
  const code = make(scanners.patterns, MISS);
  const top = (fetch: number): number => (tops.get(fetch) as Provider).id;
  return {
    scanRoot: (fetch, text, heard) => {
      if (!text.startsWith(rootStart)) throw MISS;
      return code.scan(top(fetch), text, rootStart.length, heard);
    },
    scanEntities: (fetch, text, heard) => {
      if (!text.startsWith(entitiesStart)) throw MISS;
      const scanned = code.scanList(top(fetch), text, entitiesStart.length, heard);
      if (text.charCodeAt(scanned.end) !== 125) throw MISS;
      return { ...scanned, end: scanned.end + 1 };
    },
    write: code.write,
  };
}
