import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Tracer } from '../../subgraphs/kit/tracing/span.js';
import type { GatewayObserver } from '../exchange/observer.js';
import type { GateRuntime } from '../exchange/runtime.js';
import type { GatewaySettings } from '../settings.js';
import { createAccessLog } from './accessLog.js';
import { Flights } from './flights.js';
import { handleRequest, type Route, type Traffic } from './handler.js';
import { createListener } from './listener.js';
import { type ServedLogFiles, serveLogFiles } from './logFiles.js';
import { addProbes, type ReadinessCheck } from './probes.js';
import { describeResources } from './resourceMetadata.js';
import { closeGracefully, drain } from './shutdown.js';

/** A running server. */
export interface RunningServer {
  /** E.g. `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /**
   * Stops accepting connections, and answers requests on open ones until the clients close them, while a successor listens
   * on the same port. `close` must follow.
   */
  drain(): Promise<void>;
  /** Stops accepting connections, lets requests finish for 1.5 s, answers the rest with 503; takes less than 2 s. */
  close(): Promise<void>;
}

/** All that decides requests under one policy, and nothing made under another. */
export interface PolicyGeneration {
  readonly runtime: GateRuntime;
  /** By path. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** What a server serves. */
export interface Served {
  /**
   * The generation for a request that comes now; it decides the request to its end. Generations differ in their policy and
   * what was made of it; paths and settings are the same in all.
   */
  readonly current: () => PolicyGeneration;
  readonly checks: readonly ReadinessCheck[];
  readonly observer?: GatewayObserver | undefined;
  /** Records spans of requests; none by default. */
  readonly tracer?: Tracer | undefined;
  /** Files of logs; none by default. */
  readonly logFiles?: ServedLogFiles | undefined;
  /** Adds routes beside the probes. @param present gives the runtime that decides now */
  readonly describe?: (app: FastifyInstance, settings: GatewaySettings, present: () => GateRuntime) => void;
  /** Handlers by the whole target of a request, before `identify`: they show nothing of the data. None by default. */
  readonly open?: ReadonlyMap<string, RequestListener> | undefined;
  /** Closes what the listener used. */
  close(): Promise<void>;
}

/**
 * Listens, with probes, deadlines and a graceful end.
 *
 * @throws the system's error where the port is not available
 */
export async function serve(served: Served): Promise<RunningServer> {
  const { current, checks, observer, tracer, logFiles, describe, open, close } = served;
  const { routes, runtime } = current();
  const { settings, log } = runtime;
  const traffic: Traffic = {
    inFlight: new Flights(),
    stopping: false,
    draining: false,
    answered: new Map(),
    access: createAccessLog(settings, log),
    observer,
    tracer,
  };
  const handlers = [...routes.keys()].map((path) => {
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      // Invariant: looked up once, so that one policy decides a request from its first header to its last byte.
      const generation = current();
      void handleRequest(request, response, generation.runtime, generation.routes.get(path) as Route, traffic);
    };
    return [path, handle] as const;
  });
  const listener = createListener(settings, new Map(handlers), closing(open ?? new Map(), traffic));
  describe?.(listener.app, settings, () => current().runtime);
  describeResources(listener.app, current);
  addProbes(listener.app, { checks, isStopping: () => traffic.stopping, deadlineMs: settings.deadlineMs });
  if (logFiles) serveLogFiles(listener.app, logFiles, () => current().runtime);
  // A probe that keeps its connection must not delay the successor.
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

/** The same handlers, whose answers ask the client to close once the server drains or stops. */
function closing(open: ReadonlyMap<string, RequestListener>, traffic: Traffic): ReadonlyMap<string, RequestListener> {
  const closes =
    (handle: RequestListener): RequestListener =>
    (request, response) => {
      if (traffic.draining || traffic.stopping) response.setHeader('connection', 'close');
      handle(request, response);
    };
  return new Map([...open].map(([target, handle]) => [target, closes(handle)]));
}
