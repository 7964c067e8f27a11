import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { GateRuntime } from '../exchange/runtime.js';
import type { GatewaySettings } from '../settings.js';
import { handleRequest, type Route, type Traffic } from './handler.js';
import { createListener } from './listener.js';
import { type ServedLogFiles, serveLogFiles } from './logFiles.js';
import { addProbes, type ReadinessCheck } from './probes.js';
import { closeGracefully, drain } from './shutdown.js';

/** A listener with everything behind it. */
export interface RunningServer {
  /** `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /**
   * Stops accepting, and answers what comes on open connections until the clients have closed them: for a successor
   * that listens on the same port already. `close` must follow.
   */
  drain(): Promise<void>;
  /** Stops accepting, lets requests finish for 1.5 s, answers the rest with 503; done within 2 s. */
  close(): Promise<void>;
}

/** All that decides requests under one policy: nothing that was made of another one is in it. */
export interface PolicyGeneration {
  readonly runtime: GateRuntime;
  /** By path. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** What is served, and when it is ready. */
export interface Served {
  /**
   * What decides a request that comes now, until the request is answered. Generations differ in their policy, and in
   * what was made of it: paths and settings are the same in all.
   */
  readonly current: () => PolicyGeneration;
  readonly checks: readonly ReadinessCheck[];
  /** What of the logs is read as files; nothing by default. */
  readonly logFiles?: ServedLogFiles | undefined;
  /** Adds what is read without a token, beside probes. */
  readonly describe?: (app: FastifyInstance, settings: GatewaySettings) => void;
  /** Closes what stands behind the listener. */
  close(): Promise<void>;
}

/**
 * Listens, with probes, deadline and graceful end.
 *
 * @throws the system's error where the port cannot be had
 */
export async function serve({ current, checks, logFiles, describe, close }: Served): Promise<RunningServer> {
  const { routes, runtime } = current();
  const { settings, log } = runtime;
  const traffic: Traffic = { inFlight: new Set(), stopping: false, draining: false, answered: new Map() };
  const handlers = [...routes.keys()].map((path) => {
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      // Invariant: looked up once a request, so that one policy decides it from its first header to its last byte.
      const generation = current();
      void handleRequest(request, response, generation.runtime, generation.routes.get(path) as Route, traffic);
    };
    return [path, handle] as const;
  });
  const listener = createListener(settings, new Map(handlers));
  describe?.(listener.app, settings);
  addProbes(listener.app, checks, () => traffic.stopping);
  if (logFiles) serveLogFiles(listener.app, logFiles, () => current().runtime);
  // A probe that keeps its connection must not hold up the successor; it is not told to send nobody here.
  listener.app.addHook('onSend', async (_request, reply) => {
    if (traffic.draining) reply.header('connection', 'close');
  });
  const address = await listener.listen();
  return {
    url: `${address}/graphql`,
    drain: async () => await drain(listener, traffic, settings.deadlineMs),
    close: async () => {
      await closeGracefully(listener, traffic);
      log.info({ answered: Object.fromEntries(traffic.answered) }, 'requests by handler and strategy');
      await close();
    },
  };
}
