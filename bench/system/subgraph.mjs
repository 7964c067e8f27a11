/*
 * A peer's source over PostgreSQL: Apollo Server, @apollo/subgraph, graphql-shield, DataLoader.
 * Usage: node system/subgraph.mjs NAME PORT URLS.json
 */
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import pg from 'pg';
import { effectsOf, guarded } from './guard.mjs';
import { createLoaders } from './loaders.mjs';
import { systemSdl } from './operation.mjs';
import { systemResolvers } from './resolvers.mjs';

const [name, port, file] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: JSON.parse(readFileSync(file, 'utf8'))[name], max: 10 });
const schema = buildSubgraphSchema({ typeDefs: parse(systemSdl(name)), resolvers: systemResolvers[name] });
const server = new ApolloServer({ schema: guarded(schema) });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(port) },
  context: async () => ({ loaders: createLoaders(pool), effects: effectsOf() }),
});
console.log('ready');
