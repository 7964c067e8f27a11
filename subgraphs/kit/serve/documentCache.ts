import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { isPortcullisError, PortcullisError } from '../../../schema/errors.js';
import type { Asked } from '../asked/asked.js';
import type { CompiledDocument } from '../compiled/operation.js';

const DOCUMENTS_KEPT = 1000;
/** Characters of all kept documents together: what is made of a document takes over a hundred bytes a character. */
const CHARACTERS_KEPT = 1_000_000;
const MAX_TOKENS = 20_000;

/** Documents of one source, parsed and validated once. Holds texts, and nothing of their senders. */
export interface DocumentCache {
  /** Throws GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT for a literal of one of our scalars. */
  get(query: string): KnownDocument;
}

/** A valid document, what it asks for, and its compiled form where the source compiles. */
export interface KnownDocument {
  readonly document: DocumentNode;
  readonly asked: Asked;
  readonly compiled: CompiledDocument | null;
}

/**
 * A bounded cache; the least recently used document goes first.
 *
 * @param prepare makes what lives as long as the document
 */
export function createDocumentCache(
  schema: GraphQLSchema,
  prepare: (document: DocumentNode) => Omit<KnownDocument, 'document'>,
): DocumentCache {
  const kept = new LRUCache<string, KnownDocument>({
    max: DOCUMENTS_KEPT,
    maxSize: CHARACTERS_KEPT,
    sizeCalculation: (_, query) => query.length + 1,
  });
  const read = (query: string): KnownDocument => {
    const document = readDocument(schema, query);
    return { document, ...prepare(document) };
  };
  return {
    get(query) {
      const known = kept.get(query) ?? read(query);
      kept.set(query, known);
      return known;
    },
  };
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parseOrRefuse(query);
  // Why without graphql-js's messages: its suggestions name what a viewer may not know of.
  const [fault] = validate(schema, document, undefined, { maxErrors: 1 });
  if (!fault) return document;
  // One of our scalars refused a literal, in words that may leave.
  if (isPortcullisError(fault)) throw fault;
  throw new PortcullisError('GRAPHQL_VALIDATION_FAILED');
}

function parseOrRefuse(query: string): DocumentNode {
  try {
    return parse(query, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) throw new PortcullisError('GRAPHQL_PARSE_FAILED');
    throw error;
  }
}
