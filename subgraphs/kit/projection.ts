import { applyMask } from '../../policy/mask.js';
import type { Policy } from '../../policy/policy.js';
import { rank } from '../../policy/types.js';
import type { FieldShape, Shapes, TypeShape } from './shape.js';
import { rowKey } from './stub.js';
import { publicVerdict, setVerdict, type Verdict, verdictOf } from './verdict.js';

/** For each projected object: the fields that were withheld from it, and whether there was a value. */
const withheld = new WeakMap<object, ReadonlyMap<string, boolean>>();

/** Whether a value that was withheld exists; undefined where the field did not come with the row. */
export function wasPresent(object: object, field: string): boolean | undefined {
  return withheld.get(object)?.get(field);
}

export interface ProjectionContext {
  readonly policy: Policy;
  readonly shapes: Shapes;
  /** Verdict of references to entities: what hangs on them is judged row by row. */
  readonly reference: Verdict;
}

/**
 * A raw object as this viewer gets it: fields that the SDL does not name are dropped (a `rowKey` stays), withheld ones
 * too, masked ones masked or null; nested objects by the same verdict, whose fields have categories of their own.
 * The result and every object in it carry the verdict, and stay extensible.
 */
export function projectObject(
  context: ProjectionContext,
  shape: TypeShape,
  object: object,
  verdict: Verdict,
): Record<string, unknown> {
  const shown: Record<string | symbol, unknown> = {};
  const missing = new Map<string, boolean>();
  for (const [name, value] of Object.entries(object)) {
    const field = shape.fields.get(name);
    if (!field) continue;
    const { effect } = verdict.of(field.category);
    if (rank[effect] < rank.MASKED) missing.set(name, isPresent(value));
    else shown[name] = projectValue(context, field, value, verdict, effect === 'MASKED');
  }
  if (rowKey in object) shown[rowKey] = object[rowKey];
  withheld.set(shown, missing);
  return setVerdict(shown, verdict);
}

function projectValue(
  context: ProjectionContext,
  field: FieldShape,
  value: unknown,
  verdict: Verdict,
  masked: boolean,
): unknown {
  if (value === null || value === undefined) return null;
  if (field.kind === 'leaf') {
    if (!masked) return value;
    return applyMask(context.policy, field.category, field.written, value) ?? null;
  }
  if (field.kind === 'keyed' && masked) return null;
  if (Array.isArray(value)) return value.map((each) => projectValue(context, field, each, verdict, masked));
  if (typeof value !== 'object' || verdictOf(value)) return value;
  const shape = context.shapes.get(typeNameOf(value) ?? field.named);
  if (!shape) return null;
  if (field.kind === 'keyed') return adopt(context, shape.name, value);
  return projectObject(context, shape, value, verdict);
}

/**
 * Registers what reaches a resolver without a row behind it: references to entities, pages, public objects. Of a
 * reference's own properties only public ones are ever shown; its classified fields are edges, loaded by resolvers.
 */
export function adopt(context: ProjectionContext, typeName: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => adopt(context, typeName, each));
  if (typeof value !== 'object' || value === null || verdictOf(value)) return value;
  const shape = context.shapes.get(typeNameOf(value) ?? typeName);
  if (!shape) return null;
  const kept: Record<string, unknown> = { ...(typeNameOf(value) ? { __typename: shape.name } : {}) };
  for (const [name, member] of Object.entries(value)) {
    const field = shape.fields.get(name);
    if (field?.category !== 'public') continue;
    kept[name] = field.kind === 'leaf' ? member : adopt(context, field.named, member);
  }
  return setVerdict(kept, shape.keyed ? context.reference : publicVerdict);
}

function typeNameOf(value: object): string | undefined {
  const name = (value as { readonly __typename?: unknown }).__typename;
  return typeof name === 'string' ? name : undefined;
}

function isPresent(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return Array.isArray(value) ? value.length > 0 : true;
}
