import { type DocumentNode, type GraphQLSchema, specifiedRules, type ValidationRule, validate } from 'graphql';
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { isPlainlyValid } from './plainlyValid.js';
import { scalarsAreWellFormed } from './scalarPlaces.js';

/** Errors reported at most; each costs a message. */
const MAX_ERRORS = 5;

/**
 * Validates a document, without suggestions.
 *
 * @param rules of the schema's own, beside those of the specification
 * @throws PortcullisError with the first error's message and place: GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT for a value of
 *   a scalar that is ours
 */
export function assertValid(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[] = [],
): void {
  if (rules.length === 0 && isPlainlyValid(schema, document)) return;
  const [first] = validate(schema, document, [scalarsAreWellFormed, ...specifiedRules, ...rules], {
    maxErrors: MAX_ERRORS,
    hideSuggestions: true,
  });
  if (!first) return;
  if (isPortcullisError(first)) throw first;
  throw new PortcullisError('GRAPHQL_VALIDATION_FAILED', {
    message: first.message,
    nodes: first.nodes ?? [],
  });
}
