import {
  BreakingChangeType as Change,
  findBreakingChanges,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** A change of a schema after which some documents are refused, or read otherwise. */
export interface SchemaBreak {
  /** As graphql-js calls it, e.g. `FIELD_REMOVED`. */
  readonly kind: Change;
  /** A sentence of graphql-js. */
  readonly says: string;
  /**
   * Fields of the old schema, `Type.field`, whose askers it may concern: the field itself, all of a type, or those that give or
   * take an enum, a scalar or an input. Empty for directives, whose use is not counted.
   */
  readonly coordinates: readonly string[];
}

/** Every breaking change from one schema to another. */
export function findSchemaBreaks(before: GraphQLSchema, after: GraphQLSchema): readonly SchemaBreak[] {
  return findBreakingChanges(before, after).map(({ type: kind, description: says }) => {
    const place = places[kind]?.exec(says)?.[1];
    return { kind, says, coordinates: place === undefined ? [] : concernedBy(before, place) };
  });
}

/** The type, or the field, that a sentence of graphql-js is about: it says it in no other way. */
const places: Readonly<Record<Change, RegExp | null>> = {
  [Change.TYPE_REMOVED]: /^(?:Standard scalar )?(\w+) was removed/,
  [Change.TYPE_CHANGED_KIND]: /^(\w+) /,
  [Change.TYPE_REMOVED_FROM_UNION]: /^(\w+) /,
  [Change.VALUE_REMOVED_FROM_ENUM]: / from enum type (\w+)\.$/,
  [Change.REQUIRED_INPUT_FIELD_ADDED]: / on input type (\w+) was added\.$/,
  [Change.IMPLEMENTED_INTERFACE_REMOVED]: /^(\w+) /,
  [Change.FIELD_REMOVED]: /^(\w+\.\w+) /,
  [Change.FIELD_CHANGED_KIND]: /^(\w+\.\w+) /,
  [Change.REQUIRED_ARG_ADDED]: / on (\w+\.\w+) was added\.$/,
  [Change.ARG_REMOVED]: /^(\w+\.\w+) arg /,
  [Change.ARG_CHANGED_KIND]: /^(\w+\.\w+) arg /,
  [Change.DIRECTIVE_REMOVED]: null,
  [Change.DIRECTIVE_ARG_REMOVED]: null,
  [Change.REQUIRED_DIRECTIVE_ARG_ADDED]: null,
  [Change.DIRECTIVE_REPEATABLE_REMOVED]: null,
  [Change.DIRECTIVE_LOCATION_REMOVED]: null,
};

function concernedBy(schema: GraphQLSchema, place: string): readonly string[] {
  const [name = '', field] = place.split('.');
  const type = schema.getType(name);
  if (!isObjectType(type) && !isInterfaceType(type)) return fieldsThatUse(schema, name);
  return field === undefined ? Object.keys(type.getFields()).map((each) => `${name}.${each}`) : [place];
}

/** Fields that give a value of a type, or take one, also inside of an input. */
function fieldsThatUse(schema: GraphQLSchema, name: string): readonly string[] {
  const inputs = inputsWith(schema, name);
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if ((!isObjectType(type) && !isInterfaceType(type)) || type.name.startsWith('__')) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const takes = field.args.some((arg) => inputs.has(getNamedType(arg.type).name));
      return takes || getNamedType(field.type).name === name ? [`${type.name}.${field.name}`] : [];
    });
  });
}

/** The type, and every input object that holds it at any depth. */
function inputsWith(schema: GraphQLSchema, name: string): ReadonlySet<string> {
  const found = new Set([name]);
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  // A Set is walked in the order of its growth: what is found last is looked for too.
  for (const each of found)
    for (const input of inputs)
      if (Object.values(input.getFields()).some(({ type }) => getNamedType(type).name === each)) found.add(input.name);
  return found;
}
