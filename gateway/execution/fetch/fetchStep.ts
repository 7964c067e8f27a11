import type { FetchNode } from '@apollo/query-planner';
import type { VariableDefinitionNode } from 'graphql';
import { MAX_REPRESENTATIONS } from '../../../subgraphs/kit/resolvers/representations.js';
import type { AnswerShape } from '../shape/answerShape.js';
import { isObject } from '../shape/ownValue.js';
import { callSource } from '../transport/sourceCall.js';
import { type SourceClient, SourceFailure } from '../transport/sourceClient.js';
import type { EngineOptions } from '../types.js';
import { disclosedReader } from './disclosedReader.js';
import type { Execution } from './execution.js';
import { type AskedObjects, answerErrors, type FetchPlace, failureErrors, withheldLines } from './fetchReport.js';
import { type FetchText, fetchText } from './fetchText.js';
import { copyOf, merge } from './merge.js';
import { namingCheck } from './namingCheck.js';
import { objectsAt, pathsAt } from './objectsAt.js';
import type { FetchPath } from './paths.js';
import { representationReader } from './requires.js';
import { rewrite } from './rewrites.js';
import { entitiesOf, type ReadAnswer, readAnswer } from './sourceAnswer.js';
import type { SupergraphMap } from './supergraphMap.js';

/** One step of a plan. */
export type PlanStep = (run: Execution) => Promise<void> | undefined;

/** What the steps of a plan share. */
export interface PlanParts {
  readonly options: EngineOptions;
  readonly clients: ReadonlyMap<string, SourceClient>;
  readonly isA: SupergraphMap['isA'];
  readonly shape: AnswerShape;
  /** The client's variables. */
  readonly definitions: readonly VariableDefinitionNode[];
}

type Objects = readonly Record<string, unknown>[];

/** Entities of one fetch: each is asked for once, however often it stands in the answer. */
interface Asked {
  readonly objects: Objects;
  /** For each object its index among the representations; -1: it lacks what the source needs. Null: no entities. */
  readonly indices: readonly number[] | null;
  readonly texts: readonly string[] | null;
  readonly representations: readonly unknown[] | null;
}

/**
 * Makes the step of one fetch.
 *
 * @param path where its objects stand; empty at the root
 * @param order.number its number in the plan
 * @param order.isLast whether no other fetch of the plan writes into the same objects or below them
 */
