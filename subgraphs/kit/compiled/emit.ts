import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  getNullableType,
  isEnumType,
} from 'graphql';
import { notePresence, type tellsBy } from '../manifest/presence.js';
import { showIdentifier } from '../resolvers/identified.js';
import type { CategorySet } from '../wall/categorySet.js';
import { type Verdict, type VerdictRecord, verdictOf } from '../wall/verdict.js';
import { leafCompleter, resolved, settled } from './complete.js';
import { entities } from './entities.js';
import type { Execution } from './execution.js';
import type { FieldPlan } from './field.js';
import { bitsInWord, type Guarded } from './guarded.js';
import { count, note, outcomeOf } from './outcome.js';
import { nulled, Place } from './place.js';

/** Answers one object. */
export type ObjectFunction = (execution: Execution, object: object, place: Place | undefined) => object | typeof nulled;

/** What generated code calls. */
const kit = {
  verdictOf,
  outcomeOf,
  count,
  note,
  show,
  notePresence,
  identify,
  Place,
  nulled,
  settled,
  resolved,
  entities,
  serialized,
};

/**
 * Generates the function of one selection on one object type: it looks up the verdict once, tests a bit for each guarded
 * field, and checks each leaf in place. The only text of the document in the code is names, checked to be names.
 */
export function emitObjectFunction(
  guarded: Guarded,
  fields: readonly FieldPlan[],
  tells: ReturnType<typeof tellsBy>,
): ObjectFunction {
  const bits = new Map(guarded.fields.map(({ key, bit }) => [key, bit]));
  const parts = fields.map((field, index) => emitField(field, index, bits.get(field.key)));
  const isJudged = guarded.fields.length > 0 || fields.some(({ strategy }) => strategy.by === 'identifier');
  const words = Math.ceil(guarded.fields.length / bitsInWord);
  const members = fields.map((field, index) => `${text(field.key)}: f${index}`);
  const code = `'use strict';
    const { ${Object.keys(kit).join(', ')} } = kit;
    ${fields.map((_, index) => `const field${index} = fields[${index}];`).join('\n')}
    return function answerObject(execution, object, place) {
      let isNulled = false;
      ${isJudged ? 'const verdict = verdictOf(object);' : ''}
      ${guarded.fields.length > 0 ? emitOutcome(words) : ''}
      ${emitPresence(guarded, fields, tells)}
      ${parts.join('\n')}
      if (isNulled) return nulled;
      const made = { ${members.join(', ')} };
      ${fields.map((field, index) => (hasPlace(field) ? `if (p${index} !== null) p${index}.holder = made;` : '')).join(' ')}
      ${guarded.fields.length > 0 ? 'if (execution.cells !== null && outcome.isCounted) note(execution.cells, outcome, verdict, object, made);' : ''}
      return made;
    };`;
  // Safe: the text is ours, except names, which `text` checks to be names.
  return new Function('kit', 'guarded', 'fields', 'sets', code)(
    kit,
    guarded,
    fields,
    fields.map(enumNames),
  ) as ObjectFunction;
}

function emitOutcome(words: number): string {
  const allowed = Array.from({ length: words }, (_, word) => `const allowed${word} = outcome.allowed[${word}];`);
  return `const outcome = outcomeOf(execution, guarded, verdict);
    ${allowed.join('\n')}
    if (outcome.shown !== null) show(execution, verdict, outcome.shown);
    else notePresence(object);
    if (outcome.isCounted) count(outcome, guarded, verdict, object, place);`;
}

/** Notes that the object is there where no outcome does, since nothing of it is guarded. */
function emitPresence(guarded: Guarded, fields: readonly FieldPlan[], tells: ReturnType<typeof tellsBy>): string {
  if (tells === null || guarded.fields.length > 0) return '';
  // The node of an edge notes itself.
  const isNoted = tells === 'row' && fields.some(({ name, rule }) => name === 'node' && rule.asks === 'nothing');
  return isNoted ? '' : 'notePresence(object);';
}

