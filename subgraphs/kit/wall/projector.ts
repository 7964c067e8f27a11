import { LRUCache } from 'lru-cache';
import { applyMask } from '../../../policy/mask.js';
import { leastOf } from '../../../policy/rules/verdict.js';
import { type Effect, rank } from '../../../policy/types.js';
import type { Needs } from '../asked/needs.js';
import type { FieldShape, TypeShape } from '../shape.js';
import { adopt, typeNameOf } from './adopt.js';
import { isPresent, setPresent } from './presence.js';
import type { Identity, ProjectionContext, Projector } from './projectionContext.js';
import { rowKey } from './reference.js';
import { setVerdict, type Verdict, verdictOf } from './verdict.js';

/** Projectors by type and by the effects on its fields. They hold nothing of a viewer or a record. */
const made = new WeakMap<TypeShape, LRUCache<string, Projector>>();
const KEPT_FOR_TYPE = 500;

/** The projector of a verdict for a type: one look-up for each judgement of a request. */
export function projectorOf(context: ProjectionContext, shape: TypeShape, verdict: Verdict, needs?: Needs): Projector {
  const { projectors } = context;
  let ofJudgement = projectors.get(verdict.envelopeVerdict);
  if (ofJudgement === undefined) {
    ofJudgement = new Map();
    projectors.set(verdict.envelopeVerdict, ofJudgement);
  }
  const known = ofJudgement.get(needs ?? shape);
  if (known !== undefined) return known;
  const projector = findProjector(shape, verdict, needs);
  ofJudgement.set(needs ?? shape, projector);
  return projector;
}

function findProjector(shape: TypeShape, verdict: Verdict, needs: Needs | undefined): Projector {
  const effects = [...shape.fields].map(([name, { guards }]) => {
    const isLeftOut = needs !== undefined && !needs.has(name) && !ofIdentity.has(name);
    return isLeftOut ? 'NONE' : leastOf(verdict, guards).decision.effect;
  });
  const key = effects.map((effect) => rank[effect]).join('');
  const ofType = made.get(shape) ?? new LRUCache<string, Projector>({ max: KEPT_FOR_TYPE });
  made.set(shape, ofType);
  const projector = ofType.get(key) ?? emitProjector(shape, effects);
  ofType.set(key, projector);
  return projector;
}

/** Members that the identity provides where there is one. */
const ofIdentity = new Set(['id', 'nodeKey', 'ref', 'visibleRef']);

/** What generated code calls. */
const kit = { leafMasked, reference, nested, notePresent, setVerdict, rowKey };

/** The only text that enters the code is names of the SDL, checked to be names. */
function emitProjector(shape: TypeShape, effects: readonly Effect[]): Projector {
  const fields = [...shape.fields];
  const members = fields.flatMap(([name, field], index) => {
    const effect = effects[index] ?? 'NONE';
    return rank[effect] < rank.MASKED ? [] : [`${text(name)}: ${emitMember(name, field, index, effect)}`];
  });
  const hits = fields.flatMap(([name], index) => (effects[index] === 'HIT' ? [name] : []));
  const code = `'use strict';
    const { leafMasked, reference, nested, notePresent, setVerdict, rowKey } = kit;
    return function project(context, object, verdict, identity) {
      const shown = { ${members.join(', ')} };
      if (rowKey in object) shown[rowKey] = object[rowKey];
      ${hits.length > 0 ? 'notePresent(shown, object, identity, hits);' : ''}
      return setVerdict(shown, verdict);
    };`;
  const shapes = fields.map(([, field]) => field);
  return new Function('kit', 'fields', 'hits', code)(kit, shapes, hits) as Projector;
}

function emitMember(name: string, field: FieldShape, index: number, effect: Effect): string {
  if (field.kind === 'keyed' && effect === 'MASKED') return 'null';
  // Why: every object inherits a `constructor`, which is not its field.
  const own =
    name in Object.prototype ? `(Object.hasOwn(object, ${text(name)}) ? object.${name} : undefined)` : `object.${name}`;
  const value = ofIdentity.has(name)
    ? `(identity !== undefined && identity.${name} !== undefined ? identity.${name} : ${own})`
    : own;
  if (field.kind === 'leaf') return effect === 'FULL' ? value : `leafMasked(context, fields[${index}], ${value})`;
  return `${field.kind === 'keyed' ? 'reference' : 'nested'}(context, fields[${index}], ${value}, verdict)`;
}

function leafMasked({ policy }: ProjectionContext, field: FieldShape, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return applyMask(policy, field.domain, value) ?? null;
}

/** An entity, or a list of them: each becomes a reference, unless it is projected already. */
function reference(context: ProjectionContext, field: FieldShape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  return adopt(context, field.named, value);
}

/** An object that is no record, or a list of them: by the verdict of the object that holds it. */
function nested(context: ProjectionContext, field: FieldShape, value: unknown, verdict: Verdict): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((each) => nested(context, field, each, verdict));
  if (typeof value !== 'object' || verdictOf(value)) return value;
  const shape = context.shapes.get(typeNameOf(value) ?? field.named);
  if (!shape) return null;
  const own = (shape.isLink ? verdict.ofPart?.({ shape, object: value }) : undefined) ?? verdict;
  return projectorOf(context, shape, own)(context, value, own, undefined);
}

function notePresent(shown: object, object: object, identity: Identity | undefined, hits: readonly string[]): void {
  let present: Map<string, boolean> | undefined;
  for (const name of hits) {
    // Why without a look: every record has an envelope and came from somewhere, and its originator can be asked.
    const isOfEnvelope = identity?.hasHandling === true && (name === 'handling' || name === 'provenance');
    const stating: object = identity !== undefined && Object.hasOwn(identity, name) ? identity : object;
    if (!isOfEnvelope && !Object.hasOwn(stating, name)) continue;
    present ??= new Map();
    present.set(name, isOfEnvelope || isPresent((stating as Readonly<Record<string, unknown>>)[name]));
  }
  if (present !== undefined) setPresent(shown, present);
}

function text(word: string): string {
  if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(word)) throw new Error('not a name');
  return JSON.stringify(word);
}
