import { type GraphQLSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { parsePolicy } from '../../../policy/loading/load.js';
import type { PolicyFiles } from '../../../policy/loading/mistake.js';
import type { Policy } from '../../../policy/policy.js';
import { federatedCoordinates } from '../../../schema/federation/coordinates.js';
import { derivations } from '../../../schema/federation/derivations.js';
import { registryFiles } from '../../policy/foreign/registry.js';
import { happens, hash } from '../world/random.js';

/** A policy over a supergraph, and what the viewer of the fuzz may see by it, found out without it. */
export interface Labelled {
  readonly policy: Policy;
  readonly files: PolicyFiles;
  isShown(type: string, field: string): boolean;
}

/** A supergraph that is to be labelled. */
export interface Unlabelled {
  readonly sdl: string;
  readonly sources: readonly string[];
  /** Whether what is made of a withheld value is withheld too, without which no gateway starts. */
  readonly isClosed?: boolean;
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
  { sdl, sources, isClosed }: Unlabelled,
  apiSchema: GraphQLSchema,
  seed: number,
  share: number,
): Labelled {
  const labels = new Map<string, string | null>();
  const supergraph = parse(sdl, { noLocation: true });
  for (const coordinate of federatedCoordinates(supergraph).keys()) {
    const isShown = !isOutput(apiSchema, coordinate) || happens(share, seed, 'label', coordinate);
    const choices = isShown ? (isOutput(apiSchema, coordinate) ? full : (['public'] as const)) : nothing;
    labels.set(coordinate, choices[hash(seed, 'category', coordinate) % choices.length] ?? null);
  }
  if (isClosed) close();
  const lines = [...labels].flatMap(([name, category]) => (category === null ? [] : [`  "${name}": ${category}`]));
  const envelopes = sources.map((name) => `  ${name}: { originator: DE-POLICE, classification: PUBLIC }`);
  const files = registryFiles(`sources:\n${envelopes.join('\n')}\nlabels:\n${lines.join('\n')}\n`);
  return { policy: parsePolicy(files), files, isShown };

  function isShown(type: string, field: string): boolean {
    const named = apiSchema.getType(type);
    const above = isObjectType(named) || isInterfaceType(named) ? named.getInterfaces() : [];
    const stricter = above.flatMap(({ name }) => labels.get(`${name}.${field}`) ?? []);
    return isFull(labels.get(`${type}.${field}`)) && stricter.every(isFull);
  }

  /** Withholds from everybody what is made of what is withheld, and labels no looser than its parts what is made of others. */
  function close(): void {
    const made = derivations(supergraph);
    const isOpen = (coordinate: string) => isShown(...(coordinate.split('.') as [string, string]));
    for (const { coordinate } of made) labels.set(coordinate, isOpen(coordinate) ? full[1] : null);
    for (let looser = made; looser.length > 0; ) {
      looser = made.filter(({ coordinate, from }) => isOpen(coordinate) && !isOpen(from));
      for (const { coordinate } of looser) labels.set(coordinate, null);
    }
  }
}

function isFull(label: string | null | undefined): boolean {
  return full.some((category) => category === label);
}

function isOutput(schema: GraphQLSchema, coordinate: string): boolean {
  const [type = '', member = ''] = coordinate.split('.');
  const named = schema.getType(type);
  return (isObjectType(named) || isInterfaceType(named)) && !member.includes('(');
}
