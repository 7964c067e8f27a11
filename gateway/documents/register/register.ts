import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, type OperationDefinitionNode, OperationTypeNode, parse } from 'graphql';
import { bounds } from '../../../policy/bounds.js';
import { type PrunedField, pruneOperation } from '../../../policy/operation.js';
import { settleConditions } from '../../../policy/operations/conditions.js';
import { checkInputs } from '../../../policy/operations/inputs.js';
import { unfoldFragments } from '../../../policy/operations/unfold.js';
import type { Policy } from '../../../policy/policy.js';
import type { Purpose, RequestFacts } from '../../../policy/types.js';
import { badUserInput, PortcullisError } from '../../../schema/errors.js';
import { defaultSettings } from '../../settings.js';
import type { LoadedSchema } from '../../supergraph/supergraph.js';
import { assertStructure } from '../structure.js';
import { assertValid } from '../validate.js';
import type { RegisteredDocument } from './lookup.js';

/** A document that an agency registers for its systems. */
export interface Registration {
  readonly text: string;
  readonly agency: string;
  readonly purpose: Purpose;
  /** UTC ISO 8601; absent: until revoked. */
  readonly expiresAt?: string | undefined;
  readonly registeredBy: string;
  readonly asOf: string;
}

/** A registered document, and the fields of it that the agency's systems will never get. */
export interface RegistrationResult {
  readonly documentId: string;
  readonly document: RegisteredDocument;
  readonly withheld: readonly PrunedField[];
}

/**
 * Checks a document against the view of the agency that will run it, without storing it: it must be valid, one query, within
 * the limits, and must not filter by what the agency may not have. Fields that are always withheld are only reported.
 *
 * @throws PortcullisError GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_TOO_LARGE, FILTER_NOT_PERMITTED,
 *   PURPOSE_NOT_ALLOWED, BAD_USER_INPUT
 */
export function checkRegistration(
  registration: Registration,
  policy: Policy,
  schema: LoadedSchema,
): RegistrationResult {
  const facts = systemFactsOf(registration, policy);
  const document = parseRegistered(registration.text);
  assertValid(schema.apiSchema, document);
  const operation = queryOf(document);
  const { apiSchema, access, foreign } = schema;
  const settled = settleConditions(unfoldFragments(document, operation), {});
  const input = { schema: apiSchema, access, bounds: bounds(policy, facts), operation: settled, foreign };
  checkInputs(input);
  const documentId = `sha256:${createHash('sha256').update(registration.text, 'utf8').digest('hex')}`;
  return {
    documentId,
    withheld: pruneOperation(input).withheld,
    document: {
      documentId,
      agency: registration.agency,
      purpose: registration.purpose,
      text: registration.text,
      operationName: operation.name?.value ?? null,
      registeredAt: registration.asOf,
      registeredBy: registration.registeredBy,
      expiresAt: registration.expiresAt ?? null,
      revokedAt: null,
    },
  };
}

/**
 * The facts of the agency's systems: SYSTEM_CLIENT of its clearance, for that purpose, with a case.
 *
 * @throws PortcullisError BAD_USER_INPUT, PURPOSE_NOT_ALLOWED
 */
export function systemFactsOf(
  { agency: id, purpose, expiresAt, asOf }: Pick<Registration, 'agency' | 'purpose' | 'expiresAt' | 'asOf'>,
  policy: Policy,
): RequestFacts {
  const agency = policy.agencies[id];
  if (!agency) throw badUserInput(`There is no agency ${id}.`);
  const allowed = agency.purposes.filter((each) => policy.roles.SYSTEM_CLIENT.purposes.includes(each));
  if (!agency.roles.includes('SYSTEM_CLIENT') || !allowed.includes(purpose)) {
    throw new PortcullisError('PURPOSE_NOT_ALLOWED', { facts: { allowed } });
  }
  if (expiresAt !== undefined && !(Date.parse(expiresAt) > Date.parse(asOf))) {
    throw badUserInput('The expiry is not an instant in the future.');
  }
  const { kind, country, clearance, caseReference } = agency;
  const viewer = { subject: 'registration', agency: id, kind, country, clearance, role: 'SYSTEM_CLIENT' as const };
  return { viewer, purpose, caseReference: caseReference.example, asOf };
}

/** @throws PortcullisError GRAPHQL_PARSE_FAILED, OPERATION_TOO_LARGE */
export function parseRegistered(text: string): DocumentNode {
  const document = parseText(text);
  assertStructure(document, defaultSettings);
  return document;
}

function parseText(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: defaultSettings.maxTokens });
  } catch (error) {
    throw new PortcullisError('GRAPHQL_PARSE_FAILED', { message: (error as Error).message });
  }
}

/** The one query of a document. @throws PortcullisError GRAPHQL_VALIDATION_FAILED */
export function queryOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation && operations.length === 1 && operation.operation === OperationTypeNode.QUERY) return operation;
  throw new PortcullisError('GRAPHQL_VALIDATION_FAILED', { message: 'Register a document with one query.' });
}
