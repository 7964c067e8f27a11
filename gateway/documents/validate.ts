import { type DocumentNode, type GraphQLSchema, specifiedRules, type ValidationRule, validate } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';

/** Errors reported at most; each costs a message. */
const MAX_ERRORS = 5;

/**
 * Validates a document, without suggestions.
 *
 * @param rules of the schema's own, beside those of the specification
 * @throws PortcullisError GRAPHQL_VALIDATION_FAILED with the first error's message and place
 */
export function assertValid(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[] = [],
): void {
  const [first] = validate(schema, document, [...specifiedRules, ...rules], {
    maxErrors: MAX_ERRORS,
    hideSuggestions: true,
  });
  if (!first) return;
  throw new PortcullisError('GRAPHQL_VALIDATION_FAILED', {
    message: first.message,
    nodes: first.nodes ?? [],
  });
}
