import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';

const DOCUMENTS_KEPT = 1000;
const MAX_TOKENS = 20_000;

/** Documents of one source, parsed and validated once. Holds texts and nothing of who sent them. */
export interface DocumentCache {
  /** Throws GRAPHQL_PARSE_FAILED or GRAPHQL_VALIDATION_FAILED. */
  get(query: string): DocumentNode;
}

/** A bounded cache; the document that was not asked for longest goes first. */
export function createDocumentCache(schema: GraphQLSchema): DocumentCache {
  const kept = new Map<string, DocumentNode>();
  return {
    get(query) {
      const document = kept.get(query) ?? read(schema, query);
      kept.delete(query);
      kept.set(query, document);
      const [oldest] = kept.keys();
      if (kept.size > DOCUMENTS_KEPT && oldest !== undefined) kept.delete(oldest);
      return document;
    },
  };
}

function read(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parseOrRefuse(query);
  // Why no messages of graphql-js: its suggestions name what a viewer may not know of.
  if (validate(schema, document, undefined, { maxErrors: 1 }).length === 0) return document;
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
