import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** What somebody outside is asked: a GET, or with a body a POST. */
export interface ShortQuestion {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How somebody outside answered. */
export interface ShortAnswer {
  readonly status: number;
  readonly body: string;
}

/** How long an answer is waited for, its last byte too, and what ends that before. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Longest answer that is read: a note of 72 signatures. */
const mostBytes = 300_000;

/**
 * Asks a witness or a log over HTTP.
 *
 * Why no fetch: it holds the signal that is to end it weakly, and one that was collected ends nothing, so that somebody who answers byte by
 * byte was waited for without end.
 *
 * @throws the system's error, or a TimeoutError; Error for an answer that is too long, or sends elsewhere: only who was named is asked
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
    // Why a connection of its own: asked every 5 s, one that is kept is closed by its server, which waits as long, just as it is used.
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
    if (length > mostBytes) throw new Error('its answer is too long');
    chunks.push(chunk);
  }
  return { status, body: Buffer.concat(chunks).toString('utf8') };
}

/** Why nobody answered, in words without an end. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  // Of a name with several addresses, none of which answers, the system's error has no words.
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
