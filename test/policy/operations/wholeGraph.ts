import { buildASTSchema, parse } from 'graphql';
import { readAccess } from '../../../schema/access.js';
import { readPackageFile } from '../../../schema/files.js';

const document = parse(readPackageFile('schema', 'supergraph.graphql'), { noLocation: true });

/** The real graph, what no viewer can ask for included. */
export const schema = buildASTSchema(document, { assumeValidSDL: true });
/** Its labels. */
export const access = readAccess(document);
