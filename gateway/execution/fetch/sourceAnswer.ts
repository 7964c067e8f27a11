import { isObject } from '../../../schema/isObject.js';
import { type AnswerReport, checkAnswer, clientFaults } from '../transport/answer.js';
import { type ParsedAnswer, type SourceBytes, type SourceErrorLike, SourceFailure } from '../transport/sourceClient.js';
import type { ReadDisclosed } from './disclosedReader.js';
import { checkNames, type SubjectKeys } from './namingCheck.js';

/** An answer that may be used: complete, from the source that was asked, with its report. */
export interface ReadAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly SourceErrorLike[];
  readonly report: AnswerReport;
  /** Whether the source refused the client's input, and so disclosed nothing. */
  readonly isRefused?: boolean;
}

/** What an answer must be. */
export interface Expected {
  readonly source: string;
  readonly policyVersion: string;
  /** For foreign sources, which give no manifest. */
  readonly readDisclosed: ReadDisclosed | null;
  /** For answers in bytes: what their manifest must name. Tests hold sources in this process to it. */
  readonly subjects?: SubjectKeys;
}

/**
 * Reads an answer, parsed once where it came as bytes.
 *
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR
 */
export function readAnswer(answer: ParsedAnswer | SourceBytes, expected: Expected): ReadAnswer {
  const parsed = 'bytes' in answer ? parse(answer) : answer;
  const data = parsed.data ?? null;
  const errors = parsed.errors ?? [];
  if (!Array.isArray(errors)) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'errors are no list');
  if (data !== null && !isObject(data)) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'data are no object');
  const faults = data === null && parsed.extensions?.manifest === undefined ? faultsOf(errors) : null;
  // Invariant: without a manifest no message of the source leaves, only codes.
  if (faults && !expected.readDisclosed) return { data, errors: faults, report: nothing, isRefused: true };
  const report = expected.readDisclosed
    ? Object.assign({}, nothing, { stated: { disclosed: expected.readDisclosed(data) } })
    : checkAnswer(parsed, expected);
  if ('bytes' in answer && expected.subjects && expected.subjects.size > 0)
    checkNames(expected.subjects, answer.bytes.toString('latin1'), report.stated.disclosed);
  if (data === null && errors.length === 0) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'no data');
  return { data, errors: errors.filter(isObject), report };
}

const nothing: AnswerReport = { manifest: 'absent', stated: { disclosed: [] }, decided: [], withheld: [] };

/** The codes of errors, where all are faults of the client; else null. */
function faultsOf(errors: readonly unknown[]): readonly SourceErrorLike[] | null {
  const codes = errors.map((error) => (isObject(error) && isObject(error.extensions) ? error.extensions.code : null));
  const areFaults = codes.length > 0 && codes.every((code) => typeof code === 'string' && clientFaults.has(code));
  return areFaults ? codes.map((code) => ({ extensions: { code } })) : null;
}

/**
 * The entities of an answer, exactly as many as were asked for.
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

function parse({ bytes, status }: SourceBytes): ParsedAnswer {
  try {
    const answer: unknown = JSON.parse(bytes.toString('utf8'));
    // GraphQL over HTTP: a 4xx may carry a well-formed answer with errors and no data.
    if (isObject(answer) && ('data' in answer || 'errors' in answer)) return answer;
  } catch {
    // What is not JSON is no answer either.
  }
  throw new SourceFailure('SOURCE_PROTOCOL_ERROR', `not a GraphQL answer, status ${status}`);
}
