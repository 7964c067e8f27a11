import { type Hostility, hostilities } from './world/hostile.js';
import { happens, hash } from './world/random.js';

/** One comparison, complete: anyone who has it can repeat it. */
export interface FuzzCase {
  readonly supergraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of the sources' data. */
  readonly seed: number;
  /** Rates of null, of errors inside answers, of entities that are not there; 0 to 1. */
  readonly nulls: number;
  readonly errors: number;
  readonly missing: number;
  readonly hostility: Hostility | null;
  /** How our side's sources answer. */
  readonly transport: 'objects' | 'bytes';
}

/** Share of the cases that have a hostile source. */
const HOSTILE = 0.15;

/** Everything about a case that is not its operation, by its seed. */
export function circumstances(seed: number): Omit<FuzzCase, 'supergraph' | 'query' | 'variables'> {
  return {
    seed,
    nulls: [0, 0.08, 0.25][hash(seed, 'nulls') % 3] as number,
    errors: happens(0.3, seed, 'errors') ? 0.03 : 0,
    missing: happens(0.4, seed, 'missing') ? 0.2 : 0,
    hostility: happens(HOSTILE, seed, 'hostile')
      ? (hostilities[hash(seed, 'hostility') % hostilities.length] as Hostility)
      : null,
    transport: happens(0.5, seed, 'transport') ? 'bytes' : 'objects',
  };
}
