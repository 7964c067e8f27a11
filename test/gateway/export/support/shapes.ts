import type { FieldShape, ObjectShape } from '../../../../gateway/export/rows/shape.js';

/** The shape of an object; without a key it is a part of another, or a link. */
export const shapeOf = (type: string, key: string | null, fields: ObjectShape['fields']): ObjectShape => ({
  ...{ type, key, fields },
});

/** A field that holds values of a type. */
export const value = (type = 'String', isList = false): FieldShape => ({ kind: 'value', type, isList });
/** A field that holds an object. */
export const objectOf = (of: ObjectShape): FieldShape => ({ kind: 'object', of });
/** A field that holds a list of objects. */
export const listOf = (of: ObjectShape): FieldShape => ({ kind: 'list', of });
