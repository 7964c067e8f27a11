import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errorRegistry, PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided, withinDeadline } from '../exchange.js';
import { type AnswerReport, checkAnswer, deriveDisclosed } from './answer.js';
import { clientPattern, concretePath, type FetchPath, fetchedFields } from './paths.js';
import { spreadEntities, uniqueRepresentations } from './representations.js';
import {
  type SourceAnswer,
  type SourceBytes,
  type SourceClient,
  type SourceErrorLike,
  SourceFailure,
} from './sourceClient.js';

export interface SourceOptions {
  readonly name: string;
  readonly client: SourceClient;
  readonly policyVersion: string;
  readonly permissive: boolean;
  readonly timeoutMs: number;
  /** Told of each failure, for the operator: source and reason, no values. */
  readonly onFailure: (source: string, failure: SourceFailure, requestId: string) => void;
}

type Process = Parameters<GraphQLDataSource['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** One fetch of a plan. */
interface Fetch {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly path: FetchPath;
  readonly exchange: Exchange;
}

/**
 * A source as Apollo's executor calls it. What the answer reports beside its data is collected on the exchange and goes
 * no further; a failure leaves null at its paths, one error for each of them, and the rest of the answer as it is.
 */
export function createSource(options: SourceOptions): GraphQLDataSource {
  return {
    process: async (call: Process): Promise<Answer> => {
      const fetch = toFetch(call);
      const startedAt = performance.now();
      try {
        const answer = await ask(options, fetch);
        fetch.exchange.sources.push(result(options.name, 'OK', startedAt, answer.report.manifest));
        return { data: answer.data, ...(answer.errors.length > 0 ? { errors: answer.errors } : {}) };
      } catch (error) {
        // The whole request is over: nothing is collected any more.
        if (fetch.exchange.signal.aborted) throw fetch.exchange.signal.reason;
        const failure = toFailure(error);
        options.onFailure(options.name, failure, fetch.exchange.requestId);
        fetch.exchange.sources.push(result(options.name, resultNames[failure.code], startedAt, 'absent'));
        fetch.exchange.sourceErrors.push(...failureErrors(options.name, failure, fetch));
        return { data: null };
      }
    },
  };
}

const resultNames = {
  SOURCE_UNAVAILABLE: 'UNAVAILABLE',
  SOURCE_TIMEOUT: 'TIMEOUT',
  SOURCE_PROTOCOL_ERROR: 'ERROR',
} as const;

function result(
  name: string,
  outcome: 'OK' | 'ERROR' | 'TIMEOUT' | 'UNAVAILABLE',
  startedAt: number,
  manifest: 'present' | 'absent',
) {
  return { name, result: outcome, durationMs: Math.round(performance.now() - startedAt), manifest };
}

function toFetch(call: Process): Fetch {
  if (call.kind !== 'incoming operation') throw new PortcullisError('INTERNAL');
  const exchange = (call.incomingRequestContext.context as { exchange?: Exchange }).exchange;
  return {
    query: call.request.query ?? '',
    operationName: call.request.operationName ?? undefined,
    variables: (call.request.variables ?? {}) as Record<string, unknown>,
    path: (call.pathInIncomingRequest ?? []) as FetchPath,
    exchange: provided(exchange, 'exchange'),
  };
}

async function ask(
  options: SourceOptions,
  fetch: Fetch,
): Promise<{ data: Record<string, unknown> | null; errors: GraphQLFormattedError[]; report: AnswerReport }> {
  const representations = fetch.variables.representations as readonly unknown[] | undefined;
  const unique = representations ? uniqueRepresentations(representations) : undefined;
  const answer = await call(
    options,
    fetch,
    unique ? { ...fetch.variables, representations: unique.unique } : fetch.variables,
  );
  const data = (answer.data ?? null) as Record<string, unknown> | null;
  const report = options.permissive
    ? deriveDisclosed(data)
    : checkAnswer(answer, { source: options.name, policyVersion: options.policyVersion });
  if (data === null && !answer.errors?.length) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'no data');
  const places = unique?.places;
  collect(fetch, report, places);
  const errors = (answer.errors ?? []).flatMap((error) => sourceErrors(error, options, places));
  if (!unique || !data) return { data, errors, report };
  const entities = data._entities;
  if (!Array.isArray(entities) || entities.length !== unique.unique.length)
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'entities do not match');
  return { data: { ...data, _entities: spreadEntities(entities, unique.places) }, errors, report };
}

