/* Who has seen what is held of a person: the audit source's own answer, in this process. */
import { randomBytes } from 'node:crypto';
import { product } from '../product.mjs';
import { entry } from './entry.mjs';

/** Appends looks of the agency at one record. */
export async function appendLooks(log, id, count) {
  const { header, body } = entry(1);
  const [group] = body.disclosed;
  const looks = Array.from({ length: count }, () => ({
    header: { ...header, requestId: entry(0).header.requestId, at: new Date(Date.now()).toISOString() },
    body: { ...body, disclosed: [{ ...group, ids: [id] }] },
  }));
  for (let at = 0; at < count; at += 500) await Promise.all(looks.slice(at, at + 500).map((look) => log.append(look)));
}

/** Opens the source; `ask(ids)` answers as the officer of NL-CUSTOMS asks, all pages, and gives the number of looks and of rows. */
export async function openRecipients({ policy, keys, databases }) {
  const { createSubgraph } = await product('subgraphs/kit/createSubgraph.js');
  const { createAuditModule } = await product('subgraphs/audit/index.js');
  const { sealProbe } = await product('subgraphs/kit/session/probe.js');
  const { openDatabase } = await product('storage/pool/database.js');
  const database = openDatabase(databases.url('audit'), { source: 'audit', max: 2, timeoutMs: 60_000 });
  const kitKeys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const limits = { rows: async () => [] };
  const source = createSubgraph(createAuditModule({ keys, limits }), { policy, database, keys: kitKeys });
  const { kind, country, clearance, caseReference } = policy.agencies['NL-CUSTOMS'];
  const viewer = { subject: 'dpo', agency: 'NL-CUSTOMS', kind, country, role: 'DPO', clearance };
  const facts = {
    ...{ viewer, purpose: 'DATA_SUBJECT_REQUEST', caseReference: caseReference.example },
    asOf: new Date().toISOString(),
  };
  const session = { facts, requestId: 'bench', policyVersion: policy.version, intent: 'READ', audience: 'audit' };
  const query = `query ($probe: ID!, $after: String) { _entities(representations: [{ __typename: "SubjectSeen", probe: $probe }]) {
    ... on SubjectSeen { recipients(after: $after) { looks next rows { agency told purpose month categories times restricted } } } } }`;
  const ask = async (ids) => {
    const probe = sealProbe(kitKeys.probe, session, {
      kind: 'subjectSeen',
      agency: 'NL-CUSTOMS',
      request: 'bench',
      ids,
      found: ids,
    });
    const found = { looks: 0, rows: 0, statements: 0 };
    for (let after = null, isFirst = true; isFirst || after !== null; isFirst = false) {
      const { data, errors, extensions } = await source.execute({ query, variables: { probe, after }, session });
      if (errors) throw new Error(JSON.stringify(errors));
      const page = data._entities[0].recipients;
      found.looks += page.looks;
      found.rows += page.rows.length;
      found.statements += extensions.manifest.statements;
      after = page.next;
    }
    return found;
  };
  return { ask, close: () => database.close() };
}