function emitField(field: FieldPlan, index: number, bit: number | undefined): string {
  const f = `f${index}`;
  if (field.strategy.by === 'typename') return `const ${f} = ${text(field.typeName)};`;
  const value = emitValue(field, index);
  const begin = `let ${f} = null, p${index} = null;`;
  const failed = field.isNullable ? '' : `if (${f} === nulled) isNulled = true;`;
  const denied = field.isNullable ? '' : `else { execution.deny(place); isNulled = true; }`;
  if (field.rule.asks !== 'verdict') return `${begin} { ${value} ${failed} }`;
  if (bit === undefined) throw new Error(`${field.typeName}.${field.name} has no bit`);
  const test = `(allowed${Math.floor(bit / bitsInWord)} & ${1 << (bit % bitsInWord)}) !== 0`;
  return `${begin} if (${test}) { ${value} ${failed} } ${denied}`;
}

function emitValue(field: FieldPlan, index: number): string {
  const f = `f${index}`;
  const p = `p${index}`;
  const at = `${p} = new Place(place, ${text(field.key)}, ${text(field.typeName)}, ${field.isNullable});`;
  const property = `const x = object.${name(field.name)};`;
  const slow = `{ ${at} ${f} = settled(execution, field${index}, object, x, ${p}); }`;
  const absent = field.isNullable ? `else if (x === null || x === undefined) {}` : '';
  switch (field.strategy.by) {
    case 'resolver':
      return `${at} ${f} = resolved(execution, field${index}, object, ${p});`;
    case 'entities':
      return `${at} ${f} = entities(execution, field${index}, ${p});`;
    case 'id':
      return `${property} if (typeof x === 'string') ${f} = x; ${absent} else ${slow}`;
    case 'identifier':
      return `${property} if (typeof x === 'string') { identify(execution, field${index}, verdict, x); ${f} = x; } ${absent} else { identify(execution, field${index}, verdict, x); ${slow} }`;
    case 'leaf': {
      const fast = emitLeafTest(leafType(field), index);
      const primitive = `else if (typeof x !== 'object' && typeof x !== 'function') ${f} = serialized(execution, field${index}, x, place);`;
      return `${property} if (${fast}) ${f} = x; ${absent} ${field.isNullable ? primitive : ''} else ${slow}`;
    }
    default:
      return `${property} if (${field.isNullable ? 'x !== null && x !== undefined' : 'true'}) ${slow}`;
  }
}

function emitLeafTest(type: GraphQLLeafType, index: number): string {
  if (type === GraphQLString || type === GraphQLID) return `typeof x === 'string'`;
  if (type === GraphQLBoolean) return `typeof x === 'boolean'`;
  if (type === GraphQLInt) return `typeof x === 'number' && (x | 0) === x`;
  if (type === GraphQLFloat) return `typeof x === 'number' && x - x === 0`;
  return isEnumType(type) ? `sets[${index}].has(x)` : 'false';
}

/** Names of an enum's values that are represented by themselves. */
function enumNames(field: FieldPlan): ReadonlySet<unknown> {
  const type = leafType(field);
  if (field.strategy.by !== 'leaf' || !isEnumType(type)) return new Set();
  return new Set(type.getValues().flatMap(({ name: own, value }) => (own === value ? [own] : [])));
}

function leafType(field: FieldPlan): GraphQLLeafType {
  return getNullableType(field.returnType) as GraphQLLeafType;
}

/** A scalar that is neither null, nor an object, nor a function. */
function serialized(execution: Execution, field: FieldPlan, value: unknown, parent: Place | undefined): unknown {
  try {
    return leafCompleter(leafType(field))(execution, value, parent as Place);
  } catch (error) {
    const place = new Place(parent, field.key, field.typeName, field.isNullable);
    return execution.fail(place, error, field.nodes);
  }
}

function show(execution: Execution, verdict: Verdict & { readonly record: VerdictRecord }, shown: CategorySet): void {
  execution.context.session.report.show(verdict.record, shown);
}

function identify(execution: Execution, { strategy }: FieldPlan, verdict: Verdict | undefined, value: unknown): void {
  if (strategy.by === 'identifier') showIdentifier(execution.context.session, strategy.shows, verdict, value);
}

/** Whether the field's code has a place: any but one whose value is known beforehand. */
function hasPlace({ strategy }: FieldPlan): boolean {
  return strategy.by !== 'typename';
}

function name(word: string): string {
  if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(word)) throw new Error('not a name');
  return word;
}

function text(word: string): string {
  return JSON.stringify(name(word));
}
