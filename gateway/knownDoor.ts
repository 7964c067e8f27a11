import type { Exchange } from './exchange.js';
import type { House } from './house.js';
import type { HttpReply } from './http/reply.js';
import { admit, answer, run } from './pipeline/index.js';
import { settle } from './pipeline/settle.js';

/** True where the request can be answered without Apollo Server: its document was parsed and validated before. */
export function isKnown(exchange: Exchange): boolean {
  return exchange.known !== undefined && exchange.incoming.method === 'POST';
}

/**
 * The door for known documents: the same stages as behind Apollo Server, in the same order, called directly. Nothing is
 * skipped but parsing and validation, whose result is known. Never throws.
 */
export async function answerKnown(exchange: Exchange, house: House): Promise<HttpReply> {
  const errors: unknown[] = [];
  try {
    await run(admit, exchange, house);
    await run(answer, exchange, house);
  } catch (error) {
    errors.push(error);
  }
  return await settle(exchange, house, errors);
}
