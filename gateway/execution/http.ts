import { type SourceAnswer, type SourceClient, SourceFailure, type SourceOperation } from './sourceClient.js';

/** Makes the headers that prove to a source who asks; see subgraphs/kit/assertion.ts. */
export type SignOperation = (operation: SourceOperation, body: string) => Readonly<Record<string, string>>;

/**
 * A source behind HTTP: keep-alive (Node's own fetch), no redirects, an answer of bounded size.
 *
 * @param options.sign absent for a foreign source, which knows no assertions
 * @param options.maxBytes of an answer, after decompression
 */
export function httpClient(options: {
  readonly url: string;
  readonly sign?: SignOperation;
  readonly maxBytes: number;
}): SourceClient {
  return {
    execute: async (operation) => {
      const body = JSON.stringify({
        query: operation.query,
        variables: operation.variables,
        ...(operation.operationName ? { operationName: operation.operationName } : {}),
      });
      return await retryOnce(operation.signal, async () => await post(options, operation, body));
    },
    close: async () => undefined,
  };
}

async function post(
  options: Parameters<typeof httpClient>[0],
  operation: SourceOperation,
  body: string,
): Promise<SourceAnswer> {
  let response: Response;
  try {
    response = await fetch(options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...options.sign?.(operation, body),
      },
      body,
      redirect: 'error',
      signal: operation.signal,
    });
  } catch (error) {
    if (operation.signal.aborted) throw operation.signal.reason;
    throw new SourceFailure('SOURCE_UNAVAILABLE', `no connection: ${causeOf(error)}`);
  }
  const text = await readBounded(response, options.maxBytes, operation.signal);
  if (response.status >= 500) throw new SourceFailure('SOURCE_UNAVAILABLE', `status ${response.status}`);
  return parseAnswer(text, response.status);
}

/**
 * Reads are idempotent, so a connection that broke before any answer may be tried once more: a keep-alive socket that
 * the other side closed just now is the common case.
 */
async function retryOnce<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const broken = error instanceof SourceFailure && /ECONNRESET|EPIPE|UND_ERR_SOCKET/.test(error.message);
    if (!broken || signal.aborted) throw error;
    return await attempt();
  }
}

async function readBounded(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'answer too large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof SourceFailure) throw error;
    if (signal.aborted) throw signal.reason;
    throw new SourceFailure('SOURCE_UNAVAILABLE', `connection broke: ${causeOf(error)}`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseAnswer(text: string, status: number): SourceAnswer {
  try {
    const answer = JSON.parse(text) as SourceAnswer | null;
    // GraphQL over HTTP: a 4xx may carry a well-formed answer with errors and no data.
    if (answer && typeof answer === 'object' && ('data' in answer || 'errors' in answer)) return answer;
  } catch {
    // falls through: not JSON is as little an answer as the wrong JSON
  }
  throw new SourceFailure('SOURCE_PROTOCOL_ERROR', `not a GraphQL answer, status ${status}`);
}

function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code ?? (error as { name?: string }).name ?? 'unknown';
}
