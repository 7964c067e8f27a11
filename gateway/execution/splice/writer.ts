import type { ValueShape } from '../shape/answerShape.js';
import type { Provider } from './provider.js';
import type { Slots } from './scanner.js';
import type { Site } from './sites.js';

/** Characters after which text is put out, so that no string grows to the whole answer. */
const MOST_WRITTEN = 16_384;

/**
 * Code of the writers of all sites. A writer adds an object's text to `w`; where the object has no owner it adds nothing
 * and returns false.
 *
 * @param numbers whether it also notes the numbers of what it writes
 */
export function writeSites(sites: readonly Site[], slots: Slots, numbers: boolean): string {
  return sites.map(write).join('\n');

  function write(site: Site): string {
    const { places, code } = join(site);
    // An expression for the text before the next nested value.
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
      add(`cut(s${provider.fetch}, ${at(slot)}, ${at(slot + 1)})`);
    }
    return `function write${site.id}(n) {
${code.join('\n')}
  w += ${pending} + '}';
  if (w.length > ${MOST_WRITTEN}) flush();
  return true;
}`;
  }

  /** Code that finds what is attached to an object, and ends the writer where its owner has no entity. */
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
    if (numbers)
      for (const [provider, place] of places)
        code.push(`  numbers[${provider.id}].push(T${provider.fetch}[${place} + ${slots.get(provider)?.get('#')}]);`);
    return { places, code };
  }
}

/** Code that writes a nested value. @param from expression for its place on the tape */
function writeValue(from: string, tape: string, value: ValueShape, site: Site, depth: number): string {
  const [x, k] = [`x${depth}`, `k${depth}`];
  // Parsing knows how far a null reaches that must not be.
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
