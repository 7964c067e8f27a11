import { type Answered, noteAnswer } from './answer.js';
import { createMemory } from './asking/memory.js';
import { bodyOf, type Question } from './asking/question.js';
import { readFile, readReply } from './asking/reply.js';
import { send } from './asking/send.js';
import type { HeldToken, Tokens } from './asking/tokens.js';
import { orAborted } from './asking/waiting.js';
import { ClientError } from './clientError.js';
import { keyOf, type Viewer } from './viewer.js';

/** How a question is asked. */
export interface Asking {
  /** Breaks it off. */
  readonly signal?: AbortSignal | undefined;
  /** Until when there is an answer or an error, waiting included, milliseconds; 30,000 by default. */
  readonly deadlineMs?: number | undefined;
  /** Asks the server whatever is in memory. */
  readonly again?: boolean | undefined;
}

/** A request to another route of the graph's server, such as `schema.graphql` or `export`. */
export interface FileRequest {
  /** Beside the graph's own, e.g. `export`. */
  readonly path: string;
  readonly accept: string;
  /** What is asked; undefined: it is a GET. */
  readonly question?: Question | undefined;
}

/** Asks for one viewer, one purpose and one case, and never for another. */
export interface ViewerClient {
  /** Another number for each client. */
  readonly id: number;
  readonly key: string;
  readonly viewer: Viewer;
  /** Aborted once it is closed: nothing that it answered may be shown any more. */
  readonly closed: AbortSignal;
  /**
   * An answer from memory, where it is held, else from the server. Waits as `Retry-After` says, as long as the deadline allows.
   * An answer that lacks a source is not held.
   *
   * @throws Refusal, ClientError; what the token source throws
   */
  ask<Data = unknown>(question: Question, asking?: Asking): Promise<Answered<Data>>;
  /**
   * A file of the server, with the headers of a question: the response with its body as it comes, which breaks off when the client
   * is closed or the signal is aborted. Nothing of it is held. The deadline is for its first byte.
   *
   * @throws as `ask`; RangeError for a path on another server
   */
  file(request: FileRequest, asking?: Omit<Asking, 'again'>): Promise<Response>;
}

/** What a client is made of. */
export interface ClientParts {
  readonly id: number;
  readonly viewer: Viewer;
  readonly tokens: Tokens;
  readonly fetch: typeof fetch;
  /** How long an answer is held, milliseconds. */
  readonly lastsMs: number;
  /** Told when a token speaks for somebody else. It closes the client. */
  readonly onOther: () => void;
}

/** A client, and what closes it. */
export interface OpenClient {
  readonly client: ViewerClient;
  close(): void;
}

/** Opens a client for a viewer, with an empty memory. */
export function openViewerClient({ id, viewer, tokens, fetch, lastsMs, onOther }: ClientParts): OpenClient {
  const closing = new AbortController();
  const closed = closing.signal;
  const memory = createMemory(lastsMs);
  const key = keyOf(viewer);
  /** The token of now, of this viewer. */
  const token = async (refused?: string): Promise<string> => {
    const held = await (refused === undefined ? tokens.get(viewer) : tokens.renew(viewer, refused)).catch(refuseOther);
    if (keyOf(held.viewer) !== key) onOther();
    closed.throwIfAborted();
    return held.token;
  };
  const refuseOther = (error: unknown): HeldToken => {
    // A token of nobody, or of nobody who may state this. Where the source fails nothing is shown either, and it may heal.
    if (error instanceof ClientError) onOther();
    throw error;
  };
  const answer = async (body: string, again: boolean, signal: AbortSignal, deadline: number): Promise<Answered> => {
    const held = again ? undefined : memory.get(body);
    if (held) {
      // Invariant: nothing held is shown before the token of now was seen to speak for the same viewer.
      await token();
      return held;
    }
    const sent = { url: viewer.server, method: 'POST', accept: RESPONSE_TYPE, body } as const;
    const came = await send({ viewer, fetch, sent, read: readReply, token, signal, deadline });
    // Invariant: what came for a viewer, purpose or case that were left is dropped.
    closed.throwIfAborted();
    noteAnswer(came);
    if (!came.errors) memory.keep(body, came);
    return came;
  };
  const ask = async (question: Question, { signal, deadlineMs = 30_000, again = false }: Asking = {}) => {
    const limit = AbortSignal.timeout(deadlineMs);
    const either = AbortSignal.any([closed, limit, ...(signal ? [signal] : [])]);
    const work = answer(bodyOf(question), again, either, Date.now() + deadlineMs);
    return await orAborted(work, either).catch((error: unknown) => {
      throw whyOf(error, { closed, limit, signal });
    });
  };
  const file = async (request: FileRequest, { signal, deadlineMs = 30_000 }: Omit<Asking, 'again'> = {}) => {
    const { path, accept, question } = request;
    const url = new URL(path, viewer.server);
    if (url.origin !== new URL(viewer.server).origin) throw new RangeError('path: of the same server');
    const body = question && bodyOf(question);
    const sent = { url: url.href, method: body === undefined ? 'GET' : 'POST', accept, body } as const;
    const limit = AbortSignal.timeout(deadlineMs);
    const stop = new AbortController();
    const whole = AbortSignal.any([closed, stop.signal, ...(signal ? [signal] : [])]);
    const work = send({ viewer, fetch, sent, read: readFile, token, signal: whole, deadline: Date.now() + deadlineMs });
    return await orAborted(work, AbortSignal.any([whole, limit])).catch((error: unknown) => {
      stop.abort();
      throw whyOf(error, { closed, limit, signal });
    });
  };
  const close = (): void => {
    memory.clear();
    closing.abort(viewerChanged());
  };
  return { client: { id, key, viewer, closed, ask, file } as ViewerClient, close };
}

const RESPONSE_TYPE = 'application/graphql-response+json';

/** What is said where a client is not of this viewer, purpose and case any more. */
export function viewerChanged(): ClientError {
  return new ClientError('VIEWER_CHANGED', 'Another viewer, purpose or case was stated; the answer is dropped.');
}

interface Stops {
  readonly closed: AbortSignal;
  readonly limit: AbortSignal;
  readonly signal: AbortSignal | undefined;
}

/** What ended a question, the weightiest first. */
function whyOf(error: unknown, { closed, limit, signal }: Stops): unknown {
  if (closed.aborted) return viewerChanged();
  if (signal?.aborted) return new ClientError('ABORTED', 'The question was broken off.');
  if (limit.aborted) return new ClientError('DEADLINE_EXCEEDED', 'There was no answer in time.');
  return error;
}
