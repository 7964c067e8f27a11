import type { ValueShape } from '../shape/answerShape.js';
import type { Provider } from './provider.js';
import type { Slots } from './scanner.js';
import type { Site } from './sites.js';

/** Characters after which what was written is put out, so that no text grows to the whole answer. */
const MOST_WRITTEN = 16_384;

/**
 * Code of the writers of all sites. `write` adds an object's text to `w`; it is false where the object has no owner, and
 * adds nothing then.
 */
export function writeSites(sites: readonly Site[], slots: Slots): string {
  return sites.map(write).join('\n');

  function write(site: Site): string {
    const { places, code } = join(site);
    // An expression for what comes before the next nested value.
    let pending = `'{'`;
    let isFirst = true;
    const add = (text: string): void => {
      pending += `${isFirst ? '' : ` + ','`} + ${text}`;
      isFirst = false;
    };
    const runs = new Set<string>();
    for (const field of site.fields) {
      if (field.kind === 'text') {
        add(JSON.stringify(field.text));
        continue;
      }
      const { provider, key } = field;
      const own = slots.get(provider) as ReadonlyMap<string, number>;
      const tape = `T${provider.fetch}`;
      const at = (slot: number): string => `${tape}[${places.get(provider)} + ${slot}]`;
      if (field.kind === 'object') {
        add(JSON.stringify(`"${key}":`));
        code.push(`  w += ${pending};`, writeValue(at(own.get(key) as number), tape, field.value, field.site, 0));
        pending = `''`;
        continue;
      }
      const run = runOf(own, key);
      if (runs.has(`${provider.id} ${run}`)) continue;
      runs.add(`${provider.id} ${run}`);
      const slot = own.get(run) as number;
      add(`s${provider.fetch}.slice(${at(slot)}, ${at(slot + 1)})`);
    }
    return `function write${site.id}(n) {
${code.join('\n')}
  w += ${pending} + '}';
  if (w.length > ${MOST_WRITTEN}) flush();
  return true;
}`;
  }

  /** Finds what is attached to an object; false where its owner has none. */
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
        `  if (${name} === -1) ${isOwner ? 'return false' : 'miss()'};`,
      );
    }
    code.push(`  counts[${site.id}] += 1;`);
    return { places, code };
  }
}

/** Code that writes a nested value. @param from where on the tape it is said where it lies */
function writeValue(from: string, tape: string, value: ValueShape, site: Site, depth: number): string {
  const [x, k] = [`x${depth}`, `k${depth}`];
  // A null where none may be goes the parsing way, which knows how far it reaches.
  const none = value.nonNull ? 'miss();' : `w += 'null';`;
  if (value.kind !== 'list')
    return `  { const ${x} = ${from}; if (${x} === -1 || !write${site.id}(${x})) { ${none} } }`;
  return `  { const ${x} = ${from};
  if (${x} === -1) { ${none} } else {
    w += '[';
    for (let ${k} = 0; ${k} < ${tape}[${x}]; ${k} += 1) {
      if (${k} > 0) w += ',';
    ${writeValue(`${tape}[${x} + 1 + ${k}]`, tape, value.item, site, depth + 1)}
    }
    w += ']';
  } }`;
}

function runOf(slots: ReadonlyMap<string, number>, key: string): string {
  for (const run of slots.keys()) if (run.split(',').includes(key)) return run;
  throw new Error('a leaf without its run');
}
