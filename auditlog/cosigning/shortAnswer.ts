import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** A request to a witness or a log: a GET, or with a body a POST. */
export interface ShortQuestion {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The answer, read whole. */
export interface ShortAnswer {
  readonly status: number;
  readonly body: string;
}

/** How long to wait for the last byte of an answer, and what ends waiting earlier. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Longest answer that is read: more than a note of 72 signatures. */
const maxBytes = 300_000;

/**
 * Asks a witness or a log over HTTP.
 *
 * Why not fetch: it holds its signal weakly, and a collected signal ends nothing, so that a server that answered byte by byte was
 * waited for endlessly.
 *
 * @throws the system's error, or a TimeoutError; Error for an answer that is too long, or a redirect: only the named server is asked
 */
export async function askShort(url: string, question: ShortQuestion, patience: Patience): Promise<ShortAnswer> {
  const { headers = {}, body } = question;
  const { timeoutMs, signal } = patience;
  signal?.throwIfAborted();
  const target = new URL(url);
  const type = body === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' };
  const request = (target.protocol === 'https:' ? overHttps : overHttp)(target, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...type, ...headers },
    // Why no keep-alive: servers commonly close an idle connection after 5 s, just when the next request, 5 s later, would use it.
    agent: false,
  });
  let why: unknown = null;
  const stop = (cause: unknown): void => {
    why ??= cause;
    request.destroy();
  };
  const end = (): void => stop(signal?.reason);
  const timer = setTimeout(() => stop(new DOMException('no answer in time', 'TimeoutError')), timeoutMs);
  signal?.addEventListener('abort', end, { once: true });
  try {
    return await readAnswer(await send(request, body));
  } catch (error) {
    stop(error);
    throw why;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

function send(request: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => request.on('response', resolve).on('error', reject).end(body));
}

async function readAnswer(answer: IncomingMessage): Promise<ShortAnswer> {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) throw new Error('it redirects');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new Error('its answer is too long');
    chunks.push(chunk);
  }
  return { status, body: Buffer.concat(chunks).toString('utf8') };
}

/** Why there was no answer: a sentence without a full stop. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  // The system's error has no message if a name has several addresses and none answers.
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
