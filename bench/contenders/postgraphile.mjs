/*
 * PostGraphile 5 over one database, with its Amber preset: each request takes the viewer's role and settings, under which
 * row-level security and column grants hold. It verifies no token. Usage: PORT URLS.json (`inOneDatabase`)
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [port, file] = process.argv.slice(2);
const require = createRequire(new URL('../peers/postgraphile/package.json', import.meta.url));
const { postgraphile } = require('postgraphile');
const { PostGraphileAmberPreset } = require('postgraphile/presets/amber');
const { makePgService } = require('postgraphile/adaptors/pg');
const { grafserv } = require('postgraphile/grafserv/node');

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: JSON.parse(readFileSync(file, 'utf8')).inOneDatabase,
      schemas: ['bench_peer'],
      poolConfig: { max: 10 },
    }),
  ],
  grafast: {
    explain: false,
    context: () => ({
      pgSettings: { role: 'bench_viewer', 'viewer.agency': 'NL-CUSTOMS', 'viewer.purpose': 'CUSTOMS_CONTROL' },
    }),
  },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
});
const server = createServer({ keepAliveTimeout: 600_000 });
server.on('error', (error) => {
  throw error;
});
await instance.createServ(grafserv).addTo(server);
server.listen(Number(port), '127.0.0.1');
