import { randomBytes } from 'node:crypto';
import { loadPolicy } from '../../dist/policy/loading/load.js';
import { openDatabase } from '../../dist/storage/pool/database.js';
import { createSubgraph } from '../../dist/subgraphs/kit/createSubgraph.js';
import { persons } from '../../dist/subgraphs/persons/index.js';

const query = `query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked, first: 5) {
  state matches { score person { id } } } }`;

/** The source over a database, asked as one agency; what its statement of candidates took and gave is told with each answer. */
export function openAsking(url, watch = () => undefined) {
  const policy = loadPolicy();
  const database = openDatabase(url, { source: 'persons', max: 2 });
  let statement = { ms: 0, names: new Set() };
  const timed = {
    ...database,
    rows: async (...asked) => {
      watch(...asked);
      const begun = performance.now();
      const rows = await database.rows(...asked);
      const ms = performance.now() - begun;
      statement = { ms, names: new Set(rows.flatMap(({ matched_names: names }) => names ?? [])) };
      return rows;
    },
  };
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const source = createSubgraph(persons, { policy, database: timed, keys });
  const { kind, country, clearance, caseReference } = policy.agencies['DE-POLICE'];
  const viewer = { subject: 'bench', agency: 'DE-POLICE', kind, country, role: 'ANALYST', clearance };
  const facts = {
    viewer,
    purpose: 'CRIMINAL_INVESTIGATION',
    caseReference: caseReference.example,
    asOf: new Date().toISOString(),
  };
  const session = { facts, requestId: 'bench', policyVersion: policy.version, intent: 'READ', audience: 'persons' };
  return {
    async ask(name) {
      const begun = performance.now();
      const { data, errors } = await source.execute({ query, variables: { asked: [{ names: [name] }] }, session });
      if (errors) throw new Error(JSON.stringify(errors));
      const [{ state, matches }] = data.matchPersons;
      return {
        ms: performance.now() - begun,
        state,
        found: matches.map(({ person }) => person.id),
        candidates: statement,
      };
    },
    warm: () => source.warm(),
    close: () => database.close(),
  };
}
