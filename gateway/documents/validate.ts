import { type DocumentNode, type GraphQLSchema, specifiedRules, validate } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { assertStructure, type StructuralLimits } from '../limits/structure.js';

/** Documents that passed the structural limits and validation, kept by the hash of their text. */
export interface ValidDocuments {
  /**
   * @param hash SHA-256 of the text, hex
   * @returns the document that was checked first under this hash
   * @throws PortcullisError OPERATION_TOO_LARGE, GRAPHQL_VALIDATION_FAILED
   */
  check(hash: string, document: DocumentNode): DocumentNode;
}

/** Errors reported at most; each costs a message. */
const MAX_ERRORS = 5;
/** Kept at most, and how long a text may be to be kept, characters: a literal may be as long as the body. */
const MAX_KEPT = 1_000;
const MAX_KEPT_TEXT = 20_000;

/** Checks documents against the full schema: coordinates are public, values and existence are not. */
export function createValidDocuments(schema: GraphQLSchema, limits: StructuralLimits): ValidDocuments {
  const kept = new Map<string, DocumentNode>();
  return {
    check: (hash, document) => {
      const known = kept.get(hash);
      if (known) {
        kept.delete(hash);
        kept.set(hash, known);
        return known;
      }
      assertStructure(document, limits);
      assertValid(schema, document);
      if ((document.loc?.end ?? 0) <= MAX_KEPT_TEXT) kept.set(hash, document);
      if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value as string);
      return document;
    },
  };
}

/**
 * Validates a document, without suggestions.
 *
 * @throws PortcullisError GRAPHQL_VALIDATION_FAILED with the first error's message and place
 */
export function assertValid(schema: GraphQLSchema, document: DocumentNode): void {
  const [first] = validate(schema, document, specifiedRules, { maxErrors: MAX_ERRORS, hideSuggestions: true });
  if (!first) return;
  throw new PortcullisError('GRAPHQL_VALIDATION_FAILED', {
    message: first.message,
    nodes: first.nodes ?? [],
  });
}
