import { parse } from 'graphql';
import type { FuzzCase } from '../case.js';
import { type FuzzSupergraph, supergraphOf } from '../supergraphs.js';
import { drawAtlas } from './atlas.js';
import { type RawAnswer, spoil } from './hostile.js';
import { buildFuzzSubgraph, type FuzzSubgraph, type SubgraphRequest } from './subgraph.js';

/** One call of a source, as it arrived. */
export interface SourceCall extends SubgraphRequest {
  readonly subgraph: string;
  /** Set where the call gave nothing to go on with. */
  failed?: 'refused' | 'entities' | 'no data';
}

/** The sources of one case, as one side sees them: equal questions get equal answers, and every call is noted. */
export interface Sources {
  readonly calls: readonly SourceCall[];
  /** @throws Error where the source is hostile and refuses */
  ask(subgraph: string, request: SubgraphRequest): Promise<RawAnswer>;
}

const built = new Map<string, ReadonlyMap<string, FuzzSubgraph>>();

/** Opens the sources for one run of one side. */
export function openSources(fuzzCase: FuzzCase): Sources {
  const subgraphs = subgraphsOf(supergraphOf(fuzzCase.supergraph));
  const calls: SourceCall[] = [];
  return {
    calls,
    ask: async (name, request) => {
      const subgraph = subgraphs.get(name);
      if (!subgraph) throw new Error(`no subgraph ${name}`);
      const call: SourceCall = { subgraph: name, ...request };
      calls.push(call);
      const honest: RawAnswer = await subgraph.execute(request, fuzzCase);
      try {
        const answer = fuzzCase.hostility
          ? spoil(honest, {
              kind: fuzzCase.hostility,
              seed: fuzzCase.seed,
              subgraph,
              document: parse(request.query, { noLocation: true }),
              variables: request.variables,
            })
          : honest;
        judge(call, answer);
        return answer;
      } catch (error) {
        call.failed = 'refused';
        throw error;
      }
    },
  };
}

/** Notes what no executor can use, whatever it makes of it. */
function judge(call: SourceCall, answer: RawAnswer): void {
  const data = answer.data as { readonly _entities?: unknown } | null | undefined;
  const representations = call.variables.representations;
  if (data === null || data === undefined || typeof data !== 'object' || Array.isArray(data)) {
    if (!answer.errors) call.failed = 'no data';
  } else if (Array.isArray(representations)) {
    const { _entities: entities } = data;
    if (!Array.isArray(entities) || entities.length !== representations.length) call.failed = 'entities';
  }
}

function subgraphsOf(supergraph: FuzzSupergraph): ReadonlyMap<string, FuzzSubgraph> {
  const known = built.get(supergraph.name);
  if (known) return known;
  const atlas = drawAtlas(supergraph.subgraphs);
  const made = new Map(
    supergraph.subgraphs.map(({ name, document }) => [name, buildFuzzSubgraph(name, document, atlas)]),
  );
  built.set(supergraph.name, made);
  return made;
}
