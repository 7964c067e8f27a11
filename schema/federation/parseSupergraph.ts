import { type DocumentNode, parse } from 'graphql/language/index.js';

/**
 * A supergraph's SDL, parsed without locations. The document is shared: do not change it.
 *
 * The last one is cached, because at a start six parts read the same text, which takes 20 ms of CPU time; weakly, because after
 * that nobody needs it.
 *
 * @throws GraphQLError where it does not parse
 */
export function parseSupergraph(sdl: string): DocumentNode {
  const known = last?.sdl === sdl ? last.document.deref() : undefined;
  if (known) return known;
  const document = parse(sdl, { noLocation: true });
  last = { sdl, document: new WeakRef(document) };
  return document;
}

let last: { readonly sdl: string; readonly document: WeakRef<DocumentNode> } | undefined;
