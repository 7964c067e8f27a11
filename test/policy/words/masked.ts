import { parse } from 'graphql';
import { readAccess } from '../../../schema/access.js';
import { packageFile, readPackageFile } from '../../../schema/files.js';

/** Fields of which a mask shows a part: each was looked at when it came into this file. */
export const maskedFile: string = packageFile('test', 'cases', 'masked.txt');

/** Coordinates of all fields that state a domain, in order. */
export function maskedFields(): readonly string[] {
  const access = readAccess(parse(readPackageFile('schema', 'supergraph.graphql')));
  return access
    .coordinates()
    .filter((coordinate) => access.of(coordinate)?.domain)
    .sort();
}

/** The same as the file has them. */
export function maskedText(): string {
  return `# Fields of which MASKED shows a part (\`@access(domain:)\`): \`npm run policy:words\` writes them. Ask of each what its mask tells.\n${maskedFields().join('\n')}\n`;
}
