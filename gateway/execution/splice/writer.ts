import type { ValueShape } from '../shape/answerShape.js';
import type { Provider } from './provider.js';
import type { Slots } from './scanner.js';
import type { Site } from './sites.js';

/**
 * Code of the writers of all sites. `write` gives an object's text, null where its owner has none; for objects above the
 * first list `put` puts it out in pieces, so that no text grows to the whole answer.
 */
export function writeSites(sites: readonly Site[], slots: Slots): string {
  const above = aboveLists(sites[0] as Site);
  return sites.flatMap((site) => [write(site), ...(above.has(site) ? [put(site)] : [])]).join('\n');

  function write(site: Site): string {
    const { places, code } = join(site);
    const texts: string[] = [];
    for (const part of parts(site, places)) {
      if (part.value === undefined) texts.push(part.text);
      else {
        const name = `o${texts.length}`;
        code.push(writeValue(name, part.from, part.tape, part.value, part.site, 0));
        texts.push(`${JSON.stringify(part.before)} + ${name}`);
      }
    }
    const whole = texts.length === 0 ? `'{}'` : `'{' + ${texts.join(` + ',' + `)} + '}'`;
    return `function write${site.id}(n) {\n${code.join('\n')}\n  return ${whole};\n}`;
  }

  function put(site: Site): string {
    const { places, code } = join(site);
    const puts: string[] = [];
    for (const part of parts(site, places)) {
      const start = puts.length === 0 ? '{' : ',';
      if (part.value === undefined) puts.push(`  put('${start}' + ${part.text});`);
      else {
        puts.push(`  put(${JSON.stringify(start + part.before)});`);
        puts.push(putValue(part.from, part.tape, part.value, part.site));
      }
    }
    const end = puts.length === 0 ? `put('{}');` : `put('}');`;
    return `function put${site.id}(n) {\n${code.join('\n')}\n${puts.join('\n')}\n  ${end}\n  return true;\n}`;
  }

  /** The parts of an object in the client's order: texts, and nested values with their names before them. */
  function parts(site: Site, places: ReadonlyMap<Provider, string>): Part[] {
    const found: Part[] = [];
    const done = new Set<string>();
    for (const field of site.fields) {
      if (field.kind === 'text') {
        found.push({ text: JSON.stringify(field.text) });
        continue;
      }
      const { provider, key } = field;
      const own = slots.get(provider) as ReadonlyMap<string, number>;
      const [tape, object] = [`T${provider.fetch}`, places.get(provider)];
      if (field.kind === 'object') {
        const from = `${tape}[${object} + ${own.get(key)}]`;
        found.push({ before: `"${key}":`, from, tape, value: field.value, site: field.site });
        continue;
      }
      const run = runOf(own, key);
      if (done.has(`${provider.id} ${run}`)) continue;
      done.add(`${provider.id} ${run}`);
      const at = own.get(run) as number;
      found.push({ text: `s${provider.fetch}.slice(${tape}[${object} + ${at}], ${tape}[${object} + ${at + 1}])` });
    }
    return found;
  }

  /** Finds what is attached to an object; null where its owner has none. */
  function join(site: Site): { readonly places: ReadonlyMap<Provider, string>; readonly code: string[] } {
    const places = new Map<Provider, string>([[site.base, 'n']]);
    const code: string[] = [];
    for (const { fetch, provider, origin, isOwner } of site.attached) {
      const name = `e${fetch.index}`;
      const number = origin
        ? `T${origin.fetch}[${places.get(origin)} + ${slots.get(origin)?.get(`@${fetch.index}`)}]`
        : '0';
      places.set(provider, name);
      code.push(
        `  const ${name} = E${fetch.index}[${number}];`,
        `  if (${name} === -1) ${isOwner ? 'return null' : 'miss()'};`,
      );
    }
    code.push(`  counts[${site.id}] += 1;`);
    return { places, code };
  }
}

type Part =
  | { readonly text: string; readonly value?: undefined }
  | {
      readonly before: string;
      /** Where on the tape it is said where it lies. */
      readonly from: string;
      readonly tape: string;
      readonly value: ValueShape;
      readonly site: Site;
    };

/** Puts out an object, or a list item by item; whatever is nested deeper comes as one text. */
function putValue(from: string, tape: string, value: ValueShape, site: Site): string {
  const none = value.nonNull ? 'miss();' : `put('null');`;
  if (value.kind !== 'list') return `  { const x = ${from}; if (x === -1 || put${site.id}(x) === null) { ${none} } }`;
  return `  { const x = ${from};
  if (x === -1) { ${none} } else {
    const count = ${tape}[x];
    for (let k = 0; k < count; k += 1) {
      ${writeValue('y', `${tape}[x + 1 + k]`, tape, value.item, site, 1)}
      put(k === 0 ? '[' + y : ',' + y);
    }
    put(count === 0 ? '[]' : ']');
  } }`;
}

function writeValue(target: string, from: string, tape: string, value: ValueShape, site: Site, depth: number): string {
  const x = `x${target}_${depth}`;
  const y = `y${target}_${depth}`;
  const k = `k${depth}`;
  const body =
    value.kind === 'list'
      ? `${target} = '['; for (let ${k} = 0; ${k} < ${tape}[${x}]; ${k} += 1) {
    ${writeValue(y, `${tape}[${x} + 1 + ${k}]`, tape, value.item, site, depth + 1)}
    ${target} += ${k} === 0 ? ${y} : ',' + ${y};
  } ${target} += ']';`
      : `${target} = write${site.id}(${x});`;
  // A null where none may be goes the parsing way, which knows how far it reaches.
  const after = value.nonNull ? `if (${target} === null) miss();` : `if (${target} === null) ${target} = 'null';`;
  return `  let ${target} = null; const ${x} = ${from}; if (${x} !== -1) { ${body} } ${after}`;
}

function runOf(slots: ReadonlyMap<string, number>, key: string): string {
  for (const run of slots.keys()) if (run.split(',').includes(key)) return run;
  throw new Error('a leaf without its run');
}

/** The root, and the objects below it that stand in no list. */
function aboveLists(site: Site, found: Set<Site> = new Set()): ReadonlySet<Site> {
  found.add(site);
  for (const field of site.fields) {
    if (field.kind === 'object' && field.value.kind !== 'list') aboveLists(field.site, found);
  }
  return found;
}
