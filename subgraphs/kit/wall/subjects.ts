import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import type { FieldShape, TypeShape } from './shape.js';

/** Whom or what a shown value is about, as the log names it: by public id, by `ref` at the end of a link, by number. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

/** Whom a link tells of, in place of its own id, for the manifest alone: `{ [subjects]: [...] }`. Never in an answer. */
export const subjects: unique symbol = Symbol('subjects');

/**
 * Subjects of a link, from its raw object: the link by its id, and who stands at its ends. A pseudonym tells nobody
 * anything and is always named; a number is named where the viewer may have it.
 *
 * @param isFull whether the viewer gets this field of the link in full
 */
export function subjectsOf(
  shape: TypeShape,
  object: object,
  shapes: ReadonlyMap<string, TypeShape>,
  isFull: (field: FieldShape) => boolean,
): readonly Subject[] {
  const members = object as Readonly<Record<string | symbol, unknown>>;
  const stated = members[subjects] as readonly Subject[] | undefined;
  const found: Subject[] = [...(stated ?? [])];
  if (stated === undefined && typeof members.id === 'string') found.push({ type: shape.name, id: members.id });
  for (const [name, field] of shape.ends) {
    const value = members[name];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    if (field.kind === 'object') {
      const below = shapes.get(field.named);
      if (below) found.push(...subjectsOf(below, value, shapes, isFull));
      continue;
    }
    const { ref, ...key } = value as { readonly ref?: unknown };
    if (typeof ref === 'string') found.push({ type: field.named, id: ref });
    else if (isFull(field)) found.push(...numbered(shapes.get(field.named), key));
  }
  return found;
}

/** A pure identifier by its number; none for any other type, or where it has no number. */
export function numbered(shape: TypeShape | undefined, object: object): readonly Subject[] {
  if (!shape?.number) return [];
  const id = (object as Readonly<Record<string, unknown>>)[shape.number];
  return typeof id === 'string' && id !== '' ? [{ type: shape.name, id: identifierKey(shape.name, id) }] : [];
}
