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

/** The outcome of an evaluation. */
export interface EvaluationOutcome {
  readonly effect: Effect;
  /** As in the report of what is withheld; null where none is stated. */
  readonly reason: WithheldReason | null;
}

/** What questions are decided with. */
export interface QuestionParts {
  readonly policy: Policy;
  readonly access: AccessMap;
  readonly schema: GraphQLSchema;
}

/** The document by which the pipeline decides an evaluation, and how its answer is read. */
export interface Question {
  readonly text: string;
  readonly document: ReturnType<typeof parse>;
  /** Whether the evaluation is about the asking viewer: then its purpose and case are the request's. */
  readonly isOwn: boolean;
  /** Reads the outcome off the document's data and the request's facts. */
  outcome(data: Readonly<Record<string, unknown>>, facts: RequestFacts): EvaluationOutcome;
}

const ofPolicy = '{ __typename }';
const ofRecord = 'query ($id: ID!) { node(id: $id) { id __typename } }';
const documents = { [ofPolicy]: parse(ofPolicy), [ofRecord]: parse(ofRecord) };

/**
 * The question of one evaluation: a field is decided by the policy alone, a record by its `id` in the graph.
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
    outcome: (_data, facts) => {
      const asked = isOwn ? facts : factsOf(evaluation, viewer, { ...parts, facts });
      return fieldOutcome(parts.policy, asked, parts.access, resource.id);
    },
  };
}

// Why refused: with the statement ignored, the answer would be about somebody else.
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
    outcome: ({ node }) => {
      const isThere =
        typeof node === 'object' && node !== null && (node as { __typename?: unknown }).__typename === type;
      return isThere ? { effect: 'FULL', reason: null } : { effect: 'NONE', reason: null };
    },
  };
}

/** Nothing is asked: an administrator sees no record, and learns of none through another viewer. */
const unknownRecord: Question = {
  ...{ text: ofPolicy, document: documents[ofPolicy], isOwn: false },
  outcome: () => ({ effect: 'NONE', reason: null }),
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

/** What the gate says of a field, where a request with these facts is accepted at all. */
function fieldOutcome(policy: Policy, facts: RequestFacts, access: AccessMap, coordinate: string): EvaluationOutcome {
  const { ceiling, floor, reason } = guardOf(access, bounds(policy, facts), coordinate).bound;
  const situation = { policy, facts, guards: [], envelope: null, subject: null };
  if (floor === 'FULL' || ceiling === 'NONE' || isAskable(situation)) return { effect: ceiling, reason };
  return { effect: 'NONE', reason: facts.purpose === undefined ? 'PURPOSE' : 'CASE_REFERENCE' };
}

/** The facts of another viewer of the same agency, in the stated role. */
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
