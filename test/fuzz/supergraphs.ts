import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { type DocumentNode, parse } from 'graphql';
import { sourceDocument } from '../../schema/compose.js';
import { packageFile } from '../../schema/files.js';
import { sourceNames } from '../../schema/sources.js';

/** A supergraph and the subgraphs that it was composed of. */
export interface FuzzSupergraph {
  readonly name: string;
  readonly sdl: string;
  readonly subgraphs: readonly { readonly name: string; readonly document: DocumentNode }[];
}

const folder = packageFile('test', 'fuzz', 'supergraphs');
const ownSources = [...sourceNames].sort();
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires",' +
  ' "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject"])\n';
const composed = new Map<string, FuzzSupergraph>();

/** Names of all supergraphs: those of `supergraphs/`, and `portcullis`, our own. */
export const supergraphNames: readonly string[] = [
  ...readdirSync(folder)
    .flatMap((file) => (file.endsWith('.graphql') ? [file.slice(0, -'.graphql'.length)] : []))
    .sort(),
  'portcullis',
];

/**
 * Composes a supergraph by its name; once per process.
 *
 * @throws Error saying why it does not compose
 */
export function supergraphOf(name: string): FuzzSupergraph {
  const known = composed.get(name);
  if (known) return known;
  const made = name === 'portcullis' ? ownSupergraph() : foreign(name);
  composed.set(name, made);
  return made;
}

/** Our own, as committed: the sources' documents are what stands behind it. */
function ownSupergraph(): FuzzSupergraph {
  const sdl = readFileSync(packageFile('schema', 'supergraph.graphql'), 'utf8');
  return { name: 'portcullis', sdl, subgraphs: ownSources.map(sourceDocument) };
}

/** A file of `supergraphs/`: one part for each subgraph, after a line `# subgraph: name`. */
function foreign(name: string): FuzzSupergraph {
  const text = readFileSync(join(folder, `${name}.graphql`), 'utf8');
  const parts = text.split(/^# subgraph: (\w+)$/m).slice(1);
  const subgraphs: { name: string; document: DocumentNode }[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    subgraphs.push({ name: parts[index] as string, document: parse(link + parts[index + 1], { noLocation: true }) });
  }
  const { errors, supergraphSdl } = composeServices(
    subgraphs.map(({ name: subgraph, document }) => ({ name: subgraph, url: `fuzz:${subgraph}`, typeDefs: document })),
  );
  if (!supergraphSdl) throw new Error(`${name}: ${errors?.map(({ message }) => message).join('\n')}`);
  return { name, sdl: supergraphSdl, subgraphs };
}
