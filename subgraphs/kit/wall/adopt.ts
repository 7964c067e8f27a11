import type { ProjectionContext } from './projectionContext.js';
import { publicVerdict, setVerdict, verdictOf } from './verdict.js';

/**
 * Registers what reaches a resolver without a row behind it: references to entities, pages, public objects. Only public
 * properties of a reference are ever shown; its classified fields are edges, loaded by resolvers.
 */
export function adopt(context: ProjectionContext, typeName: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => adopt(context, typeName, each));
  if (verdictOf(value)) return value;
  const stated = typeNameOf(value);
  const shape = context.shapes.get(stated ?? typeName);
  if (!shape) return null;
  const kept: Record<string, unknown> = stated ? { __typename: shape.name } : {};
  for (const name in value) {
    const field = shape.fields.get(name);
    if (field?.category !== 'public' || !Object.hasOwn(value, name)) continue;
    const member = (value as Record<string, unknown>)[name];
    kept[name] = field.kind === 'leaf' ? member : adopt(context, field.named, member);
  }
  return setVerdict(kept, shape.keyed ? context.reference : publicVerdict);
}

/** The type that an object states as its own. */
export function typeNameOf(value: object): string | undefined {
  const name = (value as { readonly __typename?: unknown }).__typename;
  return typeof name === 'string' ? name : undefined;
}
