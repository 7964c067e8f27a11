import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import type { FieldShape, TypeShape } from '../shape.js';

/** What a shown value is about, as the log names it: by public id, by `ref` at the end of a link, by number. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

/** The subjects of a link, in place of its own id, for the manifest alone: `{ [subjects]: [...] }`. Never in an answer. */
export const subjects: unique symbol = Symbol('subjects');

/** Takes a subject by its type and id. */
export type VisitSubject = (type: string, id: string) => void;

/**
 * Visits the subjects of a link, from its raw object: the link by its id, and its ends. A pseudonym reveals nothing and is
 * always visited; a number is visited where the viewer may have it.
 *
 * @param isFull whether the viewer gets this field of the link in full
 */
export function visitSubjects(
  shape: TypeShape,
  object: object,
  shapes: ReadonlyMap<string, TypeShape>,
  isFull: (field: FieldShape) => boolean,
  visit: VisitSubject,
): void {
  const members = object as Readonly<Record<string | symbol, unknown>>;
  const stated = members[subjects] as readonly Subject[] | undefined;
  if (stated !== undefined) for (const { type, id } of stated) visit(type, id);
  else if (typeof members.id === 'string') visit(shape.name, members.id);
  for (const [name, field] of shape.ends) {
    const value = members[name];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    if (field.kind === 'object') {
      const below = shapes.get(field.named);
      if (below) visitSubjects(below, value, shapes, isFull, visit);
      continue;
    }
    const { ref } = value as { readonly ref?: unknown };
    if (typeof ref === 'string') visit(field.named, ref);
    else if (isFull(field)) visitNumbered(shapes.get(field.named), value, visit);
  }
}

/** Visits a pure identifier by its number; nothing for any other type, or where it has no number. */
export function visitNumbered(shape: TypeShape | undefined, object: object, visit: VisitSubject): void {
  if (!shape?.number) return;
  const id = (object as Readonly<Record<string, unknown>>)[shape.number];
  if (typeof id === 'string' && id !== '') visit(shape.name, identifierKey(shape.name, id));
}
