import type { FieldShape, ObjectShape } from '../../rows/shape.js';

/** Whether objects of a shape are things, or have some below: if not, they are values of what holds them. */
export function holdsThings(shape: ObjectShape): boolean {
  return shape.key !== null || Object.values(shape.fields).some((field) => 'of' in field && holdsThings(field.of));
}

/** Whether a field is a value of its holder: a scalar, or an object or a list that has no things. */
export function isValue(field: FieldShape): boolean {
  return field.kind === 'value' || !holdsThings(field.of);
}
