import { type DocumentNode, print } from 'graphql';
import type { Question } from '../asking/question.js';

/** What a library has of an operation. */
interface Operation {
  readonly document: DocumentNode & {
    readonly documentId?: string;
    readonly __meta__?: Readonly<Record<string, unknown>>;
  };
  readonly operationName?: string | undefined;
  readonly variables?: unknown;
}

/**
 * The question that an operation asks. A document into which a compiler has put its hash (graphql-codegen's client preset with
 * `persistedDocuments`, `hashAlgorithm: 'sha256'`) is asked for by its id: the agency has to have registered it.
 */
export function questionOf({ document, operationName, variables }: Operation): Question {
  const hash = document.documentId ?? document.__meta__?.hash;
  const rest = { variables: variables as Question['variables'], operationName };
  if (typeof hash !== 'string') return { query: textOf(document), ...rest };
  return { documentId: /^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : hash, ...rest };
}

const texts = new WeakMap<object, string>();

function textOf(document: DocumentNode): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = print(document);
  texts.set(document, text);
  return text;
}
