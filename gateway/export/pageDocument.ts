import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  parse,
  parseType,
  print,
  type SelectionNode,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';
import { eachField, fieldOn } from '../../policy/operations/eachField.js';
import { withUsedVariables } from '../../policy/operations/usedVariables.js';
import { PortcullisError } from '../../schema/errors.js';
import { isConnection } from './rows/compileRows.js';

/** The operation that reads one page of an export. */
export interface PageDocument {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The root connection's field, e.g. `consignments`; its name in the answer too. */
  readonly rootField: string;
  /** Name of the variable that holds the cursor of the page before; null for the first page. */
  readonly cursor: string;
  /** Rows of a page at most: the client's `first`. */
  readonly pageSize: number;
}

/** An operation to export, as the client sent it: fragments unfolded, conditions settled. */
export interface ExportedOperation {
  readonly operation: OperationDefinitionNode;
  /** Coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What each record states of itself in a file, whatever the client selects: how it is to be handled, and where it was read. By
 * the rights of any field: what this viewer may not see of it is withheld, and each row says so.
 *
 * Why without line and hash of its file: they tell of other records there, which this viewer may not know of.
 */
const statements = Object.entries({
  Handling: 'handling { originator source classification handlingCodes handlingNote }',
  Provenance: 'provenance { file format formatVersion run recordedAt }',
}).map(([type, text]) => ({ type, field: parseSelections(`{ ${text} }`).selections[0] as FieldNode }));
const more = parseSelections('{ hasNextPage }');
const continues = parseSelections('{ hasNextPage endCursor }');

/**
 * The operation as its pages are read. It asks for what the client asks for, under the names of the schema, so that a column means
 * the same whatever the client calls it; for id, marking and provenance of each record, and for whether a list has more than its
 * `first`.
 *
 * @throws PortcullisError EXPORT_NOT_POSSIBLE for anything but one connection, a page of it, or an object's field asked for twice
 */
export function toPageDocument({ operation, variables }: ExportedOperation, schema: GraphQLSchema): PageDocument {
  const root = rootConnection(operation, schema);
  const cursor = freeName(operation);
  const stated = root.field.arguments?.find(({ name }) => name.value === 'after');
  if (stated && valueFromAST(stated.value, root.after.type, variables) != null)
    throw notPossible('An export begins with the first page.', root.field, 'Leave out `after`.');
  const after: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: nameNode('after'),
    value: { kind: Kind.VARIABLE, name: nameNode(cursor) },
  };
  const field: FieldNode = {
    ...bare(root.field, rewriteConnection(root.field, root.type, schema, continues)),
    arguments: [...(root.field.arguments ?? []).filter((each) => each !== stated), after],
  };
  const page = withUsedVariables({
    ...operation,
    directives: [],
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: nameNode(cursor) },
        type: parseType(String(root.after.type)),
      },
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  });
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [page] };
  return {
    text: print(document),
    document,
    operation: page,
    rootField: field.name.value,
    cursor,
    pageSize: pageSizeOf(root, variables),
  };
}

function rootConnection(operation: OperationDefinitionNode, schema: GraphQLSchema) {
  const query = schema.getRootType(operation.operation)?.name ?? '';
  const fields: FieldNode[] = [];
  eachField(operation.selectionSet, query, (field) => void (field.name.value === '__typename' || fields.push(field)));
  const [field, second] = fields;
  const defined = field && fieldOn(schema, query, field.name.value);
  const after = defined?.args.find(({ name }) => name === 'after');
  const first = defined?.args.find(({ name }) => name === 'first');
  if (!field || second || !defined || !after || !first || !isConnection(getNamedType(defined.type)))
    throw notPossible('An export is of one connection.', second ?? field);
  return { field, after, first, type: getNamedType(defined.type).name };
}

function pageSizeOf(
  { field, first }: ReturnType<typeof rootConnection>,
  variables: ExportedOperation['variables'],
): number {
  const stated = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  return Number(stated ? valueFromAST(stated, first.type, variables) : first.defaultValue);
}

