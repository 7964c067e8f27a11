import type { OperationDefinitionNode } from 'graphql';
import { type ErrorCode, errorRegistry, PortcullisError } from '../../../schema/errors.js';
import type { AnswerShape } from '../shape/answerShape.js';
import { type ConcretePath, clientPath } from '../shape/clientPath.js';
import { type AnswerReport, clientFaults } from '../transport/answer.js';
import type { SourceErrorLike, SourceFailure } from '../transport/sourceClient.js';
import type { SourceWithheld } from '../types.js';
import { clientPattern, type FetchPath, fetchedFields } from './paths.js';

/** Most errors that one answer adds: an entity's error occurs at every place of the entity. */
const MAX_ERRORS = 1_000;

/** A fetch and its place in the answer. */
export interface FetchPlace {
  readonly source: string;
  readonly path: FetchPath;
  readonly shape: AnswerShape;
  readonly operation: OperationDefinitionNode;
}

/** The objects that a fetch was for: concrete paths, and for each its index among the representations, or -1. */
export interface AskedObjects {
  readonly paths: readonly ConcretePath[];
  readonly indices: readonly number[] | null;
}

/** Errors inside an answer, by the client's paths: an entity's error once for each of its places. */
export function answerErrors(
  errors: readonly SourceErrorLike[],
  place: FetchPlace,
  asked: () => AskedObjects,
  isForeign: boolean,
): PortcullisError[] {
  return errors.slice(0, MAX_ERRORS).flatMap((error) => {
    const code = String(error.extensions?.code ?? '');
    const known = !isForeign && Object.hasOwn(errorRegistry, code) && isForClient(code as ErrorCode);
    const words = known ? wordsOf(error) : {};
    const make = (path?: ConcretePath): PortcullisError =>
      new PortcullisError(known ? (code as ErrorCode) : 'SOURCE_ERROR', {
        facts: { source: place.source, ...(known ? numbersOf(error) : {}) },
        ...words,
        ...(path ? { path: clientPath(place.shape, path) } : {}),
      });
    if (!isPath(error.path)) return [make()];
    return placesOf(error.path, asked()).slice(0, MAX_ERRORS).map(make);
  });
}

/** What a source of ours says of an error: its message, the place in the client's input, and a hint. */
function wordsOf({ message, extensions }: SourceErrorLike): Partial<Record<'message' | 'at' | 'hint', string>> {
  const words = { message, at: extensions?.at, hint: extensions?.hint };
  return Object.fromEntries(Object.entries(words).filter(([, text]) => typeof text === 'string' && text !== ''));
}

/** A limit that was met, and the seconds to wait. */
function numbersOf({ extensions }: SourceErrorLike): Readonly<Record<string, number>> {
  const { limit, retryAfterSeconds } = extensions ?? {};
  return Object.fromEntries(
    Object.entries({ limit, retryAfterSeconds }).filter((entry): entry is [string, number] =>
      Number.isFinite(entry[1]),
    ),
  );
}

/** Whether a source's own message may reach the client: errors beside data, and faults of the client. */
function isForClient(code: ErrorCode): boolean {
  return clientFaults.has(code) || errorRegistry[code].http === 200;
}

/**
 * Errors of a source that gave nothing: one for each field that it was asked for. The path is the part that all asked
 * objects share; `at` is the pattern of all their paths.
 */
export function failureErrors(failure: SourceFailure, place: FetchPlace, asked: AskedObjects): PortcullisError[] {
  const { shape, source } = place;
  const start = commonStart(asked.paths);
  const facts = { source };
  const fields = fetchedFields(place.operation).filter(
    (field) => clientPath(shape, [...place.path, field]).length > place.path.length,
  );
  if (fields.length === 0) {
    const at = patternOf(clientPath(shape, place.path));
    return [new PortcullisError(failure.code, { path: clientPath(shape, start), at, facts })];
  }
  return fields.map(
    (field) =>
      new PortcullisError(failure.code, {
        path: clientPath(shape, asked.paths.length === 1 ? [...start, field] : start),
        at: patternOf(clientPath(shape, [...place.path, field])),
        facts,
      }),
  );
}

function patternOf(path: ConcretePath): string {
  return path.map((step) => (step === '@' || typeof step === 'number' ? '*' : step)).join('.');
}

/**
 * What a source withheld, by the client's path patterns: an entity counts at each of its places.
 *
 * @param times how often each entity occurs there, by its index; null where no entities were asked for
 */
export function withheldLines(
  { withheld }: AnswerReport,
  at: FetchPath,
  times: () => readonly number[] | null,
): SourceWithheld[] {
  const places = withheld.some(({ byEntity }) => byEntity) ? times() : null;
  return withheld.map(({ path, byEntity, ...line }) => ({
    path: clientPattern(at, path),
    category: line.category,
    effect: line.effect,
    reason: line.reason,
    rule: line.rule,
    count: places && byEntity ? atEachPlace(byEntity, places) : line.count,
    ...(line.contact ? { contact: line.contact } : {}),
  }));
}

function atEachPlace(byEntity: readonly number[], places: readonly number[]): number {
  let count = 0;
  for (const [entity, looks] of byEntity.entries()) count += looks * (places[entity] ?? 0);
  return count;
}

/** How often each entity occurs among the asked objects, by its index. */
export function timesOf(indices: readonly number[]): readonly number[] {
  const times: number[] = [];
  for (const index of indices) if (index >= 0) times[index] = (times[index] ?? 0) + 1;
  return times;
}

/** The places of an error: those of its entity, or the start that all asked objects share. */
function placesOf(path: ConcretePath, { paths, indices }: AskedObjects): readonly ConcretePath[] {
  const base = commonStart(paths);
  if (path[0] !== '_entities' || !indices) return [[...base, ...path]];
  const index = path[1];
  if (typeof index !== 'number') return [base];
  const places = paths.flatMap((at, object) => (indices[object] === index ? [[...at, ...path.slice(2)]] : []));
  return places.length > 0 ? places : [base];
}

function commonStart(paths: readonly ConcretePath[]): ConcretePath {
  const [first = [], ...rest] = paths;
  let length = first.length;
  for (const path of rest) while (length > 0 && !startsAlike(first, path, length)) length -= 1;
  // A path does not end in an index: it names the list.
  while (rest.length > 0 && typeof first[length - 1] === 'number') length -= 1;
  return first.slice(0, length);
}

function startsAlike(a: ConcretePath, b: ConcretePath, length: number): boolean {
  for (let index = length - 1; index >= 0; index--) if (a[index] !== b[index]) return false;
  return true;
}

function isPath(path: unknown): path is ConcretePath {
  return Array.isArray(path) && path.every((part) => typeof part === 'string' || typeof part === 'number');
}
