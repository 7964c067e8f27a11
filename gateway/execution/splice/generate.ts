import type { Provider } from './provider.js';
import { createScanners, itemsUpToBracket, type Notes, type Slots } from './scanner.js';
import type { Site } from './sites.js';
import { OFFSET_BITS, type SourceText } from './sourceText.js';
import { writeSites } from './writer.js';

/*
 * Generates one scanner for each provider and one writer for each site.
 *
 * A scanner reads the bytes of one object (as latin1, one character a byte) with sticky regular expressions: it matches
 * every name and every value that it passes. What it finds goes onto the tape of its fetch, an array of integers: where
 * each run begins and ends (the number of its window and an offset in it, `sourceText.ts`), where nested objects and lists
 * are on the tape, and the number of its representation in each fetch that begins at the object. A writer puts the parts of
 * a site together in the client's order. Whatever does not match throws MISS, and the answer is parsed instead.
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
  /** Windows of the bytes, as latin1. */
  readonly windows: readonly string[];
  readonly tape: Int32Array;
  /** Where the objects of the fetch begin on the tape: the root's one, or one for each entity; -1 is null. */
  readonly objects: Int32Array;
  /** The byte behind the data. */
  readonly end: number;
  /** In pairs: an index into `subjectTypes`, and the place where such a value begins, behind its quotation mark. */
  readonly names: readonly number[];
  /** Objects that were read, by provider; empty where the code does not number them. */
  readonly numbered: readonly number[];
}

/** The program that is generated for one plan: it reads the sources' answers and writes the client's. */
export interface Spliced {
  /** Reads `{"data":...` of a root fetch. */
  scanRoot(fetch: number, text: SourceText, listener: ScanListener): Scanned;
  /** Reads `{"data":{"_entities":[...]}`. */
  scanEntities(fetch: number, text: SourceText, listener: ScanListener): Scanned;
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
  scan(provider: number, text: SourceText, listener: ScanListener): Scanned;
  scanList(provider: number, text: SourceText, listener: ScanListener): Scanned;
  write: Spliced['write'];
}

/**
 * Generates the code for an operation: one instance for all its requests. A scan or a write runs without a pause from
 * beginning to end, and keeps nothing of what it read.
 *
 * @param sites from the root down
 * @throws NotForSplicing; EvalError where the process may not generate code
 */
export function generate(sites: readonly Site[], notes: Notes): Spliced {
  const tops = topProviders(sites);
  const slots: Slots = new Map();
  const scanners = createScanners(sites, slots, notes);
  const fetches = [...tops.keys()];
  const source = [
    "'use strict';",
    runtime,
    ...fetches.map((fetch) => `let s${fetch} = nothing, T${fetch} = none, E${fetch} = none;`),
    scanners.code,
    writeSites(sites, slots, notes.numbers),
    numbering(notes.numbers ? scanners.providers : []),
    `const scanOf = new Map([${scanners.providers.map((id) => `[${id}, scan${id}]`)}]);`,
    entryPoints(sites[0] as Site, fetches),
  ].join('\n');
  const make = new Function('R', 'MISS', source) as (patterns: readonly RegExp[], miss: symbol) => Generated;
  const code = make(scanners.patterns, MISS);
  const top = (fetch: number): number => (tops.get(fetch) as Provider).id;
  return {
    scanRoot: (fetch, text, listener) => code.scan(top(fetch), text, listener),
    scanEntities: (fetch, text, listener) => code.scanList(top(fetch), text, listener),
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
 * What the generated functions share. `s`: window that is scanned, `p`: offset in it, `W`: what makes a place of an offset,
 * `more`: whether another window follows, `T` and `t`: tape and its end, `w`: text that is not put out yet. `s<n>`, `T<n>` and
 * `E<n>` are windows, tape and objects of fetch n while an answer is written.
 */
const runtime = `let s = '', p = 0, W = 0, more = false, T = new Int32Array(1024), t = 0, w = '';
let source, names, listener, counts, put, numbers;
const stack = [];
const none = new Int32Array(0);
const nothing = [];
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
const slide = () => { s = source.next(p); p = 0; W += ${2 ** OFFSET_BITS}; more = source.hasMore; };
const mask = ${2 ** OFFSET_BITS - 1};
const cut = (windows, from, to) => windows[from >> ${OFFSET_BITS}].slice(from & mask, to & mask);
const reading = (text, to, read) => {
  restart(); source = text; s = source.next(0); more = source.hasMore; names = []; p = W = t = stack.length = 0; listener = to;
  try {
    const objects = Int32Array.from(read());
    return { windows: source.windows, tape: T.slice(0, t), objects, end: source.byteAt(p), names, numbered: numbered() };
  } finally { s = ''; source = names = listener = undefined; }
};`;

/** Code of what the program offers. */
function entryPoints(root: Site, fetches: readonly number[]): string {
  const takes = fetches.map(
    (n) =>
      `      s${n} = read[${n}]?.windows ?? nothing; T${n} = read[${n}]?.tape ?? none; E${n} = read[${n}]?.objects ?? none;`,
  );
  return `return {
  scan: (provider, text, to) => reading(text, to, () => {
    skip('{"data":');
    return [scanOf.get(provider)()];
  }),
  scanList: (provider, text, to) => reading(text, to, () => {
    const scan = scanOf.get(provider);
    const objects = [];
    skip('{"data":{"_entities":[');
    ${itemsUpToBracket("if (s.charCodeAt(p) === 110) { skip('null'); objects.push(-1); } else objects.push(scan());")}
    skip('}');
    return objects;
  }),
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
