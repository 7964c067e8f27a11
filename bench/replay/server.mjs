/*
 * The sources in one process: each distinct request body is executed once by graphql-js, then its bytes are served from
 * memory. Usage: node replay/server.mjs FOLDER PORT,PORT,... (FOLDER/sources.mjs says which, one port each).
 */
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { coldAlias, failingConsignments } from '../graph/operations.mjs';
import { product } from '../product.mjs';
import { guardSchema, loadDecider } from './guarded.mjs';
import { createReport } from './report.mjs';

const ASSERTION = 'portcullis-assertion';
const coldPattern = new RegExp(`${coldAlias}\\d{9}`, 'g');
const coldStem = `${coldAlias}000000000`;

const tracesPath = '/v1/traces';
/** Requests answered so far, by all sources. */
let answered = 0;
const decider = await loadDecider();
/** How calls of Portcullis share a connection; null in a build where each has its own. */
const calls = await product('subgraphs/kit/serve/calls/serveCalls.js').catch(() => null);
const [folder, portList] = process.argv.slice(2);
const { sourceNames, labelledSdl, plainSdl, resolvers, owned, viewerOf } = (await import(`../${folder}/sources.mjs`))
  .graph;
const ports = portList.split(',').map(Number);
await Promise.all(sourceNames.map((name, index) => serve(name, ports[index])));
console.log('ready');

function serve(name, port) {
  const answers = createAnswers(name);
  const server = createServer({ keepAlive: true }, (request, response) => {
    // The collector of traces: not the contender's process.
    if (request.url === tracesPath) return request.resume().once('end', () => send(response, 200, Buffer.from('{}')));
    if (request.method === 'GET') return send(response, 200, Buffer.from(JSON.stringify({ answered })));
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const asserted = request.headers[ASSERTION] !== undefined;
      const { status, bytes } = await answer(Buffer.concat(chunks), asserted);
      send(response, status, bytes, asserted);
    });
  });
  const answer = async (bytes, asserted) => {
    answered += 1;
    const body = bytes.toString('latin1');
    const found = answers(body, asserted);
    const { status, parts } = found instanceof Promise ? await found : found;
    const whole = parts.length === 1 ? parts[0] : joined(parts, body.match(coldPattern)?.[0] ?? coldStem);
    return { status, bytes: whole };
  };
  if (calls) server.on('upgrade', (_, socket) => calls.serveCalls(socket, (_, body) => answer(body, true)));
  server.keepAliveTimeout = 600_000;
  server.requestTimeout = 0;
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function send(response, status, bytes, asserted = false) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    ...(calls && asserted ? { 'portcullis-upgrade': 'portcullis-calls' } : {}),
  });
  response.end(bytes);
}

/** The stored pieces with this request's own alias between them. */
function joined(parts, alias) {
  const between = Buffer.from(alias);
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [between, part])));
}

function createAnswers(name) {
  const plain = buildSubgraphSchema({ typeDefs: parse(plainSdl(name)), resolvers: resolvers[name] });
  const ours = guardedSchema(name);
  const known = new Map();
  return (body, asserted) => {
    // Why: a document that was never seen before must cost the gateway, not the sources behind it.
    const cold = body.includes(coldAlias);
    const key = `${asserted ? '+' : '-'}${cold ? body.replaceAll(coldPattern, coldStem) : body}`;
    let answer = known.get(key);
    if (!answer) {
      const text = Buffer.from(key.slice(1), 'latin1').toString('utf8');
      answer = answerOf(name, asserted ? ours : plain, text, asserted);
      known.set(key, answer);
      answer.then((made) => known.set(key, made));
    }
    return answer;
  };
}

function guardedSchema(name) {
  const access = decider.readAccess(parse(labelledSdl(name)));
  const schema = buildSubgraphSchema({ typeDefs: parse(plainSdl(name)), resolvers: resolvers[name] });
  return guardSchema(schema, (coordinate) => access.of(coordinate)?.category, new Set(owned[name]), decider);
}

/** One answer: data first, keys in the order of the selection, compact. */
async function answerOf(name, schema, text, asserted) {
  if (name === 'seizures' && failingConsignments.test(text))
    return { status: 500, parts: [Buffer.from('{"errors":[{"message":"broken"}]}')] };
  const { query, variables, operationName } = JSON.parse(text);
  const report = asserted ? createReport(decider.originator) : undefined;
  const result = await execute({
    schema,
    document: parse(query),
    variableValues: variables,
    operationName,
    contextValue: { report, viewer: viewerOf(query) },
  });
  const answer = {
    data: result.data,
    ...(result.errors ? { errors: result.errors } : {}),
    ...(report ? { extensions: report.extensions(name, decider.policy.version) } : {}),
  };
  return {
    status: 200,
    parts: JSON.stringify(answer)
      .split(coldStem)
      .map((part) => Buffer.from(part, 'utf8')),
  };
}
