import { readFileSync } from 'node:fs';
import { Kind, parse, print, visit } from 'graphql';

export const sourceNames = ['cargo', 'persons', 'seizures', 'incidents'];

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** SDL of a source with the labels of Portcullis. */
export const labelledSdl = (name) => `${read('access.graphql')}\n${read(`${name}.graphql`)}`;

/** SDL of a source as any Federation 2 router takes it: the same without labels. */
export function plainSdl(name) {
  const stripped = visit(parse(read(`${name}.graphql`)), {
    Directive: (node) => (node.name.value === 'access' ? null : undefined),
  });
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n\n${print(stripped)}`;
}

/** One schema of all sources, without federation: types of one name are merged, foreign keys fall away. */
export function monolithSdl() {
  const types = new Map();
  for (const name of sourceNames) {
    for (const definition of parse(plainSdl(name)).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const known = types.get(definition.name.value) ?? { ...definition, directives: [], fields: [] };
      const added = definition.fields.filter(
        (field) => !known.fields.some((own) => own.name.value === field.name.value),
      );
      types.set(definition.name.value, { ...known, fields: [...known.fields, ...added] });
    }
  }
  return [...types.values()].map(print).join('\n\n');
}

/**
 * Composes the sources for routers.
 *
 * @param {(name: string) => string} urlOf
 * @returns {Promise<string>} supergraph SDL
 */
export async function composePlain(urlOf) {
  const { composeServices } = await import('@apollo/composition');
  const services = sourceNames.map((name) => ({ name, url: urlOf(name), typeDefs: parse(plainSdl(name)) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`the benchmark's sources do not compose: ${errors?.join('; ')}`);
  return supergraphSdl;
}
