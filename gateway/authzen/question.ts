import { type GraphQLSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { bounds } from '../../policy/bounds.js';
import { isAskable } from '../../policy/explaining/changes.js';
import { guardOf } from '../../policy/operations/coordinates.js';
import type { Policy } from '../../policy/policy.js';
import {
  classifications,
  type Effect,
  purposes,
  type RequestFacts,
  roles,
  type Viewer,
  type WithheldReason,
} from '../../policy/types.js';
import type { AccessMap } from '../../schema/access.js';
import { badUserInput, PortcullisError } from '../../schema/errors.js';
import type { Evaluation } from './evaluation.js';

/** What an evaluation comes to. */
export interface Told {
  readonly effect: Effect;
  /** Coarse, as in the report of what is withheld; null where nothing is to be told. */
  readonly reason: WithheldReason | null;
}

/** With what questions are judged. */
export interface QuestionParts {
  readonly policy: Policy;
  readonly access: AccessMap;
  readonly schema: GraphQLSchema;
}

/** The document by which the pipeline asks for an evaluation, with what it says of it. */
export interface Question {
  readonly text: string;
  readonly document: ReturnType<typeof parse>;
  /** Whether the purpose and the case of the evaluation are the request's own: of somebody else's they are not. */
  readonly isOwn: boolean;
  /** The answer, from the data that the document brought and from who asked for what. */
  tell(data: Readonly<Record<string, unknown>>, facts: RequestFacts): Told;
}

const ofPolicy = '{ __typename }';
const ofRecord = 'query ($id: ID!) { node(id: $id) { id __typename } }';
const documents = { [ofPolicy]: parse(ofPolicy), [ofRecord]: parse(ofRecord) };

/**
 * What is to be asked for one evaluation: of a field the policy alone, of a record its `id` in the graph.
 *
 * @throws PortcullisError BAD_USER_INPUT, FORBIDDEN
 */
export function questionOf(evaluation: Evaluation, viewer: Viewer, parts: QuestionParts): Question {
  const { subject, action, resource } = evaluation;
  if (action.name !== 'read') throw badUserInput('There is one action: read.', { at: 'action.name' });
  const isOwn = subject.id === viewer.subject;
  if (subject.type !== 'viewer') throw badUserInput('A subject is a viewer.', { at: 'subject.type' });
  if (!isOwn && viewer.role !== 'ADMIN')
    throw new PortcullisError('FORBIDDEN', {
      message: 'Of others, role ADMIN asks, of the own agency.',
      at: 'subject.id',
    });
  assertStated(evaluation, viewer, isOwn);
  if (resource.type !== 'field') return isOwn ? recordQuestion(evaluation, parts) : unknownRecord;
  assertField(resource.id, parts);
  return {
    ...{ text: ofPolicy, document: documents[ofPolicy], isOwn },
    tell: (_data, facts) => {
      const asked = isOwn ? facts : factsOf(evaluation, viewer, { ...parts, facts });
      return toldOf(parts.policy, asked, parts.access, resource.id);
    },
  };
}

// Why refused: left aside, what is stated of the subject would be answered of somebody else.
function assertStated({ subject: { properties = {} } }: Evaluation, viewer: Viewer, isOwn: boolean): void {
  for (const name of isOwn ? (['agency', 'role', 'clearance'] as const) : (['agency'] as const))
    if (properties[name] !== undefined && properties[name] !== viewer[name])
      throw new PortcullisError('FORBIDDEN', {
        message: isOwn ? 'The token states otherwise.' : 'Of others, role ADMIN asks, of the own agency.',
        at: `subject.properties.${name}`,
      });
}

function recordQuestion({ resource: { type } }: Evaluation, { schema }: QuestionParts): Question {
  if (!isRecordOf(schema, type))
    throw badUserInput(`${type.slice(0, 100)} is no type of record.`, { at: 'resource.type' });
  return {
    ...{ text: ofRecord, document: documents[ofRecord], isOwn: true },
    tell: ({ node }) => {
      const isThere =
        typeof node === 'object' && node !== null && (node as { __typename?: unknown }).__typename === type;
      return isThere ? { effect: 'FULL', reason: null } : { effect: 'NONE', reason: null };
    },
  };
}

/** Why nothing is asked: who administers sees no record, and is told of none through somebody else. */
const unknownRecord: Question = {
  ...{ text: ofPolicy, document: documents[ofPolicy], isOwn: false },
  tell: () => ({ effect: 'NONE', reason: null }),
};

function isRecordOf(schema: GraphQLSchema, type: string): boolean {
  const node = schema.getType('Node');
  return isInterfaceType(node) && schema.getImplementations(node).objects.some(({ name }) => name === type);
}

function assertField(coordinate: string, { access, schema }: QuestionParts): void {
  const [typeName = '', field = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const isField = (isObjectType(type) || isInterfaceType(type)) && Object.hasOwn(type.getFields(), field);
  if (isField && access.of(coordinate)) return;
  throw badUserInput(`${coordinate.slice(0, 100)} is no field of the schema.`, { at: 'resource.id' });
}

/** What the gate says of a field, and that the request is taken at all. */
function toldOf(policy: Policy, facts: RequestFacts, access: AccessMap, coordinate: string): Told {
  const { ceiling, floor, reason } = guardOf(access, bounds(policy, facts), coordinate).bound;
  const situation = { policy, facts, guards: [], envelope: null, subject: null };
  if (floor === 'FULL' || ceiling === 'NONE' || isAskable(situation)) return { effect: ceiling, reason };
  return { effect: 'NONE', reason: facts.purpose === undefined ? 'PURPOSE' : 'CASE_REFERENCE' };
}

/** Somebody of the own agency, in the role that is stated. */
function factsOf(
  { subject, context }: Evaluation,
  viewer: Viewer,
  { policy, facts }: Pick<QuestionParts, 'policy'> & { readonly facts: RequestFacts },
): RequestFacts {
  const { role: stated, clearance: level } = subject.properties ?? {};
  const role = roles.find((each) => each === stated);
  if (!role) throw badUserInput('Of somebody else, state a role.', { at: 'subject.properties.role' });
  const most = policy.agencies[viewer.agency]?.clearance ?? 'PUBLIC';
  const clearance = level === undefined ? most : classifications.find((each) => each === level);
  if (!clearance) throw badUserInput('There is no such level.', { at: 'subject.properties.clearance' });
  const purpose = purposes.find((each) => each === context.purpose);
  const caseReference = context.case;
  return {
    viewer: { ...viewer, subject: subject.id, role, clearance },
    ...(purpose === undefined ? {} : { purpose }),
    ...(caseReference === undefined ? {} : { caseReference }),
    asOf: facts.asOf,
  };
}
