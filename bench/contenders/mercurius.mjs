/*
 * Mercurius gateway with jit, with the graphql that it prints well with (see ../peers/mercurius/package.json) and
 * Federation 1 sources by hand. Usage: PORT SOURCES.json
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [port, sourcesFile] = process.argv.slice(2);
const require = createRequire(new URL('../peers/mercurius/package.json', import.meta.url));
const Fastify = require('fastify');
const mercuriusGateway = require('@mercuriusjs/gateway');

const { sources, folder } = JSON.parse(readFileSync(sourcesFile, 'utf8'));
const services = Object.entries(sources).map(([name, url]) => ({
  name,
  url,
  mandatory: false,
  schema: readFileSync(join(folder, `${name}.graphql`), 'utf8'),
}));
const app = Fastify({ keepAliveTimeout: 600_000 });
app.register(mercuriusGateway, { gateway: { services }, jit: 1 });
await app.listen({ host: '127.0.0.1', port: Number(port) });
