/*
 * Portcullis as it is: the product's server with the benchmark's supergraph, tokens and HTTP clients of its own.
 * Usage: node contenders/portcullis.mjs CONFIG.json; with `workers` as `serve --workers N`, and this file runs in each of them.
 *
 * mode `guarded`     policy, verified tokens, signed requests to the sources, the audit log in PostgreSQL
 *      `policy`      the same with a log that keeps nothing: what durable audit costs is the difference
 *      `permissive`  no policy and no manifests, tokens still verified, a log that keeps nothing
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceNames } from '../graph/sdl.mjs';
import { product } from '../product.mjs';
import { profileOnSignal } from '../profile/onSignal.mjs';
import { viewers } from '../replay/guarded.mjs';
import { writeAuthorizations } from './authorizations.mjs';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { readSettings } = await product('cli/config.js');
const { startGateway } = await product('gateway/index.js');
const { openLocalKey, mintLocalToken } = await product('gateway/identity/localIssuer.js');

if (config.profile) profileOnSignal(config.profile);
const permissive = config.mode === 'permissive';
const settings = {
  ...readSettings(
    {
      // Why a folder of its own: one server has a data directory, and several take turns over one database.
      data: join(config.work, config.logId),
      keys: join(config.data, 'keys'),
      databaseUrl: config.databaseUrl,
      logId: config.logId,
      port: config.port,
      logLevel: 'warn',
    },
    {},
  ).settings,
  // One viewer asks as fast as it can.
  objectsPerMinute: 0,
  agencyObjectsPerMinute: 0,
  refusalsPerMinute: 0,
  ...watching(config.watched),
};

const readSchema = () => readFileSync(permissive ? config.plainSupergraph : config.labelledSupergraph, 'utf8');

if (config.workers) {
  const { serveWithWorkers } = await product('cli/serve/serveWithWorkers.js');
  const plan = { workers: config.workers, readSchema, prepare: writeTokens, open, openBackground: () => undefined };
  await serveWithWorkers(settings, plan);
} else await serveInThisProcess();

async function serveInThisProcess() {
  const { openInstanceRegister } = await product('cli/instance/instanceRegister.js');
  const { openLog } = await product('cli/log.js');
  const { openServerContext } = await product('cli/serve/serverContext.js');
  const { serveUntilSignal } = await product('cli/lifecycle.js');
  const log = openLog(settings);
  await serveUntilSignal({
    open: async (lifecycle) => {
      const opening = { settings, context: await openServerContext(settings, log, lifecycle), log, lifecycle };
      const register = await openInstanceRegister(opening, { ahead: [] });
      await writeTokens(opening.context);
      return await open({ ...opening, register });
    },
    announce: () => undefined,
  });
}

/** Settings of one that is watched. */
function watching({ metrics = false, traceRatio } = {}) {
  const [source] = Object.values(config.sources);
  return {
    ...(metrics ? { metricsPort: 0 } : {}),
    ...(traceRatio === undefined ? {} : { traces: new URL('/v1/traces', source).href, traceRatio }),
  };
}

/** What watches it; older builds have none. */
async function openWatch(serving) {
  if (!config.watched) return {};
  const { showMeters } = await product('cli/metrics/openMeters.js');
  const { openTracer } = await product('cli/tracing/openTracer.js');
  return { meters: await showMeters(serving), tracer: await openTracer(serving) };
}

/** The gateway of one process, serving. @param serving what the product's server gives it */
async function open(serving) {
  const { context, log, lifecycle } = serving;
  const supergraphSdl = readSchema();
  const { meters, tracer } = await openWatch(serving);
  const auditLog = config.mode === 'guarded' ? await openLogOf(serving, supergraphSdl) : noLog();
  const gateway = await startGateway({
    ...(config.watched ? { observer: meters?.gateway, tracer } : {}),
    settings: serving.settings,
    supergraphSdl,
    policy: context.policy,
    clientOf: await sourceClients(context.keys),
    auditLog: meters?.timed(auditLog) ?? auditLog,
    localKey: await openLocalKey(context.keysDirectory),
    permissive,
    log,
  });
  lifecycle.add('gateway', () => gateway.close());
  return gateway;
}

/** The log of a worker where its instance has one writer; else, as in older builds, a log of this process. */
async function openLogOf(serving, schema) {
  if (config.isUnwatched) return await openUnwatchedLog(serving);
  const { openInstanceLog } = await product('cli/instance/instanceLog.js');
  return await (serving.openAuditLog?.(schema) ?? openInstanceLog(serving, schema));
}

/** Without what it works behind its answers, which costs by the second, not by the request. */
async function openUnwatchedLog({ context, settings: { logId }, log }) {
  const { openLogPool } = await product('storage/pool/logPool.js');
  const { openAuditLog } = await product('auditlog/writer/openLog.js');
  const { logOpening } = await product('cli/logOpening.js');
  const pool = openLogPool(context.databases.auditWriterUrl);
  return await openAuditLog({ pool, logId, ...logOpening(context), log });
}

function noLog() {
  let index = 0;
  return {
    logId: 'none',
    append: async () => ({ log: 'none', index: index++, leafHash: '0'.repeat(64) }),
    countRefused: () => undefined,
    writable: async () => true,
    close: async () => undefined,
  };
}

async function sourceClients(keys) {
  const { httpClient } = await product('gateway/execution/transport/http/httpClient.js');
  const { signWith } = await product('gateway/execution/transport/http/signWith.js').catch(olderSigning);
  // Why by place: the product has keys for sources of its own alone, and a benchmark's are as many.
  const keyOf = (name) => keys.subgraph(sourceNames[Object.keys(config.sources).indexOf(name)]);
  return (name) =>
    httpClient({
      url: config.sources[name],
      maxBytes: 50_000_000,
      ...(permissive ? {} : { sign: signWith(keyOf(name)) }),
    });
}

/** How a build from before calls shared a connection is told to sign. */
async function olderSigning() {
  const { assertionHeader, signAssertion } = await product('subgraphs/kit/serve/assertion.js');
  return {
    signWith:
      (key) =>
      ({ session }, body) => ({ [assertionHeader]: signAssertion(key, session, body) }),
  };
}

/** Headers that each viewer sends: a verified token and the purpose. */
async function writeTokens({ policy, keysDirectory }) {
  const localKey = await openLocalKey(keysDirectory);
  const mint = async (viewer, subject) => {
    const { agency, role } = viewers[viewer];
    const { clearance } = policy.agencies[agency];
    return `Bearer ${await mintLocalToken({ agency, role, subject, clearance, ttlSeconds: 43_200 }, localKey)}`;
  };
  if (config.authorizations)
    await writeAuthorizations(config.authorizations, (index) => mint('analyst', `bench-${index}`));
  const entries = Object.entries(viewers).map(async ([name, { purpose }]) => [
    name,
    { authorization: await mint(name, 'bench'), 'query-purpose': purpose },
  ]);
  writeFileSync(config.tokensFile, JSON.stringify(Object.fromEntries(await Promise.all(entries))));
}
