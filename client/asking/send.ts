import { ClientError } from '../clientError.js';
import type { Viewer } from '../viewer.js';
import { requestOf, type Sent } from './question.js';
import type { Reply } from './reply.js';
import { pause } from './waiting.js';

/** A request on its way to the server. */
export interface Sending<Got> {
  readonly viewer: Viewer;
  readonly fetch: typeof fetch;
  readonly sent: Sent;
  read(response: Response): Promise<Reply<Got>>;
  /** The token of now; with `refused` another than that one. */
  token(refused?: string): Promise<string>;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970: nobody waits past it. */
  readonly deadline: number;
}

/**
 * Asks the server. A token that it refuses is renewed once; where it says when to ask again (429, 503), it is asked again then. A
 * lost connection is an error: the question may be in the log, and asking again is another look.
 *
 * @throws Refusal, ClientError NOT_REACHED, NOT_AN_ANSWER; the signal's reason
 */
export async function send<Got>(sending: Sending<Got>): Promise<Got> {
  const { signal, deadline } = sending;
  let token = await sending.token();
  for (let isRenewed = false; ; ) {
    const reply = await once(sending, token);
    if ('answer' in reply) return reply.answer;
    if (reply.status === 401 && !isRenewed) {
      isRenewed = true;
      token = await sending.token(token);
      continue;
    }
    const waitMs = reply.waitMs === undefined ? Number.POSITIVE_INFINITY : withJitter(reply.waitMs);
    // Why not until the deadline: nobody would be told more.
    if (Date.now() + waitMs >= deadline) throw reply.refusal;
    await pause(waitMs, signal);
    token = await sending.token();
  }
}

async function once<Got>({ fetch, viewer, sent, read, signal }: Sending<Got>, token: string): Promise<Reply<Got>> {
  try {
    return await read(await fetch(sent.url, requestOf(sent, viewer, token, signal)));
  } catch {
    throw new ClientError('NOT_REACHED', 'The server was not reached, or the connection was lost.');
  }
}

/** Up to a quarter more, and at least 50 ms: clients that were told the same do not come back at once. */
function withJitter(ms: number): number {
  return ms + 50 + Math.random() * Math.max(ms / 4, 200);
}