/** A connection's rows, and what is said of its page. */
function rewriteConnection(
  { selectionSet }: FieldNode,
  type: string,
  schema: GraphQLSchema,
  said: SelectionSetNode,
): SelectionSetNode {
  const nodes: SelectionNode[] = [];
  const rows = (set: SelectionSetNode, on: string, into: 'edges' | 'node'): void =>
    eachField(set, on, (field) => {
      const { name } = field;
      if (framing.has(name.value) || !field.selectionSet) {
        if (framing.has(name.value)) return;
        throw notPossible(`An export takes the rows of ${on}.`, field, `Leave out \`${name.value}\`.`);
      }
      if (name.value !== into)
        throw notPossible(`An export takes the rows of ${on}.`, field, `Leave out \`${name.value}\`.`);
      const below = getNamedType((fieldOn(schema, on, name.value) as GraphQLField<unknown, unknown>).type).name;
      if (into === 'edges') rows(field.selectionSet, below, 'node');
      else nodes.push(...rewrite(field.selectionSet, below, schema).selections);
    });
  if (selectionSet) rows(selectionSet, type, 'edges');
  if (nodes.length === 0)
    throw notPossible('An export takes rows.', undefined, `Select edges { node { … } } of ${type}.`);
  const node = fieldNode('node', { kind: Kind.SELECTION_SET, selections: nodes });
  return setOf([fieldNode('edges', setOf([node])), fieldNode('pageInfo', said)]);
}

/** Fields of a connection and its edges that say nothing of a row. */
const framing: ReadonlySet<string> = new Set(['cursor', 'pageInfo', '__typename']);

function rewrite(set: SelectionSetNode, type: string, schema: GraphQLSchema): SelectionSetNode {
  assertOnce(set, type);
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition?.name.value ?? type;
      return { ...selection, directives: [], selectionSet: rewrite(selection.selectionSet, on, schema) };
    }
    if (selection.kind !== Kind.FIELD || !selection.selectionSet) return bare(selection as FieldNode);
    const defined = fieldOn(schema, type, selection.name.value);
    const below = defined && getNamedType(defined.type);
    if (!defined || !isCompositeType(below)) return bare(selection);
    return isConnection(below)
      ? bare(selection, rewriteConnection(selection, below.name, schema, more))
      : bare(selection, rewrite(selection.selectionSet, below.name, schema));
  });
  const stated = statements.flatMap(({ type: of, field }) =>
    getNamedType(fieldOn(schema, type, field.name.value)?.type)?.name === of ? field : [],
  );
  const own = stated.length > 0 && fieldOn(schema, type, 'id') ? [fieldNode('id'), ...stated] : [];
  return setOf([fieldNode('__typename'), ...own, ...selections]);
}

/** @throws PortcullisError where one field is asked for with different arguments: in a file they would be one column */
function assertOnce(set: SelectionSetNode, type: string): void {
  const asked = new Map<string, string>();
  eachField(set, type, (field) => {
    const { name, arguments: given = [] } = field;
    const text = given.map(print).sort().join();
    if ((asked.get(name.value) ?? text) !== text)
      throw notPossible(
        `${name.value} is asked for twice, with different arguments.`,
        field,
        'Export them one after the other: in a file, a column has the name of its field.',
      );
    asked.set(name.value, text);
  });
}

/** A field under its own name. */
function bare(field: FieldNode, selectionSet?: SelectionSetNode): FieldNode {
  const { alias: _alias, directives: _directives, ...rest } = field;
  return selectionSet ? { ...rest, selectionSet } : rest;
}

function fieldNode(name: string, selectionSet?: SelectionSetNode): FieldNode {
  return { kind: Kind.FIELD, name: nameNode(name), ...(selectionSet ? { selectionSet } : {}) };
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function parseSelections(text: string): SelectionSetNode {
  const [definition] = parse(text, { noLocation: true }).definitions;
  return (definition as OperationDefinitionNode).selectionSet;
}

/** A name that no variable of the operation has. */
function freeName({ variableDefinitions = [] }: OperationDefinitionNode): string {
  let name = 'after';
  while (variableDefinitions.some(({ variable }) => variable.name.value === name)) name = `_${name}`;
  return name;
}

function notPossible(message: string, node: FieldNode | undefined, hint?: string): PortcullisError {
  return new PortcullisError('EXPORT_NOT_POSSIBLE', {
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(node ? { nodes: [node] } : {}),
  });
}
