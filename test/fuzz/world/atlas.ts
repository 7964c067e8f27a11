import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/** The implementations of an interface that is an entity; a record's number tells which of them it is. */
export interface Family {
  readonly name: string;
  readonly members: readonly string[];
}

/** What stands in the directives of all subgraphs together, as the sources' data have to agree on it. */
export interface Atlas {
  /** By type name: of the interface, and of each implementation. */
  readonly families: ReadonlyMap<string, Family>;
  /** `Type.field` of all that identifies: a leaf shows the record's number, an object has the same number. */
  readonly keys: ReadonlyMap<string, 'leaf' | 'object'>;
  /** Type of each field, by `Type.field`: named type. */
  readonly fields: ReadonlyMap<string, string>;
  /** What a field reads off its representation, by `subgraph Type.field`. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  /** Fields that a subgraph gives values of (they are not external there, nor overridden): `subgraph Type.field`. */
  readonly resolved: ReadonlySet<string>;
  /** Values of each enum that every subgraph has which has the enum. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** Reads the atlas off the subgraphs' documents. */
export function drawAtlas(subgraphs: readonly { readonly name: string; readonly document: DocumentNode }[]): Atlas {
  const families = new Map<string, Family>();
  const keys = new Map<string, 'leaf' | 'object'>();
  const fields = new Map<string, string>();
  const requires = new Map<string, SelectionSetNode>();
  const resolved = new Set<string>();
  const types = subgraphs.flatMap(({ name, document }) =>
    document.definitions.flatMap((definition) => (hasFields(definition) ? [{ subgraph: name, definition }] : [])),
  );
  for (const { subgraph, definition } of types) {
    for (const field of definition.fields ?? []) {
      const at = `${definition.name.value}.${field.name.value}`;
      fields.set(at, namedType(field.type));
      const set = fieldSet(field, 'requires');
      if (set) requires.set(`${subgraph} ${at}`, set);
      if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && !named(field, 'external'))
        resolved.add(`${subgraph} ${at}`);
    }
  }
  for (const { definition } of types) {
    const type = definition.name.value;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value === 'key') markKey(type, selectionOf(directive));
    }
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION || !named(definition, 'key')) continue;
    const members = types.flatMap(({ definition: other }) =>
      other.kind === Kind.OBJECT_TYPE_DEFINITION && other.interfaces?.some(({ name }) => name.value === type)
        ? [other.name.value]
        : [],
    );
    const family = { name: type, members: [...new Set(members)].sort() };
    for (const member of [type, ...family.members]) families.set(member, family);
  }
  for (const { definition } of types) {
    for (const field of definition.fields ?? []) {
      const from = named(field, 'override')?.arguments?.find(({ name }) => name.value === 'from')?.value;
      if (from?.kind === Kind.STRING) resolved.delete(`${from.value} ${definition.name.value}.${field.name.value}`);
    }
  }
  return { families, keys, fields, requires, resolved, enums: sharedEnums(subgraphs.map(({ document }) => document)) };

  function markKey(type: string, set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) continue;
      const at = `${type}.${selection.name.value}`;
      keys.set(at, selection.selectionSet ? 'object' : 'leaf');
      if (selection.selectionSet) markKey(fields.get(at) ?? '', selection.selectionSet);
    }
  }
}

function sharedEnums(documents: readonly DocumentNode[]): ReadonlyMap<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  for (const definition of documents.flatMap(({ definitions }) => definitions)) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    const values = (definition.values ?? []).map(({ name }) => name.value).sort();
    const known = enums.get(definition.name.value);
    enums.set(definition.name.value, known ? known.filter((value) => values.includes(value)) : values);
  }
  return enums;
}

type WithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function hasFields(definition: DefinitionNode): definition is WithFields {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function named(node: WithFields | FieldDefinitionNode, name: string): ConstDirectiveNode | undefined {
  return node.directives?.find((directive) => directive.name.value === name);
}

function fieldSet(field: FieldDefinitionNode, name: string): SelectionSetNode | undefined {
  const directive = named(field, name);
  return directive && selectionOf(directive);
}

function selectionOf(directive: ConstDirectiveNode): SelectionSetNode {
  const value = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
  const text = value?.kind === Kind.STRING ? value.value : '';
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${text}`);
  return operation.selectionSet;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
