import { isObject } from '../../../schema/isObject.js';
import { MAX_REPRESENTATIONS } from '../../../subgraphs/kit/resolvers/representations.js';
import type { SupergraphMap } from '../supergraphMap.js';
import type { NumberedCells } from '../types.js';
import { disclosedReader } from './disclosedReader.js';
import type { Execution } from './execution.js';
import { type Asked, callFor, type Fetch } from './fetch.js';
import { answerErrors, timesOf } from './fetchReport.js';
import { copyOf, merge } from './merge.js';
import { numberObjects } from './numberObjects.js';
import { objectsAt, pathsAt } from './paths.js';
import type { PlanStep } from './planWalk.js';
import { type RepresentationReader, representationReader } from './requires.js';
import { rewrite } from './rewrites.js';
import { entitiesOf, readAnswer } from './sourceAnswer.js';

type Objects = readonly Record<string, unknown>[];

/** The entities of one fetch, each asked for once however often it occurs in the answer. */
interface AskedEntities {
  readonly objects: Objects;
  /** For each object its index among the representations, or -1 where it lacks what the source needs. Null: no entities. */
  readonly indices: readonly number[] | null;
  readonly texts: readonly string[] | null;
  readonly representations: readonly unknown[] | null;
}

/**
 * Makes the step of one fetch, which parses its answers and merges them into the objects that they are for.
 *
 * @param isLast whether no other fetch of the plan writes into these objects or below them
 */
export function fetchStep(fetch: Fetch, isA: SupergraphMap['isA'], isLast: boolean): PlanStep {
  // Why long: short functions that share what is read off the fetch once for all requests.
  const { node, path, place, source, subjects, foreign, options } = fetch;
  const { requires, outputRewrites = [] } = node;
  const reader = requires && representationReader(requires, node.inputRewrites, isA);
  const readDisclosed = foreign && disclosedReader(place.operation, foreign);
  const expected = { source, policyVersion: options.policyVersion, readDisclosed, subjects };

  return (run) => {
    if (run.isOver) return undefined;
    const objects = path.length === 0 ? [run.data] : objectsAt(run.data, path);
    const asked = reader ? askedOf(reader, objects) : { objects, indices: null, texts: null, representations: null };
    if (objects.length === 0 || asked.texts?.length === 0) return undefined;
    return fetchAll(run, asked);
  };

  /** A source takes so many representations a call: more of them take several calls, one after the other. */
  async function fetchAll(run: Execution, asked: AskedEntities): Promise<void> {
    for (const part of partsOf(asked)) await fetchPart(run, part);
  }

  function askedOf(read: RepresentationReader, objects: Objects): AskedEntities {
    const known = new Map<string, number>();
    const representations: unknown[] = [];
    const indices = objects.map((object) => {
      const made = read(object);
      if (!made) return -1;
      const text = JSON.stringify(made);
      const index = known.get(text) ?? known.size;
      if (index === known.size) representations.push(made);
      known.set(text, index);
      return index;
    });
    return { objects, indices, texts: [...known.keys()], representations };
  }

  function fetchPart(run: Execution, part: AskedEntities): Promise<void> {
    const { objects, indices, texts, representations } = part;
    const placed: Asked['placed'] = () => {
      // Parallel fetches may have changed the data since the objects were taken: then no path is certain.
      const paths = path.length === 0 ? [[]] : pathsAt(run.data, path);
      return { paths: paths.length === objects.length ? paths : [], indices };
    };
    const times = (): readonly number[] | null => indices && timesOf(indices);
    return callFor(run, fetch, { texts, representations: () => representations ?? [], placed, times }, (given) => {
      const { data, errors, report, isRefused } = readAnswer(given, expected);
      // Why first: where what follows throws, the source's own errors are reported beside that failure.
      if (errors.length > 0) run.fail(fetch.index, answerErrors(errors, place, placed, foreign !== null));
      const entities = data && texts ? entitiesOf(data, texts.length) : null;
      const { cells } = run;
      const numbered =
        cells && data
          ? numberObjects(data, report.cells ?? [], { fetch: fetch.index, place, from: nextOf(cells) })
          : [];
      const take = (): void => {
        cells?.push(...numbered);
        if (entities) takeEntities(part, entities);
        else if (data) takeData(run, objects, data);
      };
      return { report, isRefused, take };
    });
  }

  /** The number after those that earlier calls of the fetch gave. */
  function nextOf(cells: readonly NumberedCells[]): number {
    return cells.reduce((next, { fetch: of, from, n }) => (of === fetch.index ? Math.max(next, from + n) : next), 0);
  }

  function takeData(run: Execution, objects: Objects, data: Record<string, unknown>): void {
    rewrite(data, outputRewrites, isA);
    if (path.length > 0) for (const object of objects) merge(object, data, objects.length > 1);
    else if (isEmpty(run.data)) run.data = data;
    else merge(run.data, data);
  }

  function takeEntities({ objects, indices }: AskedEntities, entities: readonly unknown[]): void {
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

  /** Why a copy each time: one entity may be of one type at one place, and of another elsewhere. */
  function takeRewritten(object: Record<string, unknown>, entity: Record<string, unknown>): void {
    const own = copyOf(entity);
    const type = object.__typename;
    if (!own.__typename) own.__typename = type;
    rewrite(own, outputRewrites, isA);
    merge(object, own);
    keepType(object, type);
  }

  /** A source that knows an interface as an object states the interface's name: a more exact one stays. */
  function keepType(object: Record<string, unknown>, known: unknown): void {
    const stated = object.__typename;
    if (stated === known) return;
    if (!stated || (typeof stated === 'string' && typeof known === 'string' && isA(known, stated)))
      object.__typename = known;
  }
}

/** Splits into calls. Every part has all objects, with -1 for those of other parts: places follow the objects' order. */
function partsOf(asked: AskedEntities): readonly AskedEntities[] {
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

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
