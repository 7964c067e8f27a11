import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import { printByTurns } from '../gate/printByTurns.js';
import { findDocument, parseDocument } from '../pipeline/document.js';
import { identify } from '../pipeline/identify.js';
import { admit, answer } from '../pipeline/index.js';
import { answerBy } from '../pipeline/settle.js';
import type { Route } from './handler.js';

/** Stands for the introspection that the printed schema is the answer to: admitted, limited and logged as any. */
const query = 'query PrintSchema { __schema { queryType { name } } }';

/** `GET /schema.graphql`: the SDL of the schema that this viewer may ask for the stated purpose, as introspection answers it, with its costs. */
export function schemaRoute(runtime: Runtime): Route {
  const stages = [parseDocument, ...admit, ...answer];
  return {
    receive: [identify, askToPrint, findDocument],
    handle: async (exchange) => {
      exchange.handler = 'schema';
      const reply = await answerBy(stages, exchange, runtime);
      if (reply.status !== 200 || exchange.code !== 'OK') return reply;
      reply.release?.();
      const sdl = await printByTurns(provided(exchange.view, 'view').schema(), runtime.federation.costs);
      const headers = { 'content-type': 'text/plain; charset=utf-8' };
      return { status: 200, headers, body: [Buffer.from(`${sdl}\n`, 'utf8')] };
    },
    headersOf: ({ status }) => (status === 405 ? { allow: 'GET' } : {}),
  };
}

function askToPrint(exchange: Exchange): void {
  if (exchange.incoming.method !== 'GET') throw new PortcullisError('METHOD_NOT_ALLOWED', { hint: 'Use GET.' });
  exchange.parameters = { query, variables: {}, extensions: {} };
}
