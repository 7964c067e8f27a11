import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Witness } from '../../auditlog/witness/witness.js';

/** Where a witness listens. */
export interface WitnessListener {
  readonly host: string;
  readonly port: number;
  /** Paths of PEM files; plain HTTP without them. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** More than 63 hashes and a note of 72 signatures need. */
const bodyLimit = 300_000;

/**
 * Serves a witness over HTTP: `POST /add-checkpoint`, and `GET /<SHA-256 of the origin>/checkpoint` for monitors.
 *
 * @see C2SP tlog-witness
 */
export async function serveWitness(
  witness: Witness,
  { host, port, tls }: WitnessListener,
  log: Logger,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  // Why forced: an idle connection would hold up the end, and a client that is cut off asks again.
  const common = { logger: false, bodyLimit, forceCloseConnections: true } as const;
  const app: FastifyInstance = tls
    ? (fastify({ ...common, https: { cert: readFileSync(tls.cert), key: readFileSync(tls.key) } }) as never)
    : fastify(common);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(async (error: { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, 'the witness could not answer');
    return await reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(status >= 500 ? 'failed\n' : 'refused\n');
  });
  app.post('/add-checkpoint', async (request, reply) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.of();
    // Why refused: a decoder replaces what is not UTF-8, and the result is not what was signed.
    const text = isUtf8(bytes) ? bytes.toString('utf8') : '';
    const { status, body, cause, checkpoint, mayProveFork } = await witness.addCheckpoint(text);
    const facts = { origin: checkpoint?.origin, size: checkpoint?.size, status, cause };
    // Why with the note: it may be the only evidence of what the log signed and hides.
    if (mayProveFork) log.error({ ...facts, note: checkpoint?.text }, 'a head was not cosigned: it may be a fork');
    else if (status === 200) log.info(facts, 'a head was cosigned');
    else log.warn(facts, 'a head was not cosigned');
    return await reply
      .code(status)
      .type(status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8')
      .send(body);
  });
  app.get('/:hash/checkpoint', async (request, reply) => {
    const note = witness.checkpoint((request.params as { readonly hash: string }).hash);
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store');
    return await (note === null ? reply.code(404).send('no checkpoint\n') : reply.send(note));
  });
  return { url: await app.listen({ host, port }), close: async () => await app.close() };
}
