import { GraphQLError, parse } from 'graphql';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import { codeOf } from '../http/clientErrors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Door } from '../server/handler.js';
import { admit, run } from '../pipeline/index.js';
import { settle } from '../pipeline/settle.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { askSource } from './answer.js';

/** The door of a source that stands alone: the gateway's own `receive` and `admit`, and the one source in the place of `answer`. */
export function aloneDoor(subgraph: Subgraph, runtime: GateRuntime): Door {
  return async (exchange) => {
    exchange.door = 'alone';
    const errors: unknown[] = [];
    try {
      await run([parseUnknown, ...admit, askSource(subgraph)], exchange, runtime);
    } catch (error) {
      errors.push(error);
    }
    return await settle(exchange, runtime, errors);
  };
}

/** What is not known yet is parsed, under the limit of tokens. */
function parseUnknown(exchange: Exchange, { settings }: GateRuntime): void {
  if (exchange.known) return;
  try {
    exchange.parsed = parse(provided(exchange.text, 'text'), { maxTokens: settings.maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || codeOf(error) === 'OPERATION_TOO_LARGE') throw error;
    const { message, source, positions } = error;
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}
