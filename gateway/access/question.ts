import type { GraphQLSchema } from 'graphql';
import { parse } from 'graphql';
import { isAskable } from '../../policy/explaining/changes.js';
import { atMost } from '../../policy/explaining/explain.js';
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
import { type AccessMap, guardsOf } from '../../schema/access.js';
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
  if (resource.type !== 'field') return isOwn ? recordQuestion(evaluation, parts) : unknownRecord;
  const guards = guardsAt(resource.id, parts);
  return {
    ...{ text: ofPolicy, document: documents[ofPolicy], isOwn },
    tell: (_data, facts) =>
      toldOf(parts.policy, isOwn ? facts : factsOf(evaluation, viewer, { ...parts, facts }), guards),
  };
}

function recordQuestion({ resource: { type } }: Evaluation, { schema }: QuestionParts): Question {
  const isRecord = schema.getImplementations(nodeOf(schema)).objects.some(({ name }) => name === type);
  if (!isRecord) throw badUserInput(`${type.slice(0, 100)} is no type of record.`, { at: 'resource.type' });
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

function nodeOf(schema: GraphQLSchema) {
  const node = schema.getType('Node');
  if (node?.astNode?.kind !== 'InterfaceTypeDefinition') throw new PortcullisError('INTERNAL');
  return node as Parameters<GraphQLSchema['getImplementations']>[0];
}

function guardsAt(coordinate: string, { access, schema }: QuestionParts): readonly string[] {
  const [typeName = '', field = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const isField = type && 'getFields' in type && 'getInterfaces' in type && Object.hasOwn(type.getFields(), field);
  const label = isField ? access.of(coordinate) : undefined;
  if (label) return guardsOf(label);
  throw badUserInput(`${coordinate.slice(0, 100)} is no field of the schema.`, { at: 'resource.id' });
}

function toldOf(policy: Policy, facts: RequestFacts, guards: readonly string[]): Told {
  const situation = { policy, facts, guards, envelope: null, subject: null };
  const { effect, reason } = atMost(situation);
  const isPublic = guards.every((category) => policy.categories[category]?.public);
  if (isPublic || effect === 'NONE' || isAskable(situation)) return { effect, reason };
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
