import { clientPathsOf } from '../compare/clientPaths.js';
import { coerceVariables } from '../generate/variables.js';
import type { Oracle } from './oracle.js';
import type { Side, SideError, SideResult } from './side.js';

/** Apollo's side, in the words of ours: what a perfect executor would give. */
export function inOurWords(side: Oracle): Side {
  return {
    run: async (fuzzCase, document) => {
      const result = await side.run(fuzzCase, document);
      const isClientPath = clientPathsOf(document, coerceVariables(side.apiSchema, document, fuzzCase.variables) ?? {});
      const told = result.errors.filter(({ source, path }) => source !== null && (!path || isClientPath(path)));

      const errors = told.map((error): SideError => ({ ...error, code: 'SOURCE_ERROR' }));
      const failed = new Set(result.calls.flatMap(({ subgraph, failed: how }) => (how ? [subgraph] : [])));
      for (const source of failed) errors.push({ message: '', code: 'SOURCE_UNAVAILABLE', path: null, source });
      return { ...result, errors, calls: result.calls.map(onceEach) };
    },
  };
}

/** A side with a fault: long lists of objects lose their last one. */
export function losingTheLast(side: Side): Side {
  return {
    run: async (fuzzCase, document) => {
      const result = await side.run(fuzzCase, document);
      return { ...result, data: lose(result.data) };
    },
  };
}

function onceEach(call: SideResult['calls'][number]): SideResult['calls'][number] {
  const representations = call.variables.representations as readonly unknown[] | undefined;
  if (!representations) return call;
  const unique = new Map(representations.map((item) => [JSON.stringify(item), item]));
  return { ...call, variables: { ...call.variables, representations: [...unique.values()] } };
}

function lose(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.length > 2 && value.every((item) => typeof item === 'object') ? value.slice(0, -1) : value;
    return kept.map(lose);
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, lose(item)]));
}
