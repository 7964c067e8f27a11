import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveAccessMetadata } from './access/door.js';
import { type Door, type Entrance, handleRequest, type Traffic } from './handler.js';
import { createListener } from './listener.js';
import { type ServedLogFiles, serveLogFiles } from './logFiles.js';
import { receive } from './pipeline/index.js';
import { addProbes, type ReadinessCheck } from './probes.js';
import type { GateRuntime } from './runtime.js';
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

/** What is served, and when it is ready. */
export interface Served {
  readonly door: Door;
  /** What decides a request that comes now, where another policy may be taken in; else it is one from start to end. */
  readonly present?: (() => { readonly runtime: GateRuntime; readonly door: Door }) | undefined;
  /** Other ways in, by path; none by default. */
  readonly entrances?: ReadonlyMap<string, Entrance>;
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
export async function serve(runtime: GateRuntime, served: Served): Promise<RunningServer> {
  const { door, entrances = new Map<string, Entrance>(), checks, logFiles, close, present } = served;
  const traffic: Traffic = { inFlight: new Set(), stopping: false, draining: false, answered: new Map() };
  const ways = new Map<string, Entrance>([['/graphql', { receive, door }], ...entrances]);
  const handlers = [...ways].map(([path, entrance]) => {
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      const { runtime: own, ...changed } = present?.() ?? { runtime };
      void handleRequest(request, response, own, { ...entrance, ...changed }, traffic);
    };
    return [path, handle] as const;
  });
  const listener = createListener(runtime.settings, new Map(handlers));
  if (entrances.size > 0) serveAccessMetadata(listener.app, runtime.settings);
  addProbes(listener.app, checks, () => traffic.stopping);
  if (logFiles) serveLogFiles(listener.app, logFiles, runtime);
  // A probe that keeps its connection must not hold up the successor; it is not told to send nobody here.
  listener.app.addHook('onSend', async (_request, reply) => {
    if (traffic.draining) reply.header('connection', 'close');
  });
  const address = await listener.listen();
  return {
    url: `${address}/graphql`,
    drain: async () => await drain(listener, traffic, runtime.settings.deadlineMs),
    close: async () => {
      await closeGracefully(listener, traffic);
      runtime.log.info({ answered: Object.fromEntries(traffic.answered) }, 'requests by door and way');
      await close();
    },
  };
}
