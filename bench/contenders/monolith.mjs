/* What federation costs at all: one schema over the same data in memory, node:http and graphql-jit. Usage: PORT */
import { createServer } from 'node:http';
import { buildSchema, parse } from 'graphql';
import { compileQuery } from 'graphql-jit';
import { monolithResolvers } from '../graph/resolvers.mjs';
import { monolithSdl } from '../graph/sdl.mjs';

const schema = buildSchema(monolithSdl());
for (const [typeName, fields] of Object.entries(monolithResolvers)) {
  for (const [name, resolve] of Object.entries(fields)) schema.getType(typeName).getFields()[name].resolve = resolve;
}
const compiled = new Map();

createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const bytes = Buffer.from(JSON.stringify(await operationOf(query)({}, {}, variables ?? {})));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
    response.end(bytes);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');

function operationOf(query) {
  let operation = compiled.get(query);
  if (!operation) {
    operation = compileQuery(schema, parse(query)).query;
    compiled.set(query, operation);
    if (compiled.size > 1000) compiled.delete(compiled.keys().next().value);
  }
  return operation;
}
