import type { AnswerError, Answered, Receipt } from '../answer.js';
import { ClientError, Refusal } from '../clientError.js';

/** What came of one request. */
export type Reply<Got = Answered> =
  | { readonly answer: Got }
  | {
      readonly refusal: ClientError;
      readonly status: number;
      /** Milliseconds after which the server wants to be asked again; undefined where it does not. */
      readonly waitMs: number | undefined;
    };

/** Reads a response of the graph. */
export async function readReply(response: Response): Promise<Reply> {
  const { status } = response;
  const waitMs = status === 429 || status === 503 ? waitOf(response.headers.get('retry-after')) : undefined;
  const body = await bodyOf(response);
  if (body?.data && status === 200) return { answer: deepFreeze(body as Answered) };
  const { errors = [], extensions } = body ?? {};
  const refusal =
    errors.length > 0
      ? new Refusal(status, errors, extensions?.requestId, extensions?.audit)
      : new ClientError('NOT_AN_ANSWER', `No answer of the graph came, but HTTP ${status}.`);
  return { refusal, status, waitMs };
}

/** Takes a response as it streams. What is refused is an answer of the graph without data, whatever was accepted. */
export async function readFile(response: Response): Promise<Reply<Response>> {
  const isFile = response.status === 200 && !ofGraph.test(response.headers.get('content-type') ?? '');
  if (isFile) return { answer: response };
  const whole = response.clone();
  const reply = await readReply(response);
  if ('refusal' in reply) {
    // JSON with neither data nor errors is none of the graph's, e.g. the receipt of an export.
    const isOther = response.status === 200 && reply.refusal.code === 'NOT_AN_ANSWER';
    return isOther ? { answer: whole } : reply;
  }
  return {
    refusal: new ClientError('NOT_AN_ANSWER', 'An answer of the graph came in place of a file.'),
    status: 200,
    waitMs: undefined,
  };
}

const ofGraph = /^application\/(graphql-response\+)?json(\s*;|$)/;

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: { readonly requestId?: string; readonly audit?: Receipt };
}

async function bodyOf(response: Response): Promise<Body | undefined> {
  if (!ofGraph.test(response.headers.get('content-type') ?? '')) return undefined;
  const text = await response.text();
  try {
    return Object(JSON.parse(text)) as Body;
  } catch {
    return undefined;
  }
}

/** `Retry-After`: seconds, or a date. */
function waitOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}

/** What one part of a front-end changes is not shown by another as an answer. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) deepFreeze(each);
  return Object.freeze(value);
}
