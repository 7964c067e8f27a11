import type { FastifyInstance } from 'fastify';
import { type ErrorCode, errorRegistry, PortcullisError } from '../../schema/errors.js';
import { createExchange, type Exchange, provided, withinDeadline } from '../exchange/exchange.js';
import type { GateRuntime, Runtime } from '../exchange/runtime.js';
import { readBody } from '../http/body.js';
import { singleHeader } from '../http/incoming.js';
import { assertJsonType, JSON_TYPE } from '../http/mediaType.js';
import type { HttpReply } from '../http/reply.js';
import { identify } from '../pipeline/identify.js';
import type { Route } from '../server/handler.js';
import { publicPoint } from '../server/publicPoint.js';
import { type Decided, evaluate } from './evaluate.js';
import { type AskedEvaluations, type Evaluation, evaluationsOf } from './evaluation.js';

const paths = { one: '/access/v1/evaluation', many: '/access/v1/evaluations' } as const;

/** The AuthZEN Authorization API 1.0 at the edge of a gateway: nothing else knows of it. */
export const authzen = {
  /** Its routes under one policy. */
  routes: (runtime: Runtime): readonly (readonly [string, Route])[] => [
    [paths.one, evaluationRoute(runtime, false)],
    [paths.many, evaluationRoute(runtime, true)],
  ],
  describe: describeEndpoints,
} as const;

/** Identifies the viewer first, as every route does. */
function evaluationRoute(runtime: Runtime, mayBeMany: boolean): Route {
  const asked = new WeakMap<Exchange, AskedEvaluations>();
  const negotiate = async (exchange: Exchange, { settings }: GateRuntime): Promise<void> => {
    const { incoming } = exchange;
    if (incoming.method !== 'POST') throw new PortcullisError('METHOD_NOT_ALLOWED', { hint: 'Use POST.' });
    assertJsonType(singleHeader(incoming, 'content-type'));
    const body = await withinDeadline(exchange.signal, readBody(incoming, settings.bodyLimitBytes));
    asked.set(exchange, evaluationsOf(body, mayBeMany));
  };
  return {
    receive: [identify, negotiate],
    handle: (exchange) => {
      exchange.handler = 'authzen';
      return answerAll(exchange, runtime, provided(asked.get(exchange), 'evaluations'));
    },
    headersOf: ({ status }) => (status === 405 ? { allow: 'POST' } : {}),
  };
}

async function answerAll(exchange: Exchange, runtime: Runtime, asked: AskedEvaluations): Promise<HttpReply> {
  const { evaluations, isSingle, semantic } = asked;
  const [first] = evaluations;
  if (isSingle && first) {
    const { failure, ...decided } = await evaluate(exchange, runtime, first);
    return failure ?? replyOf(decided);
  }
  // Each is a request of its own, with one purpose, one case and one log entry.
  const each = async (evaluation: Evaluation): Promise<Decided> => {
    const part = partOf(exchange);
    const { decision, context } = await evaluate(part, runtime, evaluation);
    if (part.left) exchange.left = part.left;
    exchange.sources.push(...part.sources);
    if (part.code !== 'OK' && httpOf(part.code) >= httpOf(exchange.code)) exchange.code = part.code;
    return { decision, context };
  };
  if (semantic === 'execute_all') return replyOf({ evaluations: await Promise.all(evaluations.map(each)) });
  const answers: Decided[] = [];
  for (const evaluation of evaluations) {
    const decided = await each(evaluation);
    answers.push(decided);
    if (decided.decision === (semantic === 'permit_on_first_permit')) break;
  }
  return replyOf({ evaluations: answers });
}

/** How bad a code is: what failed is told before what was refused. */
function httpOf(code: string): number {
  return errorRegistry[code as ErrorCode]?.http ?? 200;
}

/** One of several questions: a request of its own, with the same viewer, instant and deadline. */
function partOf(whole: Exchange): Exchange {
  const { incoming, asOf, startedAt, signal, abort, identity, handler, span } = whole;
  return {
    ...createExchange(incoming),
    asOf,
    startedAt,
    signal,
    abort,
    handler,
    span,
    ...(identity ? { identity } : {}),
  };
}

function replyOf(body: object): HttpReply {
  return {
    status: 200,
    headers: { 'content-type': JSON_TYPE },
    body: [Buffer.from(`${JSON.stringify(body)}\n`, 'utf8')],
  };
}

/** Serves the AuthZEN metadata, which needs no token: it has no data. 404 where no public URL is known. */
function describeEndpoints(app: FastifyInstance, settings: GateRuntime['settings']): void {
  app.get('/.well-known/authzen-configuration', async (_request, reply) => {
    const point = publicPoint(app, settings);
    if (point === undefined) return await reply.code(404).send({ status: 'no public URL is set' });
    return await reply.header('cache-control', 'no-store').send({
      policy_decision_point: point,
      access_evaluation_endpoint: `${point}${paths.one}`,
      access_evaluations_endpoint: `${point}${paths.many}`,
    });
  });
}
