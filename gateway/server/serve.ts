import type { IncomingMessage, ServerResponse } from 'node:http';
import { accessPaths, serveAccessMetadata } from '../authzen/index.js';
import { type Entrance, handleRequest, type Traffic } from './handler.js';
import { createListener } from './listener.js';
import { type ServedLogFiles, serveLogFiles } from './logFiles.js';
import { addProbes, type ReadinessCheck } from './probes.js';
import type { GateRuntime } from '../exchange/runtime.js';
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
export interface Reign {
  readonly runtime: GateRuntime;
  /** Ways in, by path. */
  readonly entrances: ReadonlyMap<string, Entrance>;
}

/** What is served, and when it is ready. */
export interface Served {
  /**
   * The reign that decides a request that comes now, until the request is answered. They differ in their policy, and in
   * what was made of it: paths and settings are the same in all.
   */
  readonly present: () => Reign;
  readonly checks: readonly ReadinessCheck[];
  /** What of the logs is read as files; nothing by default. */
  readonly logFiles?: ServedLogFiles | undefined;
  /** Closes what stands behind the door. */
  close(): Promise<void>;
}

/**
 * Listens, with probes, deadline and graceful end.
 *
 * @throws the system's error where the port cannot be had
 */
export async function serve({ present, checks, logFiles, close }: Served): Promise<RunningServer> {
  const { entrances, runtime } = present();
  const { settings, log } = runtime;
  const traffic: Traffic = { inFlight: new Set(), stopping: false, draining: false, answered: new Map() };
  const handlers = [...entrances.keys()].map((path) => {
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      // Invariant: looked up once a request, so that one policy decides it from its first header to its last byte.
      const reign = present();
      void handleRequest(request, response, reign.runtime, reign.entrances.get(path) as Entrance, traffic);
    };
    return [path, handle] as const;
  });
  const listener = createListener(settings, new Map(handlers));
  if (entrances.has(accessPaths.one)) serveAccessMetadata(listener.app, settings);
  addProbes(listener.app, checks, () => traffic.stopping);
  if (logFiles) serveLogFiles(listener.app, logFiles, () => present().runtime);
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
      log.info({ answered: Object.fromEntries(traffic.answered) }, 'requests by door and way');
      await close();
    },
  };
}
