import type { FastifyInstance } from 'fastify';
import { PortcullisError } from '../../schema/errors.js';
import { createExchange, type Exchange, provided, withinDeadline } from '../exchange/exchange.js';
import type { Entrance } from '../server/handler.js';
import { readBody } from '../http/body.js';
import { singleHeader } from '../http/incoming.js';
import { assertJsonType, JSON_TYPE } from '../http/mediaType.js';
import type { HttpReply } from '../http/reply.js';
import { isLoopback } from '../identity/trust.js';
import { identify } from '../pipeline/identify.js';
import type { GateRuntime, Runtime } from '../exchange/runtime.js';
import type { GatewaySettings } from '../settings.js';
import { type Decided, type Evaluated, evaluate } from './evaluate.js';
import { type AskedEvaluations, evaluationsOf } from './evaluation.js';

/** Where the AuthZEN Authorization API 1.0 is served. */
export const accessPaths = { one: '/access/v1/evaluation', many: '/access/v1/evaluations' } as const;

/** The way in for evaluations: who asks first, as at every door, then the questions. */
export function accessEntrance(runtime: Runtime, mayBeMany: boolean): Entrance {
  const asked = new WeakMap<Exchange, AskedEvaluations>();
  const negotiate = async (exchange: Exchange, { settings }: GateRuntime): Promise<void> => {
    const { incoming } = exchange;
    if (incoming.method !== 'POST') throw new PortcullisError('METHOD_NOT_ALLOWED', { hint: 'Use POST.' });
    singleHeader(incoming, 'x-request-id');
    assertJsonType(singleHeader(incoming, 'content-type'));
    const body = await withinDeadline(exchange.signal, readBody(incoming, settings.bodyLimitBytes));
    asked.set(exchange, evaluationsOf(body, mayBeMany));
  };
  return {
    receive: [identify, negotiate],
    door: (exchange) => {
      exchange.door = 'access';
      return answerAll(exchange, runtime, provided(asked.get(exchange), 'evaluations'));
    },
    headersOf: ({ incoming: { headers }, status }) => ({
      ...(headers['x-request-id']?.length === 1 ? { 'x-request-id': headers['x-request-id'][0] as string } : {}),
      ...(status === 405 ? { allow: 'POST' } : {}),
    }),
  };
}

async function answerAll(exchange: Exchange, runtime: Runtime, asked: AskedEvaluations): Promise<HttpReply> {
  const { evaluations, isSingle, semantic } = asked;
  if (isSingle) {
    const evaluated = await evaluate(exchange, runtime, evaluations[0] as (typeof evaluations)[number]);
    return evaluated.failure ?? replyOf(decidedOf(evaluated));
  }
  // Why each one's own: each is one purpose and one case, and an entry of the log.
  const each = (index: number) =>
    evaluate(partOf(exchange), runtime, evaluations[index] as (typeof evaluations)[number]);
  if (semantic === 'execute_all')
    return replyOf({ evaluations: (await Promise.all(evaluations.map((_, index) => each(index)))).map(decidedOf) });
  const told: Decided[] = [];
  for (const index of evaluations.keys()) {
    const decided = decidedOf(await each(index));
    told.push(decided);
    if (decided.decision === (semantic === 'permit_on_first_permit')) break;
  }
  return replyOf({ evaluations: told });
}

/** One of several questions: a request of its own by the same viewer, at the same instant, within the same deadline. */
function partOf({ incoming, asOf, startedAt, signal, abort, identity }: Exchange): Exchange {
  return {
    ...createExchange(incoming),
    asOf,
    startedAt,
    signal,
    abort,
    ...(identity ? { identity } : {}),
    door: 'access',
  };
}

function decidedOf({ decision, context }: Evaluated): Decided {
  return { decision, context };
}

function replyOf(body: object): HttpReply {
  return {
    status: 200,
    headers: { 'content-type': JSON_TYPE },
    body: [Buffer.from(`${JSON.stringify(body)}\n`, 'utf8')],
  };
}

/**
 * Says where evaluations are asked for: no data, so that no token is needed. By the URL that the operator states, or on
 * loopback the address that is listened on: a name that the client called may be anyone's. Else it says nothing.
 */
export function serveAccessMetadata(
  app: FastifyInstance,
  { publicUrl, tlsCert, host, behindProxy }: GatewaySettings,
): void {
  const listened = (): string | undefined => {
    const address = app.server.address();
    if (!isLoopback(host) || behindProxy || address === null || typeof address === 'string') return undefined;
    const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return `${tlsCert === undefined ? 'http' : 'https'}://${name}:${address.port}`;
  };
  app.get('/.well-known/authzen-configuration', async (_request, reply) => {
    const point = publicUrl ?? listened();
    if (point === undefined) return await reply.code(404).send({ status: 'no public URL is set' });
    return await reply.header('cache-control', 'no-store').send({
      policy_decision_point: point,
      access_evaluation_endpoint: `${point}${accessPaths.one}`,
      access_evaluations_endpoint: `${point}${accessPaths.many}`,
    });
  });
}
