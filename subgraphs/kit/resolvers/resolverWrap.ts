import type { GraphQLResolveInfo } from 'graphql';
import { noteAsked } from '../manifest/askedFor.js';
import { notePresence } from '../manifest/presence.js';
import type { ResolverMap } from '../module.js';
import { recordKeys } from '../session/handles.js';
import type { KitSession } from '../session/session.js';
import type { FieldShape, Shapes, TypeShape } from '../shape.js';
import { adopt } from '../wall/adopt.js';
import { toHandling } from '../wall/envelope.js';
import { projectObject } from '../wall/projection.js';
import { visitNumbered } from '../wall/subjects.js';
import { envelopeOf, verdictOf } from '../wall/verdict.js';

type Resolver = (parent: unknown, args: object, context: KitContext, info: GraphQLResolveInfo) => unknown;
type ReferenceResolver = (representation: unknown, context: KitContext, info: GraphQLResolveInfo) => unknown;

interface KitContext {
  readonly session: KitSession;
}

/**
 * The kit's own resolvers of records and links: `id` notes each one whose id is shown, since that discloses its existence;
 * `handling` is made from the envelope when it is asked for.
 */
export function recordResolvers(records: readonly string[], shapes: Shapes): ResolverMap {
  const own = [...shapes.values()].filter(
    ({ name, isLink, fields }) => fields.has('id') && (isLink || records.includes(name)),
  );
  return Object.fromEntries(
    own.map(({ name, fields }) => {
      const handling = records.includes(name) ? fields.get('handling') : undefined;
      return [name, { id: showId, ...(handling ? { handling: handlingOf(handling.named) } : {}) }];
    }),
  );
}

function handlingOf(typeName: string) {
  return (parent: object, _args: unknown, { session }: KitContext): unknown => {
    const verdict = verdictOf(parent);
    const envelope = verdict?.record ? envelopeOf(verdict.record) : null;
    const shape = session.projection.shapes.get(typeName);
    return verdict && envelope && shape
      ? projectObject(session.projection, shape, toHandling(envelope.row, envelope.terms), verdict)
      : null;
  };
}

/** Resolver of the `id` of a record or a link. */
export function showId(parent: { readonly id?: unknown }): unknown {
  notePresence(parent);
  return parent.id;
}

/** Resolvers of the keys of a source that stands alone: they leave as handles. */
export function sealedKeys(shapes: Shapes): ResolverMap {
  const typed = [...shapes.values()].map(({ name: type, fields }) => {
    const keys = [...fields.keys()].filter((name) => recordKeys.has(name));
    return [type, Object.fromEntries(keys.map((key) => [key, sealedKey(type, key)]))] as const;
  });
  return Object.fromEntries(typed.filter(([, keys]) => Object.keys(keys).length > 0));
}

function sealedKey(type: string, key: string): Resolver {
  return (parent, _args, { session }) => {
    const value = (parent as Readonly<Record<string, unknown>>)[key];
    return typeof value === 'string' ? session.handles?.seal(type, key, value) : null;
  };
}

/**
 * Wraps the resolvers of a source: an entity is never half shown, so a MASKED one is null without being loaded; and what a
 * resolver returns without a row behind it is registered before a field rule meets it.
 *
 * Throws where a resolver is for a field that the SDL does not have.
 */
export function wrapResolvers(resolvers: ResolverMap, shapes: Shapes): ResolverMap {
  return Object.fromEntries(
    Object.entries(resolvers).map(([typeName, fields]) => {
      const shape = shapes.get(typeName);
      // Scalars, enums and the like.
      if (!shape) return [typeName, fields];
      const wrapped = Object.entries(fields).map(([name, resolver]) => [name, wrapMember(shape, name, resolver)]);
      return [typeName, Object.fromEntries(wrapped)];
    }),
  );
}

function wrapMember(shape: TypeShape, name: string, resolver: unknown): unknown {
  if (name === '__resolveReference') return wrapReference(shape, resolver as ReferenceResolver);
  const field = shape.fields.get(name);
  if (!field) throw new Error(`a resolver is for ${shape.name}.${name}, which the SDL does not have`);
  const wrapped = wrapField(field, resolver as Resolver);
  if (shape.name === 'Query') return wrapRoot(wrapped);
  return shape.keyed && shape.number ? wrapEdge(shape, wrapped) : wrapped;
}

function wrapField(field: FieldShape, resolver: Resolver): Resolver {
  if (field.kind === 'leaf') return resolver;
  return (parent, args, context, info) => {
    if (field.kind === 'keyed' && isMasked(parent, field)) return null;
    const value = resolver(parent, args, context, info);
    return settle(value, (found) => adopt(context.session.projection, field.named, found));
  };
}

/** Notes what was asked for before anything is looked for. */
function wrapRoot(resolver: Resolver): Resolver {
  return (parent, args, context, info) => {
    noteAsked(context.session.report, args, info);
    return resolver(parent, args, context, info);
  };
}

/** Asking what is linked to a number notes the number, though it may not be shown, as where a reference states it. */
function wrapEdge(shape: TypeShape, resolver: Resolver): Resolver {
  return (parent, args, context, info) => {
    noteNumber(shape, parent, context);
    return resolver(parent, args, context, info);
  };
}

function noteNumber(shape: TypeShape, found: unknown, { session }: KitContext): void {
  if (typeof found !== 'object' || found === null) return;
  visitNumbered(shape, found, (type, id) => session.report.reach({ type, id }));
}

/** Why not `Object.create(null)`: V8 keeps such an object as a dictionary, several times as large. */
const Keys = function Keys() {} as unknown as new () => Record<string, unknown>;
Keys.prototype = Object.create(null);

function wrapReference(shape: TypeShape, resolver: ReferenceResolver): ReferenceResolver {
  return (representation, context, info) => {
    // Why a copy that inherits nothing: a representation is the caller's object, and only its own keys count.
    const keys: Record<string, unknown> = Object.assign(new Keys(), representation);
    try {
      openKeys(shape.name, keys, context.session);
    } catch (error) {
      // Why not thrown: the other representations are still answered.
      return Promise.reject(error);
    }
    return settle(resolver(keys, context, info), (found) => {
      // Why: asking what is linked to a number is asking for it, whatever is found.
      noteNumber(shape, found, context);
      return adopt(context.session.projection, shape.name, found);
    });
  };
}

function openKeys(type: string, keys: Record<string, unknown>, { handles }: KitSession): void {
  if (!handles) return;
  for (const name of Object.keys(keys)) {
    if (recordKeys.has(name)) keys[name] = handles.open(type, name, keys[name]);
  }
}

function isMasked(parent: unknown, field: FieldShape): boolean {
  const verdict = typeof parent === 'object' && parent !== null ? verdictOf(parent) : undefined;
  return verdict?.decide(field.guards).decision.effect === 'MASKED';
}

function settle(value: unknown, then: (found: unknown) => unknown): unknown {
  return value instanceof Promise ? value.then(then) : then(value);
}
