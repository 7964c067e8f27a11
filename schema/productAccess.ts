import { type ASTNode, visit } from 'graphql/language/index.js';
import { type AccessMap, readAccess } from './access.js';
import { parseSupergraph } from './federation/parseSupergraph.js';
import { readPackageFile } from './files.js';

let read: AccessMap | undefined;

/** The labels of the product's accessible schema, read on first use. */
export function productAccess(): AccessMap {
  read ??= readAccess(visit(parseSupergraph(readPackageFile('schema', 'supergraph.graphql')), accessible));
  return read;
}

const accessible = {
  enter(node: ASTNode): null | undefined {
    const directives = 'directives' in node ? (node.directives ?? []) : [];
    return directives.some(({ name }) => name.value === 'inaccessible') ? null : undefined;
  },
};
