import { type DocumentNode, visit } from 'graphql';
import type { Atlas } from '../world/atlas.js';

/** Whether a document gives some field an alias that is the name of a key. */
export function shadowsKeys(document: DocumentNode, atlas: Atlas): boolean {
  const keys = new Set([...atlas.keys.keys()].map((at) => at.slice(at.indexOf('.') + 1)));
  let found = false;
  visit(document, {
    Field: ({ alias, name }) => {
      if (alias && alias.value !== name.value && keys.has(alias.value)) found = true;
    },
  });
  return found;
}
