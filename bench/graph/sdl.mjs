import { readFileSync } from 'node:fs';
import { Kind, parse, print, visit } from 'graphql';
import { product } from '../product.mjs';

export const sourceNames = ['cargo', 'persons', 'seizures', 'incidents'];

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** SDL of a source with the labels of Portcullis. */
export const labelledSdl = (name) => `${read('access.graphql')}\n${read(`${name}.graphql`)}`;

/** SDL of a source as any Federation 2 router takes it: the same without labels. */
export const plainSdl = (name) => strippedSdl(read(`${name}.graphql`), '"@key"');

/** SDL without labels, with its Federation directives imported. @param {string} imports e.g. `"@key", "@external"` */
export function strippedSdl(sdl, imports) {
  const stripped = visit(parse(sdl), {
    Directive: (node) => (node.name.value === 'access' ? null : undefined),
  });
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: [${imports}])\n\n${print(stripped)}`;
}

/** One schema of all sources, without federation: types of one name are merged, directives fall away. */
export function monolithSdl(graph = { sourceNames, plainSdl }) {
  const types = new Map();
  for (const name of graph.sourceNames) {
    for (const definition of parse(graph.plainSdl(name)).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const known = types.get(definition.name.value) ?? { ...definition, directives: [], fields: [] };
      const added = definition.fields
        .filter((field) => !known.fields.some((own) => own.name.value === field.name.value))
        .map((field) => ({ ...field, directives: [] }));
      types.set(definition.name.value, { ...known, fields: [...known.fields, ...added] });
    }
  }
  return [...types.values()].map(print).join('\n\n');
}

/**
 * Composes the sources for routers.
 *
 * @param {import('./sources.mjs').Graph} graph
 * @param {(name: string) => string} urlOf
 * @returns {Promise<string>} supergraph SDL
 */
export async function composePlain({ sourceNames, plainSdl }, urlOf) {
  const { composeServices } = await import('@apollo/composition');
  const services = sourceNames.map((name) => ({ name, url: urlOf(name), typeDefs: parse(plainSdl(name)) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`the benchmark's sources do not compose: ${errors?.join('; ')}`);
  return supergraphSdl;
}

/** Composes the sources with their labels, as the product does. @param {import('./sources.mjs').Graph} graph */
export async function composeLabelled({ sourceNames, labelledSdl }) {
  const { composeSupergraph } = await product('schema/compose.js');
  const { supergraphSdl, errors } = composeSupergraph(
    sourceNames.map((name) => ({ name, document: parse(labelledSdl(name)) })),
  );
  if (!supergraphSdl) throw new Error(`the labelled sources do not compose: ${errors.join('; ')}`);
  return supergraphSdl;
}
