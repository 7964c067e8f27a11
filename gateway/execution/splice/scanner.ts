import { type SubjectKeys, subjectTypes } from '../fetch/namingCheck.js';
import type { ValueShape } from '../shape/answerShape.js';
import type { Provider } from './provider.js';
import { type Nested, type Segment, segmentsOf } from './segments.js';
import type { Attachment, Site } from './sites.js';
import { MARGIN } from './sourceText.js';

/**
 * Offsets of an object's parts on the tape, by provider: a run of leaves under its keys (two places, begin and end), a
 * nested object or list under its key, the number of a representation under `@` and its fetch, the object's own under `#`.
 */
export type Slots = Map<Provider, ReadonlyMap<string, number>>;

/** The generated code of a plan's scanners. */
export interface Scanners {
  readonly code: string;
  /** Numbers of the providers that have a scanner. */
  readonly providers: readonly number[];
  readonly patterns: readonly RegExp[];
}

/** What scanners note beside what is cut out. */
export interface Notes {
  /** Whether ids are noted that a source without a manifest discloses. */
  readonly disclosed: boolean;
  /** Whether each object is numbered, as cells need it. */
  readonly numbers: boolean;
  /** By the number of a fetch: names whose values the manifest must name. */
  readonly subjects: readonly SubjectKeys[];
}

/**
 * Code of all scanners.
 *
 * @param slots filled with the offsets that they write to
 */
export function createScanners(sites: readonly Site[], slots: Slots, notes: Notes): Scanners {
  const patterns: RegExp[] = [];
  const providers: number[] = [];
  const code: string[] = [];
  for (const site of sites) {
    for (const provider of [site.base, ...site.attached.map((each) => each.provider)]) {
      providers.push(provider.id);
      code.push(scanner(provider, site));
    }
  }
  return { code: code.join('\n'), providers, patterns };

  function scanner(provider: Provider, site: Site): string {
    const own = new Map<string, number>();
    slots.set(provider, own);
    const parts = segmentsOf(provider, site, notes.disclosed, notes.subjects[provider.fetch] ?? new Map());
    const stored: string[] = [];
    for (const [index, part] of parts.entries()) {
      if (part.kind === 'nested') own.set(part.key, stored.push(`v${index}`) - 1);
      else if (part.place !== null) own.set(part.keys.join(), stored.push(`a${index}`, `b${index}`) - 2);
    }
    for (const { fetch } of site.attached.filter(({ origin }) => origin === provider)) {
      own.set(`@${fetch.index}`, stored.push(representation(fetch, parts)) - 1);
    }
    if (notes.numbers) own.set('#', stored.push(`c${provider.id}++`) - 1);
    const steps = parts.map((part, index) =>
      part.kind === 'leaves' ? leaves(part, index, provider) : nested(part, index, site),
    );
    // Why before `room`: a representation may put parts of its own on the tape, and a place is filled as soon as it is taken.
    const values = stored.map((value, at) => `  const w${at} = ${value};`);
    return `function scan${provider.id}() {
${steps.join('\n')}
  if (s.charCodeAt(p) !== 125) miss();
  p += 1;
${values.join('\n')}
  const o = room(${stored.length});
${stored.map((_, at) => `  T[o + ${at}] = w${at};`).join('\n')}
  return o;
}`;
  }

  function leaves(part: Segment, index: number, provider: Provider): string {
    const number = patterns.push(new RegExp(part.pattern, 'y')) - 1;
    const isCut = part.requiredBy.length > 0 || part.isDisclosedId;
    const disclosed = part.isDisclosedId
      ? `\n  listener.disclose(${provider.fetch}, ${JSON.stringify(provider.type.name)}, v${index}.slice(5));`
      : '';
    return `  const q${index} = p + 1, a${index} = W + q${index};
  R[${number}].lastIndex = p; if (!R[${number}].test(s)) miss();
  p = R[${number}].lastIndex;
  const b${index} = W + p;${isCut ? `\n  const v${index} = s.slice(q${index}, p);` : ''}${disclosed}${named(part, index)}`;
  }

  /** Code that notes where a subject begins; one that is null has no quotation mark. */
  function named({ subject }: Segment, index: number): string {
    if (subject === undefined) return '';
    const value = `q${index} + ${`"${subject.key}":`.length}`;
    return `\n  if (s.charCodeAt(${value}) === 34) names.push(${subjectTypes.indexOf(subject.type)}, W + ${value} + 1);`;
  }

  function nested(part: Nested, index: number, site: Site): string {
    const field = site.fields.find((each) => each.kind === 'object' && each.key === part.key);
    if (field?.kind !== 'object') throw new Error('a nested provider without its site');
    return `  skip(${JSON.stringify(part.before)});\n${scanValue(`v${index}`, field.value, part.provider, 0)}`;
  }

  function scanValue(target: string, value: ValueShape, provider: Provider, depth: number): string {
    const from = `f${target}_${depth}`;
    const item = `i${target}_${depth}`;
    const body =
      value.kind === 'list'
        ? `skip('['); const ${from} = stack.length;
  ${itemsUpToBracket(`${scanValue(item, value.item, provider, depth + 1)}\n  stack.push(${item});`)}
  ${target} = list(${from});`
        : `${target} = scan${provider.id}();`;
    const whole = value.nonNull ? body : `if (s.charCodeAt(p) === 110) { skip('null'); } else { ${body} }`;
    return `  let ${target} = -1; ${value.nonNull ? `{ ${whole} }` : whole}`;
  }
}

/** Code that reads the items of a list and its closing bracket. @param item code that reads one */
export function itemsUpToBracket(item: string): string {
  return `if (s.charCodeAt(p) === 93) p += 1;
  else for (;;) {
  if (more && s.length - p < ${MARGIN}) slide();
  ${item}
  const c = s.charCodeAt(p); p += 1;
  if (c === 93) break;
  if (c !== 44) miss();
  }`;
}

function representation(fetch: Attachment['fetch'], parts: readonly (Segment | Nested)[]): string {
  const pieces: string[] = [];
  let hasType = false;
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'leaves' || !part.requiredBy.includes(fetch.index)) continue;
    pieces.push(`v${index}`);
    hasType ||= part.keys.includes('__typename');
  }
  // Why without braces: most representations are known already, and their text is only looked up.
  const start = hasType ? '' : `${JSON.stringify(`"__typename":"${fetch.requires?.typeName}",`)} + `;
  return `listener.represent(${fetch.index}, ${start}${pieces.join(` + ',' + `)})`;
}
