/*
 * What a decision costs: each of 200 viewers, 20 envelopes and all categories; of one envelope after the other, as a source asks, and
 * of one category after the other. And a view that nobody had before. CPU of the thread, least of the rounds; several builds take
 * turns, each in a process of its own. Usage: node bench/decide.mjs [--dist FOLDER]... [--rounds 7]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { distFolder, product } from './product.mjs';

const { values } = parseArgs({
  options: {
    dist: { type: 'string', multiple: true, default: [distFolder()] },
    rounds: { type: 'string', default: '7' },
  },
});

async function compareBuilds() {
  const least = new Map();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const dist of values.dist) {
      const env = { ...process.env, BENCH_DIST: resolve(dist), BENCH_CHILD: '1' };
      const child = fork(fileURLToPath(import.meta.url), [], { env });
      for (const [name, nanoseconds] of (await once(child, 'message'))[0]) {
        const key = `${name}  ${dist}`;
        least.set(key, Math.min(nanoseconds, least.get(key) ?? Number.POSITIVE_INFINITY));
      }
    }
  }
  for (const [name, nanoseconds] of least) console.log(`${nanoseconds.toFixed(0).padStart(9)} ns  ${name}`);
}

async function measureBuild() {
  const [{ loadPolicy }, { decide }, { viewId }, { generateDemo }] = await Promise.all(
    ['policy/loading/load.js', 'policy/decide.js', 'policy/bounds.js', 'ingest/demo/generate.js'].map(product),
  );
  const policy = loadPolicy();
  const viewers = viewersOf(policy);
  const envelopes = envelopesOf(generateDemo(policy));
  const categories = Object.keys(policy.categories);
  const byEnvelope = () => {
    for (const facts of viewers)
      for (const envelope of envelopes) for (const category of categories) decide(policy, facts, category, envelope);
  };
  const byCategory = () => {
    for (const facts of viewers)
      for (const category of categories) for (const envelope of envelopes) decide(policy, facts, category, envelope);
  };
  const decisions = viewers.length * envelopes.length * categories.length;
  const newViews = (ofPolicy) => viewersOf(ofPolicy).map((facts) => viewId(ofPolicy, facts));
  const fresh = Array.from({ length: 4 }, () => loadPolicy());
  for (const each of fresh.slice(1)) newViews(each);
  return [
    [`a decision, envelope by envelope (${decisions})`, leastOf(byEnvelope) / decisions],
    [`a decision, category by category (${decisions})`, leastOf(byCategory) / decisions],
    ['a new view', cpuOf(() => newViews(fresh[0])) / viewers.length],
  ];
}

const asOf = '2026-11-25T10:00:00.000Z';

/** Of every agency, role and purpose of a policy 200, evenly. */
function viewersOf(policy) {
  const all = Object.values(policy.agencies).flatMap(({ id: agency, kind, country, clearance, roles, purposes }) =>
    roles.flatMap((role) =>
      purposes.map((purpose) => ({
        ...{ viewer: { subject: 'staff', agency, kind, country, role, clearance }, purpose, asOf },
        caseReference: 'CASE-1',
      })),
    ),
  );
  return Array.from({ length: 200 }, (_, at) => ({ ...all[Math.floor((at * all.length) / 200)] }));
}

/** Of the demonstration's records 20. */
function envelopesOf(records) {
  const plain = { addressees: [], releasableTo: [], hitTo: [], purposeLimits: [], minor: false };
  return Array.from({ length: 20 }, (_, at) => {
    const { envelope, sourceRef } = records[Math.floor((at * records.length) / 20)];
    return { ...plain, handlingCodes: [], source: 'demo', sourceRef, ...envelope };
  });
}

/** After as much to warm up. */
function leastOf(work) {
  const tries = Array.from({ length: 16 }, () => cpuOf(work));
  return Math.min(...tries.slice(4));
}

function cpuOf(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

if (process.env.BENCH_CHILD) {
  process.send(await measureBuild());
  process.disconnect();
} else await compareBuilds();
