import type { Provider } from './provider.js';
import { createScanners, type Slots } from './scanner.js';
import type { Site } from './sites.js';
import { writeSites } from './writer.js';

/*
 * Generates one scanner for each provider and one writer for each site.
 *
 * A scanner reads the bytes of one object (as latin1, one character a byte) with sticky regular expressions: it matches
 * every name and every value that it passes. What it finds goes onto the tape of its fetch, an array of integers: where
 * each run begins and ends, where nested objects and lists are on the tape, and the number of its representation in each
 * fetch that begins at the object. A writer puts the parts of a site together in the client's order. Whatever does not
 * match throws MISS, and the answer is parsed instead.
 *
 * Why a tape: while the next fetch is on its way, a thousand objects of a thousand answers would wait on the heap, and the
 * garbage collector would move them about.
 */

/** Thrown by generated code where an answer is not as foreseen. */
export const MISS: unique symbol = Symbol('miss');

/** What scanners report while they read. */
export interface ScanListener {
  /** The number of a representation; the same text has the same number. @param text JSON of it, without its braces */
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
  /** Objects that were read, by provider; empty where the code does not number them. */
  readonly numbered: readonly number[];
}

/** The program that is generated for one plan: it reads the sources' answers and writes the client's. */
export interface Spliced {
  /** Reads `{"data":...` of a root fetch. */
  scanRoot(fetch: number, text: string, listener: ScanListener): Scanned;
  /** Reads `{"data":{"_entities":[...]}`. */
  scanEntities(fetch: number, text: string, listener: ScanListener): Scanned;
  /**
   * Writes the whole of `data`, as latin1, and counts the objects at each site.
   *
   * @param numbers by provider: for each object that is written, its number among those that were read; left empty where the code
   *   does not number them
   */
  write(
    scanned: readonly (Scanned | undefined)[],
    counts: Int32Array,
    put: (text: string) => void,
    numbers: readonly number[][],
  ): void;
}

interface Generated {
  scan(provider: number, text: string, start: number, listener: ScanListener): Scanned;
  scanList(provider: number, text: string, start: number, listener: ScanListener): Scanned;
  write: Spliced['write'];
}

const rootStart = '{"data":';
const entitiesStart = '{"data":{"_entities":';
const CLOSING_BRACE = 125;

/**
 * Generates the code for an operation: one instance for all its requests. A scan or a write runs without a pause from
 * beginning to end, and keeps nothing of what it read.
 *
 * @param sites from the root down
 * @param numbers whether each object is numbered, as cells need it
 * @throws NotForSplicing; EvalError where the process may not generate code
 */
export function generate(sites: readonly Site[], readsDisclosed: boolean, numbers: boolean): Spliced {
  const tops = topProviders(sites);
  const slots: Slots = new Map();
  const scanners = createScanners(sites, slots, readsDisclosed, numbers);
  const fetches = [...tops.keys()];
  const source = [
    "'use strict';",
    runtime,
    ...fetches.map((fetch) => `let s${fetch} = '', T${fetch} = none, E${fetch} = none;`),
    scanners.code,
    writeSites(sites, slots, numbers),
    numbering(numbers ? scanners.providers : []),
    `const scanOf = new Map([${scanners.providers.map((id) => `[${id}, scan${id}]`)}]);`,
    entryPoints(sites[0] as Site, fetches),
  ].join('\n');
  const make = new Function('R', 'MISS', source) as (patterns: readonly RegExp[], miss: symbol) => Generated;
  const code = make(scanners.patterns, MISS);
  const top = (fetch: number): number => (tops.get(fetch) as Provider).id;
  return {
    scanRoot: (fetch, text, listener) => {
      if (!text.startsWith(rootStart)) throw MISS;
      return code.scan(top(fetch), text, rootStart.length, listener);
    },
    scanEntities: (fetch, text, listener) => {
      if (!text.startsWith(entitiesStart)) throw MISS;
      const scanned = code.scanList(top(fetch), text, entitiesStart.length, listener);
      if (text.charCodeAt(scanned.end) !== CLOSING_BRACE) throw MISS;
      return Object.assign(scanned, { end: scanned.end + 1 });
    },
    write: code.write,
  };
}

/** Code that numbers the objects of each provider in the order in which they are read. */
function numbering(providers: readonly number[]): string {
  const counts = providers.map((id) => `c${id}`);
  return `${counts.map((count) => `let ${count} = 0;`).join(' ')}
const restart = () => { ${counts.map((count) => `${count} = 0;`).join(' ')} };
const numbered = () => { const all = []; ${providers.map((id) => `all[${id}] = c${id};`).join(' ')} return all; };`;
}

/** The provider that each fetch begins with, by the fetch's number: sites come from the root down, so it is the first met. */
function topProviders(sites: readonly Site[]): ReadonlyMap<number, Provider> {
  const tops = new Map<number, Provider>();
  for (const { base, attached } of sites)
    for (const provider of [base, ...attached.map((each) => each.provider)])
      if (!tops.has(provider.fetch)) tops.set(provider.fetch, provider);
  return tops;
}

/*
 * What the generated functions share. `s`: text that is scanned, `p`: position in it, `T` and `t`: tape and its end, `w`:
 * text that is not put out yet. `s<n>`, `T<n>` and `E<n>` are text, tape and objects of fetch n while an answer is written.
 */
const runtime = `let s = '', p = 0, T = new Int32Array(1024), t = 0, w = '', listener, counts, put, numbers;
const stack = [];
const none = new Int32Array(0);
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
const begin = (text, start, to) => { restart(); s = text; p = start; t = 0; stack.length = 0; listener = to; };
const done = (text, objects) => { s = ''; listener = undefined; return { text, tape: T.slice(0, t), objects: Int32Array.from(objects), end: p, numbered: numbered() }; };`;

/** Code of what the program offers. */
function entryPoints(root: Site, fetches: readonly number[]): string {
  const takes = fetches.map(
    (n) =>
      `      s${n} = read[${n}]?.text ?? ''; T${n} = read[${n}]?.tape ?? none; E${n} = read[${n}]?.objects ?? none;`,
  );
  return `return {
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
  write(scanned, c, w, to) {
    counts = c; put = w; numbers = to;
    const take = (read) => {
${takes.join('\n')}
    };
    try {
      take(scanned);
      if (!write${root.id}(E${root.base.fetch}[0])) miss();
      flush();
    } finally {
      take([]);
      w = '';
      counts = put = numbers = undefined;
    }
  },
};`;
}
