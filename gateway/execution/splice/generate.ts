import type { ValueShape } from '../answerShape.js';
import type { Provider } from './provider.js';
import { type Nested, type Segment, segmentsOf } from './segments.js';
import type { Attachment, Site } from './sites.js';

/*
 * Generates one scanner for each provider and one writer for each site.
 *
 * A scanner reads the bytes of one object (as latin1, one character a byte) with sticky regular expressions: everything
 * that it passes over is matched, name by name and value by value. It gives an array: the cut-out runs, what nested
 * scanners gave, and for each fetch that hangs on the object the number of its representation. A writer puts the parts of
 * a site together in the client's order. Whatever does not match throws MISS, and the answer goes the parsing way.
 */

/** Thrown by generated code where an answer is not as foreseen. */
export const MISS: unique symbol = Symbol('miss');

export interface Spliced {
  /** Reads `{"data":...` of a root fetch, up to the end of the data; its node, and the position behind it. */
  scanRoot(fetch: number, text: string): { readonly node: readonly unknown[]; readonly end: number };
  /** Reads `{"data":{"_entities":[...]}`: a node, or null, for each. */
  scanEntities(
    fetch: number,
    text: string,
  ): { readonly nodes: readonly (readonly unknown[] | null)[]; readonly end: number };
  /** Writes the whole of `data`, as latin1, and counts the objects at each site. */
  write(
    roots: readonly (readonly unknown[] | undefined)[],
    entities: readonly Nodes[],
    counts: Int32Array,
    put: (text: string) => void,
  ): void;
}
type Nodes = readonly (readonly unknown[] | null)[];

/** What scanners report while they read. */
export interface Heard {
  /** Gives the number of a representation; the same text, the same number. @param text JSON of it, without its braces */
  represent(fetch: number, text: string): number;
  /** An entity that a foreign source shows. @param id JSON of its id */
  disclose(fetch: number, type: string, id: string): void;
}

/** Where a part of a site's answer lies in the node of its provider. */
type Slots = Map<string, number>;

/**
 * Generates the code for an operation.
 *
 * @throws NotForSplicing; EvalError where the process may not generate code
 */
