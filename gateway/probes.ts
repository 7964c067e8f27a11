import type { FastifyInstance } from 'fastify';

/** One thing that must be well before requests are sent here. */
export interface ReadinessCheck {
  readonly name: 'database' | 'audit' | 'supergraph';
  isReady(): Promise<boolean>;
}

/** Longest wait for one check, ms. */
const CHECK_TIMEOUT = 2_000;

/** Adds `/livez` (the process answers) and `/readyz` (it could serve). No data in either: they need no token. */
export function addProbes(app: FastifyInstance, checks: readonly ReadinessCheck[], isStopping: () => boolean): void {
  app.get('/livez', async (_request, reply) => await reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      checks.map(async (check) => [check.name, (await passes(check)) ? 'ok' : 'failed'] as const),
    );
    const ready = !isStopping() && results.every(([, result]) => result === 'ok');
    return await reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(results) });
  });
}

async function passes(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT);
  });
  try {
    return await Promise.race([check.isReady(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
