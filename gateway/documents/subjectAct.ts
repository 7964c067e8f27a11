import {
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { SubjectKind } from '../../auditlog/types.js';
import { badUserInput, PortcullisError } from '../../schema/errors.js';

/** What an operation does about a person's request: which entry it leaves, and what that states. */
export interface SubjectAct {
  readonly kind: SubjectKind;
  /** The field's name in the answer. */
  readonly responseName: string;
  /** Id of the request; absent: a new one, which has the id of this operation's own request. */
  readonly request?: string;
  /** The agency that the operation names; absent: the asker's own. */
  readonly agency?: string;
  /** SHA-256 of the letter, hex. */
  readonly letterSha256?: string;
  /** How the request was decided. For the sealed body alone. */
  readonly decision?: string;
}

/** Values of variables, coerced. */
type Variables = Readonly<Record<string, unknown>>;

/**
 * A field at the root that is about a person's request: the argument and the type by which it is ours, and not one that a foreign
 * source calls the same.
 */
const acts: Readonly<Record<string, { readonly kind: SubjectKind; readonly argument: string; readonly type: string }>> =
  {
    subject: { kind: 'SUBJECT_ASKED', argument: 'asked', type: 'Subject' },
    subjectAnswer: { kind: 'SUBJECT_ANSWERED', argument: 'letterSha256', type: 'SubjectRequest' },
    subjectAgreement: { kind: 'SUBJECT_AGREED', argument: 'request', type: 'SubjectAgreement' },
  };

/**
 * Whether an operation may be about a person's request, whatever its conditions: nearly none is, and the others need no look at their
 * variables.
 */
export function mayBeSubjectAct(operation: OperationDefinitionNode, schema: GraphQLSchema): boolean {
  return fieldsAtRoot(operation).some((field) => defined(field, schema));
}

/**
 * What an operation does about a person's request; null where it does nothing about one. What goes into a clear header has its form
 * checked here, so that no name can stand there.
 *
 * @param operation fragments unfolded, conditions settled
 * @param isAgency whether the directory has an agency
 * @throws PortcullisError SUBJECT_NOT_ALONE where it asks anything else beside; BAD_USER_INPUT for an id, agency or hash without its form
 */
export function subjectActOf(
  operation: OperationDefinitionNode,
  { schema, variables }: { readonly schema: GraphQLSchema; readonly variables: Variables },
  isAgency: (id: string) => boolean,
): SubjectAct | null {
  const fields = fieldsAtRoot(operation).filter(({ name }) => name.value !== '__typename');
  const field = fields.find((each) => defined(each, schema));
  const definition = field && defined(field, schema);
  if (!field || !definition) return null;
  const responseName = nameOf(field);
  const other = fields.find((each) => nameOf(each) !== responseName);
  if (other) throw new PortcullisError('SUBJECT_NOT_ALONE', { nodes: [other] });
  const stated = getArgumentValues(definition, field, variables);
  const { kind } = acts[definition.name] as (typeof acts)[string];
  const isAsked = kind === 'SUBJECT_ASKED';
  const at = (name: string): string => (isAsked ? `SubjectInput.${name}` : `Query.${definition.name}(${name}:)`);
  const { request, agency } = (isAsked ? stated.asked : stated) as Variables;
  return {
    kind,
    responseName,
    ...checked('request', request, isRequestId, { at: at('request'), message: 'This is no id of a request.' }),
    ...checked('agency', agency, isAgency, { at: at('agency'), message: 'The directory has no such agency.' }),
    ...checked('letterSha256', stated.letterSha256, isSha256, {
      at: at('letterSha256'),
      message: 'This is no SHA-256: it has 64 digits, 0 to 9 and a to f.',
    }),
    ...(typeof stated.decision === 'string' ? { decision: stated.decision } : {}),
  };
}

/** A stated value under its name; nothing where none is stated. */
function checked(
  name: string,
  value: unknown,
  is: (text: string) => boolean,
  { at, message }: { readonly at: string; readonly message: string },
): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string' || !is(value)) throw badUserInput(message, { at });
  return { [name]: value };
}

/** The form that the product gives its request ids. */
function isRequestId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Its definition where the field is about a person's request. */
function defined({ name }: FieldNode, schema: GraphQLSchema): GraphQLField<unknown, unknown> | null {
  const act = Object.hasOwn(acts, name.value) ? acts[name.value] : undefined;
  const definition = act && schema.getQueryType()?.getFields()[name.value];
  const isOurs =
    definition?.args.some((argument) => argument.name === act?.argument) &&
    getNamedType(definition.type).name === act?.type;
  return definition && isOurs ? definition : null;
}

function nameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function fieldsAtRoot({ operation, selectionSet }: OperationDefinitionNode): readonly FieldNode[] {
  return operation === OperationTypeNode.QUERY ? fieldsIn(selectionSet) : [];
}

function fieldsIn({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
}
