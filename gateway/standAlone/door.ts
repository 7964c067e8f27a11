import { GraphQLError, parse } from 'graphql';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import { codeOf } from '../clientErrors.js';
import { type Exchange, provided } from '../exchange.js';
import type { Door } from '../handler.js';
import type { Gatehouse } from '../house.js';
import { checkDocument } from '../pipeline/document.js';
import { run, type Stage } from '../pipeline/index.js';
import { limits } from '../pipeline/limits.js';
import { purpose } from '../pipeline/purpose.js';
import { settle } from '../pipeline/settle.js';
import { askSource } from './answer.js';

/** As `admit` at the gateway's doors; nothing is pruned, since the source's own walls see each field. */
const admit: readonly Stage<Gatehouse>[] = [parseUnknown, checkDocument, purpose, limits, permitInputs];

/** The door of a source that stands alone: the gateway's stages, with the one source in the place of a plan. */
export function aloneDoor(subgraph: Subgraph, house: Gatehouse): Door {
  return async (exchange) => {
    exchange.door = 'alone';
    const errors: unknown[] = [];
    try {
      await run(admit, exchange, house);
      await askSource(subgraph, exchange, house);
    } catch (error) {
      errors.push(error);
    }
    return await settle(exchange, house, errors);
  };
}

/** What is not known yet is parsed, under the limit of tokens. */
function parseUnknown(exchange: Exchange, { settings }: Gatehouse): void {
  if (exchange.known) return;
  try {
    exchange.parsed = parse(provided(exchange.text, 'text'), { maxTokens: settings.maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || codeOf(error) === 'OPERATION_TOO_LARGE') throw error;
    const { message, source, positions } = error;
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}

/** @throws PortcullisError FILTER_NOT_PERMITTED */
function permitInputs(exchange: Exchange, { gate }: Gatehouse): void {
  gate.checkInputs(provided(exchange.checked, 'checked document'), provided(exchange.facts, 'facts'));
}
