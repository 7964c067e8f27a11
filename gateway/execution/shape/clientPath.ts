import { withoutPlannerAlias } from '../../planning/ownNames.js';
import type { AnswerShape, FieldShape, ObjectShape, ValueShape } from './answerShape.js';

/** A path of response names and list indices. */
export type ConcretePath = readonly (string | number)[];

/**
 * A path of the merged data as the client's, as far as the client's operation goes. What the gateway asked for beside
 * (keys, required fields, reserved names) has the path of its object.
 *
 * @param path `@` stands for any index
 */
export function clientPath(shape: AnswerShape, path: ConcretePath): ConcretePath {
  const own: (string | number)[] = [];
  let objects: readonly ObjectShape[] = [shape.root];
  let values: readonly ValueShape[] = [];
  for (const part of path) {
    if (typeof part === 'number' || part === '@') {
      values = values.flatMap((value) => (value.kind === 'list' ? [value.item] : []));
      if (values.length === 0) return own;
      own.push(part);
    } else {
      const name = withoutPlannerAlias(part);
      const fields = objects.flatMap((object) => object.fields).filter((field) => sourceNameOf(field) === name);
      const [first] = fields;
      if (!first) return own;
      own.push(first.name);
      values = fields.flatMap((field) => (field.kind === 'value' ? [field.value] : []));
    }
    objects = values.flatMap(objectsOf);
  }
  return own;
}

/** The name of a client's field in what the sources give. */
function sourceNameOf(field: FieldShape): string {
  return field.kind === 'value' ? field.source : field.name;
}

function objectsOf(value: ValueShape): readonly ObjectShape[] {
  if (value.kind !== 'object') return [];
  const { place } = value;
  const untyped = place.untyped();
  return [...place.possible.map((type) => place.variant(type)), ...(untyped ? [untyped] : [])];
}