export function generate(sites: readonly Site[], readsDisclosed: boolean): (heard: Heard) => Spliced {
  const patterns: RegExp[] = [];
  const lines: string[] = [];
  const slots = new Map<Provider, Slots>();
  const [root] = sites as [Site];
  // Why the first of each fetch: sites come from the root down, and a fetch begins at its highest.
  const tops = new Map<number, number>();
  const providers: number[] = [];
  const above = aboveLists(root);
  for (const site of sites) {
    for (const provider of [site.base, ...site.attached.map((each) => each.provider)]) {
      scanner(provider, site);
      providers.push(provider.id);
      if (!tops.has(provider.fetch)) tops.set(provider.fetch, provider.id);
    }
    writer(site);
  }
  const source = `'use strict';
let s = '', p = 0, roots, entities, counts, put;
const miss = () => { throw MISS; };
const skip = (text) => { if (!s.startsWith(text, p)) miss(); p += text.length; };
${lines.join('\n')}
const scanOf = new Map([${providers.map((id) => `[${id}, scan${id}]`)}]);
return {
  scan(provider, text, start) { s = text; p = start; const node = scanOf.get(provider)(); s = ''; return { node, end: p }; },
  scanList(provider, text, start) {
    s = text; p = start; const scan = scanOf.get(provider); const nodes = [];
    skip('[');
    if (s.charCodeAt(p) === 93) p += 1;
    else for (;;) {
      if (s.charCodeAt(p) === 110) { skip('null'); nodes.push(null); } else nodes.push(scan());
      const c = s.charCodeAt(p); p += 1;
      if (c === 93) break;
      if (c !== 44) miss();
    }
    s = ''; return { nodes, end: p };
  },
  write(r, e, c, w) { roots = r; entities = e; counts = c; put = w; put${root.id}(r[${root.base.fetch}]); },
};`;
  const make = new Function('R', 'MISS', 'heard', source) as (
    patterns: readonly RegExp[],
    miss: symbol,
    heard: Heard,
  ) => Generated;
  return (heard) => {
    const code = make(patterns, MISS, heard);
    return {
      scanRoot: (fetch, text) => {
        if (!text.startsWith(rootStart)) throw MISS;
        return code.scan(tops.get(fetch) as number, text, rootStart.length);
      },
      scanEntities: (fetch, text) => {
        if (!text.startsWith(entitiesStart)) throw MISS;
        const { nodes, end } = code.scanList(tops.get(fetch) as number, text, entitiesStart.length);
        if (text.charCodeAt(end) !== 125) throw MISS;
        return { nodes, end: end + 1 };
      },
      write: code.write,
    };
  };

  function scanner(provider: Provider, site: Site): void {
    const own: Slots = new Map();
    slots.set(provider, own);
    const parts = segmentsOf(provider, site, readsDisclosed);
    const code = parts.map((part, index) =>
      part.kind === 'leaves' ? leaves(part, index, provider) : nested(part, index, site),
    );
    const values: string[] = [];
    for (const [index, part] of parts.entries()) {
      if (part.kind === 'leaves' && !part.isShown) continue;
      own.set(part.kind === 'leaves' ? part.keys.join() : part.key, values.push(`v${index}`) - 1);
    }
    for (const { fetch } of site.attached.filter(({ origin }) => origin === provider)) {
      own.set(`@${fetch.index}`, values.push(representation(fetch, parts)) - 1);
    }
    lines.push(
      `function scan${provider.id}() {\n${code.join('\n')}\n  if (s.charCodeAt(p) !== 125) miss();\n  p += 1;\n  return [${values.join(', ')}];\n}`,
    );
  }

  function leaves(part: Segment, index: number, provider: Provider): string {
    const number = patterns.push(new RegExp(part.pattern, 'y')) - 1;
    const match = `  R[${number}].lastIndex = p; if (!R[${number}].test(s)) miss();`;
    const isCut = part.isShown || part.isTold || part.requiredBy.length > 0;
    const told = part.isTold
      ? `\n  heard.disclose(${provider.fetch}, ${JSON.stringify(provider.type.name)}, v${index}.slice(5));`
      : '';
    return isCut
      ? `  const a${index} = p + 1;\n${match}\n  p = R[${number}].lastIndex;\n  const v${index} = s.slice(a${index}, p);${told}`
      : `${match}\n  p = R[${number}].lastIndex;`;
  }

  function nested(part: Nested, index: number, site: Site): string {
    const field = site.fields.find((each) => each.kind === 'object' && each.key === part.key);
    if (field?.kind !== 'object') throw new Error('a nested provider without its site');
    return `  skip(${JSON.stringify(part.before)});\n${scanValue(`v${index}`, field.value, part.provider, 0)}`;
  }

  function scanValue(target: string, value: ValueShape, provider: Provider, depth: number): string {
    const body =
      value.kind === 'list'
        ? `skip('['); ${target} = [];
  if (s.charCodeAt(p) === 93) p += 1;
  else for (;;) {
  ${scanValue(`i${depth}`, value.item, provider, depth + 1)}
  ${target}.push(i${depth});
  const c${depth} = s.charCodeAt(p); p += 1;
  if (c${depth} === 93) break;
  if (c${depth} !== 44) miss();
  }`
        : `${target} = scan${provider.id}();`;
    const whole = value.nonNull ? body : `if (s.charCodeAt(p) === 110) { skip('null'); } else { ${body} }`;
    return `  let ${target} = null; ${whole}`;
  }

  function representation(fetch: Attachment['fetch'], parts: readonly (Segment | Nested)[]): string {
    const pieces = parts.flatMap((part, index) =>
      part.kind === 'leaves' && part.requiredBy.includes(fetch.index) ? [`v${index}`] : [],
    );
    const hasType = parts.some(
      (part) => part.kind === 'leaves' && part.requiredBy.includes(fetch.index) && part.keys.includes('__typename'),
    );
    // Why without braces: most of them are known already, and need not be put together.
    const start = hasType ? '' : `${JSON.stringify(`"__typename":"${fetch.requires?.typeName}",`)} + `;
    return `heard.represent(${fetch.index}, ${start}${pieces.join(` + ',' + `)})`;
  }

  /** A function that gives an object's text; for those above the first list also one that puts it out in pieces. */
  function writer(site: Site): void {
    const { nodes, code } = joins(site);
    const texts: string[] = [];
    const puts: string[] = [];
    const done = new Set<string>();
    for (const field of site.fields) {
      const before = puts.length === 0 ? '{' : ',';
      if (field.kind === 'text') {
        texts.push(JSON.stringify(field.text));
        puts.push(`  put(${JSON.stringify(before + field.text)});`);
      } else if (field.kind === 'object') {
        const from = `${nodes.get(field.provider)}[${slots.get(field.provider)?.get(field.key)}]`;
        const name = `o${texts.length}`;
        code.push(writeValue(name, from, field.value, field.site, 0));
        texts.push(`${JSON.stringify(`"${field.key}":`)} + ${name}`);
        puts.push(`  put(${JSON.stringify(`${before}"${field.key}":`)});`, putValue(from, field.value, field.site));
      } else {
        const run = runOf(field.provider, field.key);
        if (done.has(`${field.provider.id} ${run}`)) continue;
        done.add(`${field.provider.id} ${run}`);
        const text = `${nodes.get(field.provider)}[${slots.get(field.provider)?.get(run)}]`;
        texts.push(text);
        puts.push(`  put('${before}' + ${text});`);
      }
    }
    const whole = texts.length === 0 ? `'{}'` : `'{' + ${texts.join(` + ',' + `)} + '}'`;
    lines.push(`function write${site.id}(n) {\n${code.join('\n')}\n  return ${whole};\n}`);
    if (!above.has(site)) return;
    const end = puts.length === 0 ? `put('{}');` : `put('}');`;
    lines.push(
      `function put${site.id}(n) {\n${joins(site).code.join('\n')}\n${puts.join('\n')}\n  ${end}\n  return true;\n}`,
    );
  }

  /** Finds what is attached to an object; null where its owner has none. */
  function joins(site: Site): { readonly nodes: ReadonlyMap<Provider, string>; readonly code: string[] } {
    const nodes = new Map<Provider, string>([[site.base, 'n']]);
    const code: string[] = [];
    for (const { fetch, provider, origin, isOwner } of site.attached) {
      const name = `e${fetch.index}`;
      nodes.set(provider, name);
      const found = origin
        ? `entities[${fetch.index}][${nodes.get(origin)}[${slots.get(origin)?.get(`@${fetch.index}`)}]]`
        : `roots[${fetch.index}]`;
      code.push(`  const ${name} = ${found};`, `  if (${name} == null) ${isOwner ? 'return null' : 'miss()'};`);
    }
    code.push(`  counts[${site.id}] += 1;`);
    return { nodes, code };
  }

  function runOf(provider: Provider, key: string): string {
    for (const run of slots.get(provider)?.keys() ?? []) if (run.split(',').includes(key)) return run;
    throw new Error('a leaf without its run');
  }

  /** Puts out an object, or a list item by item; whatever is nested deeper comes as one text. */
  function putValue(from: string, value: ValueShape, site: Site): string {
    const none = value.nonNull ? 'miss();' : `put('null');`;
    if (value.kind !== 'list') return `  if (${from} === null || put${site.id}(${from}) === null) { ${none} }`;
    return `  if (${from} === null) { ${none} } else {
    for (let k = 0; k < ${from}.length; k += 1) {
      const item = ${from}[k];
      ${writeValue('y', 'item', value.item, site, 1)}
      put(k === 0 ? '[' + y : ',' + y);
    }
    put(${from}.length === 0 ? '[]' : ']');
  }`;
  }

  function writeValue(target: string, from: string, value: ValueShape, site: Site, depth: number): string {
    const item = `x${target}_${depth}`;
    const body =
      value.kind === 'list'
        ? `${target} = '['; for (let k${depth} = 0; k${depth} < ${from}.length; k${depth} += 1) {
    const ${item} = ${from}[k${depth}];
    ${writeValue(`y${target}_${depth}`, item, value.item, site, depth + 1)}
    ${target} += k${depth} === 0 ? y${target}_${depth} : ',' + y${target}_${depth};
  } ${target} += ']';`
        : `${target} = write${site.id}(${from});`;
    // A null where none may be goes the parsing way, which knows how far it reaches.
    const after = value.nonNull ? `if (${target} === null) miss();` : `if (${target} === null) ${target} = 'null';`;
    return `  let ${target} = null; if (${from} !== null) { ${body} } ${after}`;
  }
}

/** The root, and the objects below it that stand in no list. */
function aboveLists(site: Site, found: Set<Site> = new Set()): ReadonlySet<Site> {
  found.add(site);
  for (const field of site.fields) {
    if (field.kind === 'object' && field.value.kind !== 'list') aboveLists(field.site, found);
  }
  return found;
}

interface Generated {
  scan(provider: number, text: string, start: number): { readonly node: readonly unknown[]; readonly end: number };
  scanList(provider: number, text: string, start: number): { readonly nodes: Nodes; readonly end: number };
  write: Spliced['write'];
}

const rootStart = '{"data":';
const entitiesStart = '{"data":{"_entities":';
