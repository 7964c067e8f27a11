import type { AnswerShape, FieldShape, ObjectShape, Place, ValueShape } from './answerShape.js';
import { isInteger, type LeafCheck } from './leaf.js';
import { isInherited, ownValue } from './ownValue.js';
import type { Shaper } from './shapeWalk.js';

/** Objects' shapes that one program may have: what is larger, would take long to generate, and is walked. */
const MAX_SHAPES = 2_000;

/**
 * The generated way: one function for each kind of object, with its checks written out, that builds the answer of
 * object literals. Values of the schema and the document are written as JSON, nothing else of them becomes code.
 *
 * @returns null where this process may not generate code, or the answer has too many kinds of objects
 */
export function generatedShaper(shape: AnswerShape): Shaper | null {
  const program = new Program();
  const root = program.object(shape.root);
  const text = program.text(root, shape);
  if (text === null) return null;
  try {
    const make = new Function('places', 'enums', 'isInteger', 'own', text) as (...parts: unknown[]) => Shaper;
    return make(program.places, program.enums, isInteger, ownValue);
  } catch {
    return null;
  }
}

class Program {
  readonly places: Place[] = [];
  readonly enums: ReadonlySet<string>[] = [];
  readonly #functions: string[] = [];
  readonly #named = new Map<ObjectShape | Place, string>();
  readonly #lists: string[] = [];

  text(root: string, { paths, pruned }: AnswerShape): string | null {
    if (this.#named.size > MAX_SHAPES) return null;
    const counters = [...paths.map((_, index) => `c${index}`), ...pruned.map((_, index) => `x${index}`)];
    return `'use strict';
let faults = 0, exact = true, intro;
let ${[...counters, 'none'].map((name) => `${name} = 0`).join(', ')};
${this.#functions.join('\n')}
${this.#lists.join('\n')}
return (data, introspection) => {
  faults = 0; exact = true; intro = introspection;
  ${counters.map((name) => `${name} = 0;`).join(' ')}
  const shaped = ${root}(data);
  intro = undefined;
  return { data: shaped, parents: [${paths.map((_, i) => `c${i}`)}], pruned: [${pruned.map((_, i) => `x${i}`)}], faults, exact };
};`;
  }

  /** Name of the function that shapes objects of one kind. */
  object(shape: ObjectShape): string {
    const known = this.#named.get(shape);
    if (known) return known;
    const name = `o${this.#named.size}`;
    this.#named.set(shape, name);
    if (this.#named.size > MAX_SHAPES) return name;
    const required = shape.required.map(({ name: field, check }) => {
      return `v = ${read('o', field)}; if (!(${this.#isLeaf('v', check)})) { if (v != null) faults++; return null; }`;
    });
    const fields = shape.fields.map((field, index) => this.#field(field, `f${index}`));
    const literal = shape.fields.map(
      (field, index) => `[${quote(field.name)}]: ${resultOf(field, shape, `f${index}`)}`,
    );
    this.#functions.push(`function ${name}(o) {
  let v;
  ${required.join('\n  ')}
  c${shape.counter}++;
  ${fields.join('\n  ')}
  return { ${literal.map(plainKey).join(', ')} };
}`);
    return name;
  }

  #field(field: FieldShape, local: string): string {
    if (field.kind === 'pruned') return field.index < 0 ? '' : `x${field.index}++;`;
    if (field.kind !== 'value') return '';
    const lost = field.value.nonNull ? `if (${local} === null) { exact = false; return null; }` : '';
    return `let ${local} = ${read('o', field.source)}; ${this.#settle(local, field.value)} ${lost}`;
  }

  /** Code that turns a local from what the source gave into what the client gets: null where it may not be. */
  #settle(local: string, shape: ValueShape): string {
    if (shape.kind === 'leaf') {
      return `if (!(${this.#isLeaf(local, shape.check)})) { if (${local} != null) faults++; ${local} = null; }`;
    }
    return `${local} = ${shape.kind === 'list' ? this.#list(shape.item) : this.#place(shape.place)}(${local});`;
  }

  #list(item: ValueShape): string {
    const name = `l${this.#lists.length}`;
    const slot = this.#lists.push('') - 1;
    this.#lists[slot] = `function ${name}(list) {
  if (!Array.isArray(list)) { if (list != null) faults++; return null; }
  const shaped = [];
  let whole = true;
  for (let i = 0; i < list.length; i++) {
    let v = list[i];
    ${this.#settle('v', item)}
    ${item.nonNull ? 'if (v === null) whole = false;' : ''}
    shaped.push(v);
  }
  if (whole) return shaped;
  exact = false;
  return null;
}`;
    return name;
  }

  #place(place: Place): string {
    const known = this.#named.get(place);
    if (known) return known;
    const name = `p${this.#named.size}`;
    this.#named.set(place, name);
    if (this.#named.size > MAX_SHAPES) return name;
    const at = this.places.push(place) - 1;
    const cases = place.possible.map((type) => `case ${quote(type)}: return ${this.object(place.variant(type))}(v);`);
    const untyped = place.untyped();
    this.#functions.push(`function ${name}(v) {
  if (v === null || v === undefined) return null;
  if (typeof v !== 'object' || Array.isArray(v)) { faults++; return null; }
  switch (v.__typename) { ${cases.join(' ')} }
  switch (places[${at}].resolve(v)) {
    ${cases.join('\n    ')}
    case null: return ${untyped ? `${this.object(untyped)}(v)` : 'null'};
    default: faults++; return null;
  }
}`);
    return name;
  }

  /** An expression that is true for values of a leaf type; null and undefined are not. */
  #isLeaf(local: string, { is, values }: LeafCheck): string {
    switch (is) {
      case 'any':
        return `${local} != null`;
      case 'boolean':
        return `typeof ${local} === 'boolean'`;
      case 'enum':
        return `typeof ${local} === 'string' && enums[${this.enums.push(values ?? new Set()) - 1}].has(${local})`;
      case 'float':
        return `typeof ${local} === 'number' && isFinite(${local})`;
      case 'id':
        return `typeof ${local} === 'string' || isInteger(${local})`;
      case 'int':
        return `isInteger(${local})`;
      case 'string':
        return `typeof ${local} === 'string'`;
    }
  }
}

function resultOf(field: FieldShape, shape: ObjectShape, local: string): string {
  if (field.kind === 'value') return local;
  if (field.kind === 'typename') return quote(shape.type);
  return field.kind === 'introspection' ? `own(intro, ${quote(field.name)}) ?? null` : 'null';
}

/** Reads a property: directly, but where every object inherits one of that name. */
function read(source: string, name: string): string {
  return isInherited(name) ? `own(${source}, ${quote(name)})` : `${source}[${quote(name)}]`;
}

/** Why not always computed: V8 lays out literals with plain keys once. `__proto__` alone means something else then. */
function plainKey(entry: string): string {
  return entry.startsWith('["__proto__"]') ? entry : entry.replace(/^\[("[^"]*")\]/, '$1');
}

function quote(text: string): string {
  return JSON.stringify(text);
}
