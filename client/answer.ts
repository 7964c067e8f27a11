import type { WithheldLine } from './withheld.js';

/** Place of an answer's entry in the log. docs/AUDIT.md says how to check it. */
export interface Receipt {
  readonly log: string;
  readonly index: number;
  readonly leafHash: string;
}

/** An entry of `errors`. `code` is one of docs/ERRORS.md. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly requestId?: string;
    readonly hint?: string;
    /** Coordinate of an input, or, of a source that gave nothing, the pattern of the paths that lack it. */
    readonly at?: string;
    readonly source?: string;
    readonly retryAfterSeconds?: number;
    readonly [name: string]: unknown;
  };
}

/** Says that a filter by name compared names exactly, so that an empty list is not read as "nobody". */
export interface Advice {
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

/** An answer with data, in the shape of its JSON. */
export interface Answered<Data = unknown> {
  readonly data: Data;
  /** Beside data: what sources did not answer, and limits that were met. */
  readonly errors?: readonly AnswerError[];
  readonly extensions: {
    readonly requestId: string;
    readonly withheld?: readonly WithheldLine[];
    readonly advice?: readonly Advice[];
    readonly audit?: Receipt;
  };
}

/** A source that did not answer all that it was asked. */
export interface SourceState {
  readonly source: string;
  /** `SOURCE_UNAVAILABLE`, `SOURCE_TIMEOUT`, ... of docs/ERRORS.md. */
  readonly codes: readonly string[];
  /** Response paths that lack it, with `*` for places in lists. */
  readonly paths: readonly string[];
}

/** Whether an error is about what was asked, and not about a source: what was asked again the same way fails the same way. */
export function isAskersFault({ extensions: { code } }: AnswerError): boolean {
  return code === 'BAD_USER_INPUT' || code === 'CURSOR_INVALID';
}

/** The sources that an answer lacks something of; empty: all that were asked have answered. */
export function missingSources({ errors = [] }: Pick<Answered, 'errors'>): readonly SourceState[] {
  const states = new Map<string, { readonly codes: Set<string>; readonly paths: Set<string> }>();
  for (const error of errors) {
    const { path, extensions } = error;
    const { source, code, at } = extensions;
    if (source === undefined || isAskersFault(error)) continue;
    const state = states.get(source) ?? { codes: new Set(), paths: new Set() };
    states.set(source, state);
    state.codes.add(code);
    state.paths.add(at ?? (path ?? []).join('.'));
  }
  return [...states].map(([source, { codes, paths }]) => ({ source, codes: [...codes], paths: [...paths] }));
}

const answers = new WeakMap<object, Answered>();

/** Remembers which answer data are of, as long as anybody holds the data. */
export function noteAnswer(answer: Answered): void {
  if (typeof answer.data === 'object' && answer.data !== null) answers.set(answer.data, answer);
}

/**
 * The whole answer that `data` came with. Libraries hand on `data` alone, some without `extensions`.
 *
 * @throws RangeError where they are not the data of an answer, e.g. a copy
 */
export function answerOf<Data extends object>(data: Data): Answered<Data> {
  const answer = answers.get(data);
  if (!answer) throw new RangeError('not the data of an answer, as it came');
  return answer as Answered<Data>;
}