export function fetchStep(
  node: FetchNode,
  path: FetchPath,
  parts: PlanParts,
  { number, isLast }: { readonly number: number; readonly isLast: boolean },
): PlanStep {
  // Why long: the parts of one fetch, each short, that share what is read of its node once for all requests.
  const { serviceName: source, requires, outputRewrites = [] } = node;
  const { options, isA } = parts;
  const text = fetchText(node, parts.definitions);
  const place: FetchPlace = { source, path, shape: parts.shape, query: text.query };
  const client = parts.clients.get(source);
  const sendsBytes = client?.transport === 'bytes';
  const reader = requires && representationReader(requires, node.inputRewrites, isA);
  const readDisclosed = options.permissive ? disclosedReader(text.query) : null;
  const checkNaming = options.permissive ? null : namingCheck(text, options.apiSchema);
  const expected = { source, policyVersion: options.policyVersion, readDisclosed, checkNaming };

  return (run) => {
    if (run.over) return undefined;
    const objects = path.length === 0 ? [run.data] : objectsAt(run.data, path);
    const asked = reader ? askedOf(objects) : { objects, indices: null, texts: null, representations: null };
    if (objects.length === 0 || asked.texts?.length === 0) return undefined;
    return fetchAll(run, asked);
  };

  /** A source takes so many representations a call: more are asked for one call after the other. */
  async function fetchAll(run: Execution, asked: Asked): Promise<void> {
    for (const part of partsOf(asked)) await fetch(run, part);
  }

  function askedOf(objects: Objects): Asked {
    const known = new Map<string, number>();
    const representations: unknown[] | null = sendsBytes ? null : [];
    const indices = objects.map((object) => {
      const made = (reader as NonNullable<typeof reader>).text(object);
      if (made === null) return -1;
      let index = known.get(made);
      if (index === undefined) {
        index = known.size;
        known.set(made, index);
        representations?.push((reader as NonNullable<typeof reader>).object(object));
      }
      return index;
    });
    return { objects, indices, texts: [...known.keys()], representations };
  }

  async function fetch(run: Execution, asked: Asked): Promise<void> {
    const startedAt = performance.now();
    // Why before the call: paths are those of the data from which the objects were taken.
    const placed = (): AskedObjects => {
      const paths = path.length === 0 ? [[]] : pathsAt(run.data, path);
      return { paths: paths.length === asked.objects.length ? paths : [], indices: asked.indices };
    };
    try {
      const answer = await ask(run, asked);
      // Why first: what a source says of its failure is told beside ours.
      if (answer.errors.length > 0) run.fail(number, answerErrors(answer.errors, place, placed, options.permissive));
      const entities = answer.data && asked.texts ? entitiesOf(answer.data, asked.texts.length) : null;
      run.disclosed.push(...answer.report.disclosed);
      if (answer.report.withheld.length > 0) run.withheld.push(...withheldLines(answer.report, place, placed));
      if (entities) takeEntities(asked, entities);
      else if (answer.data) takeData(run, asked.objects, answer.data);
      run.call.sources.push({
        name: source,
        result: answer.isRefused ? 'ERROR' : 'OK',
        durationMs: since(startedAt),
        manifest: answer.report.manifest,
      });
    } catch (error) {
      // The whole request is over: nothing is collected any more.
      if (run.over) return;
      const failure = toFailure(error);
      options.onFailure(source, failure, run.call.session.requestId);
      run.fail(number, failureErrors(failure, place, placed()));
      run.call.sources.push({
        name: source,
        result: resultNames[failure.code],
        durationMs: since(startedAt),
        manifest: 'absent',
      });
    }
  }

  async function ask(run: Execution, asked: Asked): Promise<ReadAnswer> {
    if (!client) throw new SourceFailure('SOURCE_UNAVAILABLE', 'no such source');
    const own = text.variables(run.call.variables);
    const operation = {
      query: text.query,
      operationName: text.operationName,
      operationType: text.operationType,
      body: sendsBytes ? text.body(own, asked.texts) : undefined,
      session: { ...run.call.session, audience: source },
      // Why a getter: who sends `body` has no use for them.
      get variables() {
        return variablesOf(text, own, asked);
      },
    };
    const kept = run.kept.find((each) => each.source === source && each.body === operation.body);
    return readAnswer(
      await (kept ? kept.give() : callSource(client, operation, options.sourceTimeoutMs, run.running)),
      expected,
    );
  }

  function takeData(run: Execution, objects: Objects, data: Record<string, unknown>): void {
    rewrite(data, outputRewrites, isA);
    if (path.length > 0) for (const object of objects) merge(object, data, objects.length > 1);
    else if (isEmpty(run.data)) run.data = data;
    else merge(run.data, data);
  }

  function takeEntities({ objects, indices }: Asked, entities: readonly unknown[]): void {
    const used = new Set<number>();
    for (const [at, object] of objects.entries()) {
      const index = indices?.[at] ?? -1;
      const entity = entities[index];
      if (!isObject(entity)) continue;
      if (outputRewrites.length > 0) takeRewritten(object, entity);
      else {
        const type = object.__typename;
        merge(object, entity, !isLast && used.has(index));
        keepType(object, type);
        used.add(index);
      }
    }
  }

  /** Why a copy each time: the same entity may stand here as an object of one type and there as one of another. */
  function takeRewritten(object: Record<string, unknown>, entity: Record<string, unknown>): void {
    const own = copyOf(entity);
    const type = object.__typename;
    if (!own.__typename) own.__typename = type;
    rewrite(own, outputRewrites, isA);
    merge(object, own);
    keepType(object, type);
  }

  /** A source that knows an interface as an object states the interface's name: one that is known better stays. */
  function keepType(object: Record<string, unknown>, known: unknown): void {
    const stated = object.__typename;
    if (stated === known) return;
    if (!stated || (typeof stated === 'string' && typeof known === 'string' && isA(known, stated)))
      object.__typename = known;
  }
}

/** Why every object stands in every part, with -1 where it is another's: places are told by the objects' order. */
function partsOf(asked: Asked): readonly Asked[] {
  const { objects, indices, texts, representations } = asked;
  if (!texts || !indices || texts.length <= MAX_REPRESENTATIONS) return [asked];
  const starts = Array.from(
    { length: Math.ceil(texts.length / MAX_REPRESENTATIONS) },
    (_, i) => i * MAX_REPRESENTATIONS,
  );
  return starts.map((from) => {
    const to = from + MAX_REPRESENTATIONS;
    return {
      objects,
      indices: indices.map((index) => (index >= from && index < to ? index - from : -1)),
      texts: texts.slice(from, to),
      representations: representations?.slice(from, to) ?? null,
    };
  });
}

const resultNames = {
  SOURCE_UNAVAILABLE: 'UNAVAILABLE',
  SOURCE_TIMEOUT: 'TIMEOUT',
  SOURCE_PROTOCOL_ERROR: 'ERROR',
} as const;

function variablesOf(text: FetchText, own: Record<string, unknown>, asked: Asked): Record<string, unknown> {
  if (!asked.texts) return own;
  return text.withRepresentations(own, asked.representations ?? asked.texts.map((one): unknown => JSON.parse(one)));
}

function toFailure(error: unknown): SourceFailure {
  if (error instanceof SourceFailure) return error;
  return new SourceFailure('SOURCE_UNAVAILABLE', (error as { name?: string } | undefined)?.name ?? 'unknown');
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
