import { type GraphQLSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { federatedCoordinates } from '../../../schema/federation/coordinates.js';
import { registryPolicy } from '../../policy/foreign/registry.js';
import type { FuzzSupergraph } from '../supergraphs.js';
import { happens, hash } from '../world/random.js';

/** A policy over a supergraph, and what the viewer of the fuzz may see by it, found out without it. */
export interface Labelled {
  readonly policy: ReturnType<typeof registryPolicy>;
  isShown(type: string, field: string): boolean;
}

/** Of which the viewer of the fuzz gets everything, and nothing. */
const [full, nothing] = [
  ['public', 'vessels.registration'],
  ['persons.contact', 'persons.reason', null],
] as const;

/**
 * Random labels: each field has one of which the viewer gets everything, or nothing, or none. Inputs are public: else most
 * operations were refused.
 *
 * @param share of the fields that may be shown
 */
export function randomLabels(
  supergraph: FuzzSupergraph,
  apiSchema: GraphQLSchema,
  seed: number,
  share: number,
): Labelled {
  const labels = new Map<string, string | null>();
  for (const coordinate of federatedCoordinates(parse(supergraph.sdl, { noLocation: true })).keys()) {
    const isShown = !isOutput(apiSchema, coordinate) || happens(share, seed, 'label', coordinate);
    const choices = isShown ? (isOutput(apiSchema, coordinate) ? full : (['public'] as const)) : nothing;
    labels.set(coordinate, choices[hash(seed, 'category', coordinate) % choices.length] ?? null);
  }
  const lines = [...labels].flatMap(([name, category]) => (category === null ? [] : [`  "${name}": ${category}`]));
  const sources = supergraph.subgraphs.map(
    ({ name }) => `  ${name}: { originator: DE-POLICE, classification: PUBLIC }`,
  );
  const policy = registryPolicy(`sources:\n${sources.join('\n')}\nlabels:\n${lines.join('\n')}\n`);
  const isFull = (label: string | null | undefined): boolean => full.some((category) => category === label);
  return {
    policy,
    isShown: (type, field) => {
      const named = apiSchema.getType(type);
      const above = isObjectType(named) || isInterfaceType(named) ? named.getInterfaces() : [];
      const stricter = above.flatMap(({ name }) => labels.get(`${name}.${field}`) ?? []);
      return isFull(labels.get(`${type}.${field}`)) && stricter.every(isFull);
    },
  };
}

function isOutput(schema: GraphQLSchema, coordinate: string): boolean {
  const [type = '', member = ''] = coordinate.split('.');
  const named = schema.getType(type);
  return (isObjectType(named) || isInterfaceType(named)) && !member.includes('(');
}
