import { randomBytes } from 'node:crypto';
import { loadPolicy } from '../../dist/policy/loading/load.js';
import { openDatabase } from '../../dist/storage/pool/database.js';
import { cargo } from '../../dist/subgraphs/cargo/index.js';
import { incidents } from '../../dist/subgraphs/incidents/index.js';
import { createSubgraph } from '../../dist/subgraphs/kit/createSubgraph.js';
import { seizures } from '../../dist/subgraphs/seizures/index.js';
import { cpuOfTree, parentOf } from '../measure/cpu.mjs';

const viewers = [
  ['NL-CUSTOMS', 'TARGETER', 'RISK_ANALYSIS'],
  ['DE-POLICE', 'INVESTIGATOR', 'CRIMINAL_INVESTIGATION'],
  ['BE-CUSTOMS', 'ANALYST', 'MUTUAL_ASSISTANCE'],
];
const year = { gte: '2025-01-01T00:00:00Z', lt: '2026-01-01T00:00:00Z' };
const month = { gte: '2025-03-01T00:00:00Z', lt: '2025-04-01T00:00:00Z' };

/** What is asked: each list without a filter, then under one; a facet counts by each of its values. */
const lists = [
  {
    module: cargo,
    field: 'consignments',
    filters: [
      { placeOfUnloading: { eq: 'XB0012' } },
      { countryOfDestination: { eq: 'NL' } },
      { transportMode: { eq: 'SEA' } },
      { estimatedArrival: month },
      { estimatedArrival: year },
      { riskScore: { gte: 90 } },
      { mrn: { eq: '26NL00000000000012' } },
    ],
  },
  {
    module: seizures,
    field: 'seizures',
    filters: [
      { unlocode: { eq: 'XB0012' } },
      { legalStatus: { eq: 'SEIZED' } },
      { seizedAt: month },
      { itemCategory: { eq: 'CURRENCY' } },
    ],
  },
  {
    module: incidents,
    field: 'incidents',
    filters: [{ countryCode: { eq: 'NL' } }, { occurredAt: month }, { occurredAt: year }, { status: { eq: 'OPEN' } }],
  },
];
const times = 5;

/**
 * CPU of counts and of facets over a filled database, of PostgreSQL and of the source, in milliseconds a question: the mean of five
 * that follow each other, since /proc counts in steps of ten.
 */
export async function measureCounts(url, say) {
  const policy = loadPolicy();
  const found = { count: [], countFiltered: [], facet: [], facetFiltered: [] };
  for (const { module, field, filters } of lists) {
    const source = await openSource(url, policy, module);
    for (const viewer of viewers) {
      for (const filter of [null, ...filters]) {
        const kind = filter === null ? '' : 'Filtered';
        const counted = await source.measure(viewer, field, { filter, asked: 'totalCount { number atLeast }' });
        found[`count${kind}`].push(counted);
        say(line(field, viewer, filter, 'count', counted));
        for (const by of source.facetsOf(field)) {
          const asked = `facets(by: ${by}) { buckets { value count { number } } notShown { number } }`;
          const faceted = await source.measure(viewer, field, { filter, asked });
          found[`facet${kind}`].push(faceted);
          say(line(field, viewer, filter, by, faceted));
        }
      }
    }
    await source.close();
  }
  return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, quantiles(all)]));
}

async function openSource(url, policy, module) {
  const database = openDatabase(url, { source: module.name, max: 1, timeoutMs: 120_000 });
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const source = createSubgraph(module, { policy, database, keys, log: { error: (fault) => console.error(fault) } });
  const [{ pid }] = await database.exec('select pg_backend_pid() as pid');
  // With what works beside the connection's own process.
  const server = parentOf(pid);
  const ask = async (viewer, query, filter) => {
    const { data, errors } = await source.execute({
      query,
      variables: { filter },
      session: sessionOf(policy, module, viewer),
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  return {
    facetsOf: (field) => facetNames(source.schema, field),
    async measure(viewer, field, { filter, asked }) {
      const type = source.schema
        .getQueryType()
        .getFields()
        [field].args.find(({ name }) => name === 'filter').type;
      const query = `query ($filter: ${type}) { ${field}(filter: $filter) { ${asked} } }`;
      const data = await ask(viewer, query, filter);
      const [begun, own, at] = [cpuOfTree(server), process.cpuUsage(), performance.now()];
      for (let time = 0; time < times; time += 1) await ask(viewer, query, filter);
      const used = process.cpuUsage(own);
      const cpu = cpuOfTree(server) - begun + (used.user + used.system) / 1000;
      return { cpu: cpu / times, ms: (performance.now() - at) / times, data: data[field] };
    },
    close: () => database.close(),
  };
}

/** What a list can be counted by; nothing where it has no facets. */
function facetNames(schema, field) {
  const connection = schema.getQueryType().getFields()[field].type;
  const by = connection.getFields().facets?.args.find(({ name }) => name === 'by');
  return by ? by.type.ofType.getValues().map(({ name }) => name) : [];
}

function sessionOf(policy, module, [agency, role, purpose]) {
  const { kind, country, clearance, caseReference } = policy.agencies[agency];
  const viewer = { subject: 'bench', agency, kind, country, role, clearance };
  const facts = { viewer, purpose, caseReference: caseReference.example, asOf: new Date().toISOString() };
  return { facts, requestId: 'bench', policyVersion: policy.version, intent: 'READ', audience: module.name };
}

function line(field, [agency], filter, what, { cpu, ms, data }) {
  const told = JSON.stringify(data.totalCount?.number ?? data.totalCount?.atLeast ?? data.facets?.buckets?.length);
  return `${field} ${agency} ${JSON.stringify(filter)} ${what}: ${told}, CPU ${cpu.toFixed(1)} ms, ${ms.toFixed(1)} ms`;
}

function quantiles(all) {
  const sorted = all.map(({ cpu }) => cpu).sort((a, b) => a - b);
  const at = (part) => Math.round(10 * sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]) / 10;
  return sorted.length === 0 ? null : { questions: sorted.length, p50: at(0.5), p95: at(0.95), most: at(1) };
}
