/*
 * Portcullis as it is: the built gateway with the benchmark's supergraph, tokens, policy, log and HTTP clients of its own.
 * Usage: node contenders/portcullis.mjs CONFIG.json
 *
 * mode `guarded`     policy, verified tokens, signed requests to the sources, the audit log in PostgreSQL
 *      `policy`      the same with a log that keeps nothing: what durable audit costs is the difference
 *      `permissive`  no policy and no manifests, tokens still verified, a log that keeps nothing
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { sourceNames } from '../graph/sdl.mjs';
import { product } from '../product.mjs';
import { profileOnSignal } from '../profile/onSignal.mjs';
import { viewers } from '../replay/guarded.mjs';
import { writeAuthorizations } from './authorizations.mjs';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { startGateway } = await product('gateway/index.js');
const { loadPolicy } = await product('policy/loading/load.js');
const { openLocalKey } = await product('gateway/identity/localIssuer.js');

if (config.profile) profileOnSignal(config.profile);
const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: false }));
const policy = loadPolicy();
const permissive = config.mode === 'permissive';
const { auditLog, keys, keysDirectory } = config.mode === 'guarded' ? await openRealLog() : await openNoLog();
const localKey = await openLocalKey(keysDirectory);
if (config.authorizations)
  await writeAuthorizations(config.authorizations, (index) => mint('analyst', `bench-${index}`));
writeFileSync(config.tokensFile, JSON.stringify(await mintHeaders()));
await startGateway({
  // One viewer asks as fast as it can.
  settings: { port: config.port, objectsPerMinute: 0, ...config.settings },
  supergraphSdl: readFileSync(permissive ? config.plainSupergraph : config.labelledSupergraph, 'utf8'),
  policy,
  clientOf: await sourceClients(),
  auditLog,
  localKey,
  permissive,
  log,
});

/** The log of the product over the database of the benchmark's data directory, which another process holds open. */
async function openRealLog() {
  const { openCommandContext } = await product('cli/commandContext.js');
  const { readSettings } = await product('cli/config.js');
  const { openLogPool } = await product('storage/pool/logPool.js');
  const { openAuditLog } = await product('auditlog/writer/openLog.js');
  const { logOpening } = await product('cli/logOpening.js');
  const { settings } = readSettings({ data: config.data, logLevel: 'warn' }, {});
  const context = await openCommandContext(settings, log);
  const pool = openLogPool(context.databases.auditWriterUrl);
  const logId = `bench-${process.pid}-${Date.now().toString(36)}`;
  return {
    auditLog: await openAuditLog({ pool, logId, ...logOpening(context), log }),
    keys: context.keys,
    keysDirectory: context.keysDirectory,
  };
}

async function openNoLog() {
  const { createMissingKeys, openKeys } = await product('storage/keys/keys.js');
  const keysDirectory = join(config.work, 'keys');
  createMissingKeys(keysDirectory);
  let index = 0;
  return {
    keysDirectory,
    keys: await openKeys(keysDirectory),
    auditLog: {
      logId: 'none',
      append: async () => ({ log: 'none', index: index++, leafHash: '0'.repeat(64) }),
      countRefused: () => undefined,
      writable: async () => true,
      halt: () => undefined,
      close: async () => undefined,
    },
  };
}

async function sourceClients() {
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
async function mintHeaders() {
  const entries = Object.entries(viewers).map(async ([name, { purpose }]) => [
    name,
    { authorization: await mint(name, 'bench'), 'query-purpose': purpose },
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function mint(viewer, subject) {
  const { mintLocalToken } = await product('gateway/identity/localIssuer.js');
  const { agency, role } = viewers[viewer];
  const { clearance } = policy.agencies[agency];
  return `Bearer ${await mintLocalToken({ agency, role, subject, clearance, ttlSeconds: 43_200 }, localKey)}`;
}
