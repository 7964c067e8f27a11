import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql/language/index.js';

/** What a type that says so begins with, by the name of the directive. */
const heads = {
  record: `type Head @key(fields: "ref") @key(fields: "visibleRef") @key(fields: "nodeKey") {
    "Public id: random, tells nothing but the type."
    id: ID! @access(category: "public")
    "Opaque pseudonym by which other sources point here."
    ref: ID! @inaccessible @access(category: "public")
    "The pseudonym again, answered only for a record that this viewer may see."
    visibleRef: ID! @inaccessible @access(category: "public")
    "The id again, for \`node\`."
    nodeKey: ID! @inaccessible @access(category: "public")
    "Who lent the record, and on which conditions."
    handling: Handling @access(category: "handling")
    "Where the record came from."
    provenance: Provenance @access(category: "provenance")
    "What the source said of the record before, newest first."
    versions(
      "Versions at most, 1 to 100."
      first: Int = 20
      "Only versions before the one of this number."
      before: Int @access(category: "public")
    ): [RecordVersion!] @access(category: "history")
  }`,
  foreign: `type Head @key(fields: "ref", resolvable: false) @key(fields: "visibleRef") {
    "Opaque pseudonym by which other sources point here."
    ref: ID! @inaccessible @access(category: "public")
    "The pseudonym again, answered only for a record that this viewer may see."
    visibleRef: ID! @external @access(category: "public")
  }`,
  node: `type Head implements Node @key(fields: "nodeKey", resolvable: false) {
    "Public id: random, tells nothing but the type."
    id: ID! @external @access(category: "public")
    "The id again, for \`node\`."
    nodeKey: ID! @inaccessible @access(category: "public")
  }`,
} as const;

/** The other names of records, which every source answers that keeps some. */
const recordName = `
  """
  The other names of a record, for a search of the log by entity: its pseudonym by its public id, its public ids by its
  pseudonym. Asked by the gateway for an auditor; nobody else is told, and no client's graph has it.
  """
  type RecordName @key(fields: "name") @inaccessible {
    "Public id or pseudonym."
    name: ID! @access(category: "public")
    "What else this source calls that record; empty where it has none of that name."
    others: [ID!] @shareable @access(category: "public")
  }`;

interface Head {
  readonly directives: readonly ConstDirectiveNode[];
  readonly fields: readonly FieldDefinitionNode[];
  readonly interfaces: ObjectTypeDefinitionNode['interfaces'];
}

const parsed = new Map<string, Head>();

function headOf(name: string): Head | undefined {
  const known = parsed.get(name);
  if (known || !Object.hasOwn(heads, name)) return known;
  const { definitions } = parse(heads[name as keyof typeof heads], { noLocation: true });
  const { directives = [], fields = [], interfaces = [] } = definitions[0] as ObjectTypeDefinitionNode;
  const head = { directives, fields, interfaces };
  parsed.set(name, head);
  return head;
}

/**
 * A type that says `@record` begins with the keys and the fields of every record, one that says `@foreign` with those by
 * which a source adds fields to a record of another, one that says `@node` with those by which `node` finds it.
 */
export function withHead(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const head = definition.directives?.map(({ name }) => headOf(name.value)).find((each) => each !== undefined);
  if (!head) return definition;
  const { directives = [], fields = [], interfaces = [] } = definition;
  return {
    ...definition,
    interfaces: [...(head.interfaces ?? []), ...interfaces],
    directives: [...head.directives, ...directives],
    fields: [...head.fields, ...fields],
  };
}

/** What a source that keeps records answers beside them; nothing for others. */
export function besideRecords(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const keepsRecords = definitions.some(
    (each) => each.kind === Kind.OBJECT_TYPE_DEFINITION && each.directives?.some(({ name }) => name.value === 'record'),
  );
  return keepsRecords ? parse(recordName, { noLocation: true }).definitions : [];
}
