import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type ValidationRule,
} from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { createPartedCache } from './partedCache.js';
import { type PreparedOperation, type PreparedParts, prepareOperation } from './prepared.js';
import { assertStructure, type StructuralLimits } from './structure.js';
import { assertValid } from './validate.js';

/** A document that passed the structural limits and validation, for every request that brings it. */
export interface KnownDocument {
  readonly text: string;
  /** SHA-256 of the text as received, hex. */
  readonly hash: string;
  readonly document: DocumentNode;
  /**
   * One of its operations; its only one where no name is given.
   *
   * @throws PortcullisError OPERATION_RESOLUTION_FAILURE, OPERATION_NOT_SUPPORTED
   */
  operation(name: string | undefined): PreparedOperation;
}

/** A cache of documents. It keeps nothing of who sent them: validity is the same for everyone. */
export interface KnownDocuments {
  /**
   * The document with exactly this text, where it is kept.
   *
   * @param isRegistered whether an agency registered it: free texts never evict it
   */
  find(text: string, isRegistered: boolean): KnownDocument | undefined;
  /**
   * Checks a parsed document, and keeps it.
   *
   * @throws PortcullisError OPERATION_TOO_LARGE, OPERATION_NOT_SUPPORTED, GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT
   */
  check(text: string, parsed: DocumentNode, isRegistered: boolean): KnownDocument;
}

/**
 * Limits for registered documents and for others each: documents, characters of all, characters of one (a literal may be as
 * long as the body). Why few characters: a parsed document takes some hundred times its text.
 */
const MAX_KEPT = 1_000;
const MAX_KEPT_TEXT = 2_000_000;
const MAX_TEXT = 20_000;

/** A cache of documents that are valid against one schema. */
export function createKnownDocuments(
  schema: GraphQLSchema,
  limits: StructuralLimits,
  parts: PreparedParts,
  options: { readonly rules?: readonly ValidationRule[] } = {},
): KnownDocuments {
  const kept = createPartedCache<KnownDocument>({ max: MAX_KEPT, maxText: MAX_KEPT_TEXT, maxEntryText: MAX_TEXT });
  return {
    find: (text, isRegistered) => kept.find(text, isRegistered),
    check: (text, parsed, isRegistered) => {
      const known = kept.find(text, isRegistered);
      if (known) return known;
      assertStructure(parsed, limits);
      assertSupported(
        schema,
        parsed.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION),
      );
      assertValid(schema, parsed, options.rules);
      const fresh = toKnown(text, parsed, parts);
      kept.keep(text, fresh, { isRegistered, size: text.length + 1 });
      return fresh;
    },
  };
}

/**
 * Why before validation: it checks an operation without a root type only in part.
 *
 * @throws PortcullisError OPERATION_NOT_SUPPORTED where none of the operations could be run
 */
function assertSupported(schema: GraphQLSchema, operations: readonly OperationDefinitionNode[]): void {
  const [first] = operations;
  const isSupported = ({ operation }: OperationDefinitionNode): boolean =>
    operation !== OperationTypeNode.SUBSCRIPTION && schema.getRootType(operation) != null;
  if (!first || operations.some(isSupported)) return;
  throw new PortcullisError('OPERATION_NOT_SUPPORTED', {
    message: `This is a ${first.operation}; the graph accepts queries only.`,
    nodes: [first],
  });
}

function toKnown(text: string, document: DocumentNode, parts: PreparedParts): KnownDocument {
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  const prepared = new Map<string | undefined, PreparedOperation>();
  return {
    text,
    hash,
    document,
    operation: (name) => {
      const known = prepared.get(name);
      if (known) return known;
      const operation = getOperationAST(document, name ?? null);
      if (!operation) throw new PortcullisError('OPERATION_RESOLUTION_FAILURE');
      assertSupported(parts.schema, [operation]);
      // Bounded: only names of the document's operations come here.
      const fresh = prepareOperation({ hash, document, operation }, parts);
      prepared.set(name, fresh);
      return fresh;
    },
  };
}
