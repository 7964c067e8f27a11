import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql/language/index.js';
import { namedType } from '../namedType.js';
import { nodeRecords } from '../records/index.js';
import { pageSize } from './pageSize.js';

const versions = `versions(
      "Versions at most, 1 to 100."
      first: Int = 20
      "Only versions before the one of this number."
      before: Int @access(category: "public")
    ): [RecordVersion!] @access(category: "history") ${pageSize([])}`;

const explain = `"Why a value of it is as it is for you: what you get of the field, and by which rule. No value is read."
    explain(
      "Name of a field, e.g. \`handling\`; of an object within, its type and field, e.g. \`Handling.caseReference\`."
      field: String! @access(category: "public")
    ): Explanation @access(category: "public")`;

/** The keys and fields that each directive puts at the beginning of a type. */
const heads = {
  record: `type Head @key(fields: "ref") @key(fields: "visibleRef") @key(fields: "nodeKey") {
    "Public id: random, reveals only the type."
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
    ${versions}
    ${explain}
  }`,
  assertion: `type Head {
    "Public id of the assertion."
    id: ID! @access(category: "public")
    "Who lent the assertion, and on which conditions."
    handling: Handling @access(category: "handling")
    "Where the assertion came from: the record that states it."
    provenance: Provenance @access(category: "provenance")
    "What the source said before, newest first."
    ${versions}
    ${explain}
  }`,
  foreign: `type Head @key(fields: "ref", resolvable: false) @key(fields: "visibleRef") {
    "Opaque pseudonym by which other sources point here."
    ref: ID! @inaccessible @access(category: "public")
    "The pseudonym again, answered only for a record that this viewer may see."
    visibleRef: ID! @external @access(category: "public")
  }`,
} as const;

/** The other names of a record, which every source that keeps records answers. */
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

/** How a link to a person ends: its values are decided by who stands at its end too, so it explains them itself. */
const [foot] = parse(`type Foot { ${explain} }`, { noLocation: true }).definitions;
const ownFoot = (foot as ObjectTypeDefinitionNode).fields ?? [];

interface Head {
  readonly directives: readonly ConstDirectiveNode[];
  readonly fields: readonly FieldDefinitionNode[];
}

const parsed = new Map<string, Head>();

/** The records that `node` finds, as the source of `node` declares them. */
function nodes(): readonly DefinitionNode[] {
  const types = nodeRecords.map(
    ({ type }) => `type ${type} implements Node @key(fields: "nodeKey", resolvable: false) {
      "Public id: random, reveals only the type."
      id: ID! @external @access(category: "public")
      "The id again, for \`node\`."
      nodeKey: ID! @inaccessible @access(category: "public")
    }`,
  );
  return parse(types.join('\n'), { noLocation: true }).definitions;
}

function headOf(name: string): Head | undefined {
  const known = parsed.get(name);
  if (known || !Object.hasOwn(heads, name)) return known;
  const { definitions } = parse(heads[name as keyof typeof heads], { noLocation: true });
  const { directives = [], fields = [] } = definitions[0] as ObjectTypeDefinitionNode;
  const head = { directives, fields };
  parsed.set(name, head);
  return head;
}

/**
 * A type with its head: with `@record` the keys and fields of every record, with `@assertion` the fields of a link that is a
 * record, with `@foreign` the keys by which a source adds fields to another source's record. Other links to persons end with
 * `explain`.
 */
export function withHead(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const { directives = [], fields = [] } = definition;
  const head = directives.map(({ name }) => headOf(name.value)).find((each) => each !== undefined);
  if (!head) return fields.some(isSubject) ? { ...definition, fields: [...fields, ...ownFoot] } : definition;
  return { ...definition, directives: [...head.directives, ...directives], fields: [...head.fields, ...fields] };
}

function isSubject({ name, type }: FieldDefinitionNode): boolean {
  return name.value === 'subject' && namedType(type) === 'LinkSubject';
}

/** Types that a source serves in addition: `RecordName` where it keeps records, all nodes where it has `@nodes`. */
export function extraTypes(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const isUsed = (directive: string): boolean => definitions.some((each) => hasDirective(each, directive));
  return [
    ...(isUsed('record') ? parse(recordName, { noLocation: true }).definitions : []),
    ...(isUsed('nodes') ? nodes() : []),
  ];
}

function hasDirective(definition: DefinitionNode, directive: string): boolean {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
    return false;
  return definition.directives?.some(({ name }) => name.value === directive) ?? false;
}