async function call(
  options: SourceOptions,
  fetch: Fetch,
  variables: Readonly<Record<string, unknown>>,
): Promise<SourceAnswer> {
  const { exchange } = fetch;
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = AbortSignal.any([exchange.signal, timeout]);
  try {
    const answer = await withinDeadline(
      signal,
      options.client.execute({
        query: fetch.query,
        operationName: fetch.operationName,
        operationType: /^\s*(?:query\b|\{)/.test(fetch.query) ? 'query' : 'mutation',
        variables,
        session: {
          facts: provided(exchange.facts, 'facts'),
          requestId: exchange.requestId,
          policyVersion: options.policyVersion,
          intent: 'READ',
          audience: options.name,
        },
        signal,
      }),
    );
    return 'bytes' in answer ? parseAnswer(answer) : answer;
  } catch (error) {
    if (timeout.aborted && !exchange.signal.aborted)
      throw new SourceFailure('SOURCE_TIMEOUT', `no answer in ${options.timeoutMs} ms`);
    throw error;
  }
}

function parseAnswer({ bytes }: SourceBytes): SourceAnswer {
  try {
    const answer = JSON.parse(bytes.toString('utf8')) as SourceAnswer | null;
    if (answer && typeof answer === 'object' && ('data' in answer || 'errors' in answer)) return answer;
  } catch {
    // falls through: not JSON is as little an answer as the wrong JSON
  }
  throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'not a GraphQL answer');
}

/** Puts the report on the exchange by the client's paths. */
function collect(fetch: Fetch, report: AnswerReport, places: readonly number[] | undefined): void {
  fetch.exchange.disclosed.push(...report.disclosed);
  for (const line of report.withheld) {
    // An entity that was asked for once may stand at several places of the answer: it counts at each.
    const place = typeof line.path !== 'string' && line.path[0] === '_entities' ? line.path[1] : undefined;
    const times = places && typeof place === 'number' ? places.filter((other) => other === place).length : 1;
    fetch.exchange.sourceWithheld.push({
      path: clientPattern(fetch.path, line.path),
      category: line.category,
      effect: line.effect,
      reason: line.reason,
      rule: line.rule,
      count: line.count * times,
      ...(line.contact ? { contact: line.contact } : {}),
    });
  }
}

/** An error inside an answer, once for each place of its entity; the executor turns the path into the client's. */
function sourceErrors(
  error: SourceErrorLike,
  options: SourceOptions,
  places: readonly number[] | undefined,
): GraphQLFormattedError[] {
  const code = String(error.extensions?.code ?? '');
  const known =
    !options.permissive && Object.hasOwn(errorRegistry, code) && errorRegistry[code as ErrorCode].http === 200;
  const base = new PortcullisError(known ? (code as ErrorCode) : 'SOURCE_ERROR', {
    ...(known && error.message ? { message: error.message } : {}),
    facts: { source: options.name },
  });
  const shown = { message: base.message, extensions: { ...base.extensions } };
  const path = error.path;
  if (!path) return [shown];
  const [root, index, ...rest] = path;
  if (root !== '_entities' || typeof index !== 'number' || !places) return [{ ...shown, path }];
  return places.flatMap((place, original) => (place === index ? [{ ...shown, path: [root, original, ...rest] }] : []));
}

function toFailure(error: unknown): SourceFailure {
  if (error instanceof SourceFailure) return error;
  return new SourceFailure('SOURCE_UNAVAILABLE', (error as { name?: string }).name ?? 'unknown');
}

function failureErrors(source: string, failure: SourceFailure, fetch: Fetch): PortcullisError[] {
  const { path, whole } = concretePath(fetch.path);
  return fetchedFields(fetch.query).map(
    (field) =>
      new PortcullisError(failure.code, {
        path: whole ? [...path, field] : path,
        at: clientPattern(fetch.path, [field]),
        facts: { source },
      }),
  );
}
