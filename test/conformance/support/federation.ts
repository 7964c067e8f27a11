import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expect } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { httpClient } from '../../../gateway/execution/transport/http/httpClient.js';
import type { GatewayOptions } from '../../../gateway/index.js';
import { type Harness, startHarness } from '../../gateway/support/harness.js';
import { listen } from '../../support/waiting/listen.js';

/** A foreign source: plain Federation 2, without a label of ours. */
export interface ForeignSource {
  /** The version of the specification that it links, with what it imports; absent: an old one. */
  readonly link?: string;
  readonly sdl: string;
  readonly resolvers: object;
}

/** What a source was asked. */
export interface AskedOfSource {
  readonly source: string;
  readonly query: string;
  readonly variables: { readonly representations?: readonly Record<string, unknown>[] } & Record<string, unknown>;
}

export interface ForeignAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly { readonly path?: readonly (string | number)[]; readonly extensions: { code: string } }[];
}

/** A real gateway over foreign sources, all of them over HTTP; under `--policy permissive`, where nothing else is said. */
export interface Federation {
  /** Asks twice, but for mutations: as a document never seen, and as a known one. Both must answer alike. */
  ask(query: string, variables?: Record<string, unknown>): Promise<ForeignAnswer>;
  readonly harness: Harness;
  /** What the sources were asked for the last answer. */
  readonly asked: readonly AskedOfSource[];
  close(): Promise<void>;
}

type Resolvers =
  NonNullable<Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[]>> extends {
    resolvers?: infer R;
  }
    ? R
    : never;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable",
  "@requires", "@provides", "@external", "@inaccessible", "@override", "@interfaceObject", "@tag", "@extends"])`;

/** An error's extensions, whatever the request's id. */
function known({ extensions }: ForeignAnswer['errors'][number]): object {
  return { ...extensions, requestId: expect.any(String) };
}

/** Composes the sources, serves each on a port of its own, and starts a gateway before them. */
export async function startFederation(
  sources: Readonly<Record<string, ForeignSource>>,
  options: Partial<GatewayOptions> = {},
): Promise<Federation> {
  const servers: Server[] = [];
  const asked: AskedOfSource[] = [];
  const services = await Promise.all(
    Object.entries(sources).map(async ([name, { link = LINK, sdl, resolvers }]) => {
      const typeDefs = parse(`${link}\n${sdl}`);
      const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as Resolvers });
      const server = createServer(async (request, response) => {
        const { query, variables } = JSON.parse(await text(request));
        asked.push({ source: name, query, variables: variables ?? {} });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(await graphql({ schema, source: query, variableValues: variables })));
      });
      servers.push(server);
      return { name, url: `http://127.0.0.1:${await listen(server)}/`, typeDefs };
    }),
  );
  const closeServers = (): void => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  };
  const { supergraphSdl, errors } = composeServices(services);
  // What was opened is closed: a server left listening would keep the whole test run from ending.
  if (!supergraphSdl) {
    closeServers();
    throw new Error(String(errors));
  }
  const harness = await startHarness({
    supergraphSdl,
    clientOf: (_name, url) => httpClient({ url, maxBytes: 1_000_000 }),
    ...options,
  }).catch((error: unknown) => {
    closeServers();
    throw error;
  });
  return {
    asked,
    harness,
    ask: async (query, variables) => {
      const once = async (): Promise<ForeignAnswer> => {
        asked.length = 0;
        const { status, body } = await harness.ask(query, variables ? { variables } : {});
        return { status, data: body.data ?? null, errors: body.errors ?? [] };
      };
      const first = await once();
      if (/^\s*mutation/.test(query)) return first;
      // What was seen before comes in by another door; the answer may not tell which.
      const again = await once();
      expect(again).toEqual({
        ...first,
        errors: first.errors.map((error) => ({ ...error, extensions: known(error) })),
      });
      return again;
    },
    close: async () => {
      await harness.close();
      closeServers();
    },
  };
}
