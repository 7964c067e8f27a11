import { type AnswerReport, checkAnswer } from './answer.js';
import type { ReadDisclosed } from './disclosedReader.js';
import { isObject } from './ownValue.js';
import { type SourceAnswer, type SourceBytes, type SourceErrorLike, SourceFailure } from './sourceClient.js';

/** An answer that may be used: whole, from whom we asked, with its report. */
export interface ReadAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly SourceErrorLike[];
  readonly report: AnswerReport;
}

/** What an answer must be. */
export interface Expected {
  readonly source: string;
  readonly policyVersion: string;
  /** For foreign sources, which know no manifest. */
  readonly readDisclosed: ReadDisclosed | null;
}

/**
 * Reads an answer, parsed once where it came as bytes.
 *
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR, SOURCE_UNAVAILABLE (status 500 and above)
 */
export function readAnswer(answer: SourceAnswer | SourceBytes, expected: Expected): ReadAnswer {
  const parsed = 'bytes' in answer ? parse(answer) : answer;
  const data = parsed.data ?? null;
  const errors = parsed.errors ?? [];
  if (!Array.isArray(errors)) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'errors are no list');
  if (data !== null && !isObject(data)) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'data are no object');
  const report = expected.readDisclosed
    ? ({ manifest: 'absent', disclosed: expected.readDisclosed(data), withheld: [] } as const)
    : checkAnswer(parsed, expected);
  if (data === null && errors.length === 0) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'no data');
  return { data, errors: errors.filter(isObject), report };
}

/**
 * The entities of an answer, as many as were asked for.
 *
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR
 */
export function entitiesOf(data: Readonly<Record<string, unknown>>, count: number): readonly unknown[] {
  const entities = data._entities;
  if (!Array.isArray(entities) || entities.length !== count) {
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'entities do not match');
  }
  return entities;
}

function parse({ bytes, status }: SourceBytes): SourceAnswer {
  if (status >= 500) throw new SourceFailure('SOURCE_UNAVAILABLE', `status ${status}`);
  try {
    const answer: unknown = JSON.parse(bytes.toString('utf8'));
    // GraphQL over HTTP: a 4xx may carry a well-formed answer with errors and no data.
    if (isObject(answer) && ('data' in answer || 'errors' in answer)) return answer;
  } catch {
    // falls through: not JSON is as little an answer as the wrong JSON
  }
  throw new SourceFailure('SOURCE_PROTOCOL_ERROR', `not a GraphQL answer, status ${status}`);
}
