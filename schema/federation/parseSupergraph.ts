import { type DocumentNode, parse } from 'graphql/language/index.js';

/**
 * A supergraph's SDL, parsed without locations. Nobody changes what this gives: it is everybody's.
 *
 * Why the last one is kept: at a start six parts read the same text, which takes 20 ms of processor time. Why weakly: once
 * they have read it, nobody needs it.
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
