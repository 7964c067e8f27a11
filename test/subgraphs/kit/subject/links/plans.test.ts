import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { matcherVersion } from '../../../../../matching/index.js';
import { loadPolicy } from '../../../../../policy/loading/load.js';
import type { SourceName } from '../../../../../schema/sources.js';
import { compileStatement, openDatabase } from '../../../../../storage/pool/database.js';
import { withAdmin } from '../../../../../storage/roles.js';
import { valuesOf } from '../../../../../storage/slot.js';
import type { SourceDatabase } from '../../../../../storage/types.js';
import { cargo } from '../../../../../subgraphs/cargo/index.js';
import { incidents } from '../../../../../subgraphs/incidents/index.js';
import { createSubgraph } from '../../../../../subgraphs/kit/createSubgraph.js';
import type { SubgraphModule } from '../../../../../subgraphs/kit/module.js';
import { sealProbe } from '../../../../../subgraphs/kit/session/probe.js';
import { persons } from '../../../../../subgraphs/persons/index.js';
import { seizures } from '../../../../../subgraphs/seizures/index.js';
import { unlimited } from '../../../../storage/limits/testLimits.js';
import { ownTestDatabase } from '../../../../support/runner/ownTestDatabase.js';
import { requestOf } from '../../../askers.js';
import { dpo, quill } from './asking.js';

/*
 * Twenty thousand links under one record, each with a name of its own: what a search for one person reads of them.
 */
const many = 20_000;
const links: readonly (readonly [SubgraphModule, string, record: string | null, columns: string])[] = [
  [seizures, 'seizure_person', 'seizure', ''],
  [incidents, 'incident_person', 'incident', ''],
  [cargo, 'trade_party', 'consignment', ', sequence, role'],
  [persons, 'relation', null, ', kind'],
];
const envelope = 'id, ref, originator, source, source_ref, content_hash';
const envelopeOf = (id: string) => `${id}, ${id}, 'NL-CUSTOMS', 'demo', ${id}, ''`;

const database = await ownTestDatabase();
beforeAll(async () => {
  await withAdmin(database.adminUrl, async (admin) => {
    for (const [{ name: source }, table, record, more] of links) {
      const [columns, values] = record ? [`id, ${record}_id`, `'x' || n, 'all'`] : [envelope, envelopeOf("'x' || n")];
      if (record) await admin.query(`insert into ${source}.${record} (${envelope}) values (${envelopeOf("'all'")})`);
      const stated = more
        .split(', ')
        .slice(1)
        .map((name) => (name === 'sequence' ? ', n' : `, 'OTHER'`));
      await admin.query(`insert into ${source}.${table} (${columns}, match_keys, matcher_version${more})
        select ${values}, array['x' || n || '+y'], ${matcherVersion}${stated.join('')} from generate_series(1, ${many}) n`);
      await admin.query(`analyze ${source}.${table}`);
    }
  });
}, 60_000);

describe('a search for the links of one person', () => {
  it.each(links)('reads no table of links whole: %#', async ({ name }, table) => {
    const module = links.find(([, each]) => each === table)?.[0] as SubgraphModule;
    const plans: string[] = [];
    const inner = openDatabase(database.url(name), { source: name, max: 1 });
    const subgraph = subgraphOf(module, explaining(inner, plans));
    const session = requestOf(dpo, name);
    const probe = sealProbe(key, session, { ...quill, eori: 'NL1', refs: [{ ref: 'ref_1', twin: null }] });
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Subject { ${name} { found { id } } } } }`;
    const variables = { representations: [{ __typename: 'Subject', probe }] };
    expect(await subgraph.execute({ query, variables, session })).not.toHaveProperty('errors');
    const ofLinks = plans.filter((plan) => plan.includes(`${table}_match_keys`));
    expect(ofLinks).toHaveLength(1);
    for (const plan of plans) expect(plan).not.toContain(`Seq Scan on ${table} `);
    await inner.close();
  });
});

const key = randomBytes(32);

function subgraphOf(module: SubgraphModule<SourceName>, inner: SourceDatabase) {
  const keys = { link: key, probe: key, cursor: key };
  return createSubgraph(module, { policy: loadPolicy(), database: inner, keys, limits: unlimited });
}

/** Notes how PostgreSQL plans each statement for its values. */
function explaining(inner: SourceDatabase, plans: string[]): SourceDatabase {
  return {
    timeoutMs: inner.timeoutMs,
    close: () => inner.close(),
    get statements() {
      return inner.statements;
    },
    async rows(statement, options = {}) {
      const prepared = compileStatement(statement);
      const values = valuesOf(prepared, options.values ?? {});
      const planned = await withAdmin(database.adminUrl, (admin) => admin.query(`explain ${prepared.sql}`, values));
      plans.push(planned.rows.map((row) => Object.values(row)[0]).join('\n'));
      return await inner.rows(statement, options);
    },
  };
}
