import type { VariableDefinitionNode } from 'graphql';
import type { Span } from '../../../subgraphs/kit/tracing/span.js';
import { plannedOperation } from '../../planning/definitions.js';
import type { AnswerShape } from '../shape/answerShape.js';
import type { SupergraphMap } from '../supergraphMap.js';
import type { AnswerReport } from '../transport/answer.js';
import { callSource } from '../transport/sourceCall.js';
import { type ParsedAnswer, type SourceBytes, type SourceClient, SourceFailure } from '../transport/sourceClient.js';
import type { EngineOptions, ForeignSource, SourceResult } from '../types.js';
import type { Execution } from './execution.js';
import { type AskedObjects, type FetchPlace, failureErrors, withheldLines } from './fetchReport.js';
import { type FetchText, fetchText } from './fetchText.js';
import { type SubjectKeys, subjectKeys } from './namingCheck.js';
import type { PlannedFetch } from './planWalk.js';

/** What the steps of a plan share. */
export interface PlanParts {
  readonly options: EngineOptions;
  readonly clients: ReadonlyMap<string, SourceClient>;
  readonly isA: SupergraphMap['isA'];
  readonly shape: AnswerShape;
  /** The client's variables. */
  readonly definitions: readonly VariableDefinitionNode[];
}

/** A fetch of a plan, with all that is the same for every request. */
export interface Fetch extends PlannedFetch {
  readonly source: string;
  readonly text: FetchText;
  readonly place: FetchPlace;
  readonly client: SourceClient | undefined;
  /** Whether the source answers in bytes. */
  readonly sendsBytes: boolean;
  /** What the manifest of an answer must name; nothing where the source is foreign. */
  readonly subjects: SubjectKeys;
  /** Null where the source is ours and gives a manifest. */
  readonly foreign: ForeignSource | null;
  readonly options: EngineOptions;
}

/** What one call asks for. */
export interface Asked {
  /** JSON texts of the representations; null where it asks for no entities. */
  readonly texts: readonly string[] | null;
  /** The same as values, for a source that takes objects. */
  representations(): readonly unknown[];
  /** The objects that it is for. Called before anything is merged. */
  placed(): AskedObjects;
  /** How often each entity occurs among them, by its index; null where it asks for no entities. */
  times(): readonly number[] | null;
}

/** An answer that was read and may be used. */
export interface UsableAnswer {
  readonly report: AnswerReport;
  /** Whether the source refused the client's input, and so disclosed nothing. */
  readonly isRefused?: boolean | undefined;
  /** Merges it into the run. */
  take(): void;
}

/** Reads off a plan's fetch what is the same for every request. */
export function readFetch(planned: PlannedFetch, { options, clients, shape, definitions }: PlanParts): Fetch {
  const { node, path } = planned;
  const { serviceName: source } = node;
  const text = fetchText(node, definitions);
  const operation = plannedOperation(text.query);
  const client = clients.get(source);
  const foreign = options.foreign(source);
  return {
    source,
    text,
    place: { source, path, shape, operation },
    client,
    sendsBytes: client?.transport === 'bytes',
    subjects: foreign ? new Map() : subjectKeys(operation, options.apiSchema),
    foreign,
    options,
    ...planned,
  };
}

/**
 * One call of a source: its answer is reported, then merged; a source that fails leaves its errors.
 *
 * @param read whatever it throws is the source's failure
 */
export async function callFor(
  run: Execution,
  fetch: Fetch,
  asked: Asked,
  read: (answer: ParsedAnswer | SourceBytes) => UsableAnswer,
): Promise<void> {
  const { source, place, options } = fetch;
  const startedAt = performance.now();
  const span = run.call.span?.begin('source', { source });
  const record = (result: SourceResult['result'], manifest: AnswerReport['manifest']): void => {
    span?.end({ result });
    run.call.sources.push({ name: source, result, durationMs: Math.round(performance.now() - startedAt), manifest });
  };
  try {
    const { report, isRefused, take } = read(await ask(run, fetch, asked, span));
    if (run.cells && report.withheld.length > 0 && !report.cells)
      throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'no cells, which were asked for');
    run.stated.push(report.stated);
    run.decided.push(...report.decided);
    if (report.withheld.length > 0) run.withheld.push(...withheldLines(report, place.path, asked.times));
    take();
    record(isRefused ? 'ERROR' : 'OK', report.manifest);
  } catch (error) {
    // A request that is over collects nothing more.
    if (run.isOver || run.misses(error)) return span?.end();
    const failure = SourceFailure.of(error);
    options.onFailure(source, failure, run.call.session.request.requestId);
    run.fail(fetch.index, failureErrors(failure, place, asked.placed()));
    record(failure.result, 'absent');
  }
}

function ask(run: Execution, fetch: Fetch, asked: Asked, span: Span | undefined): Promise<ParsedAnswer | SourceBytes> {
  const { source, text, client, sendsBytes, options } = fetch;
  if (!client) throw new SourceFailure('SOURCE_UNAVAILABLE', 'no such source');
  const own = text.variables(run.call.variables);
  const operation = {
    query: text.query,
    operationName: text.operationName,
    operationType: text.operationType,
    body: sendsBytes ? text.body(own, asked.texts) : undefined,
    session: run.call.session,
    traceparent: span?.traceparent ?? run.call.traceparent,
    span,
    audience: source,
    // Why no getter: V8 makes a hidden class for each object with one, and only a full collection frees it.
    variables: asked.texts && !sendsBytes ? text.withRepresentations(own, asked.representations()) : own,
  };
  return run.askOnce(source, operation.body, () => callSource(client, operation, options.sourceTimeoutMs, run.running));
}
