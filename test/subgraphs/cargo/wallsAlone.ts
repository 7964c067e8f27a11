import { jest } from '@jest/globals';
import type { Policy } from '../../../policy/policy.js';
import type { Purpose } from '../../../policy/types.js';
import type { WritableDatabase } from '../../../storage/types.js';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';
import { unlimited } from '../../storage/limits/testLimits.js';
import { createTestDatabase } from '../../support/postgres.js';
import { insert, insertConsignment, keys, requestOf } from './requests.js';

/** Which of the three walls stand. */
export interface Walls {
  readonly row: boolean;
  readonly field: boolean;
  readonly projection: boolean;
}

/** Words that a record of somebody else holds, and that must not be seen where they are withheld. */
export const secrets = ['26NL00000000000011', 'Fictitious Secret Person', 'secret goods'];

/** Takes walls away before anything of the product is loaded, and asks an analyst's questions. */
export async function askWithout(standing: Walls): Promise<{
  readonly invisible: SourceAnswer;
  readonly partial: SourceAnswer;
  readonly edge: SourceAnswer;
  readonly counted: SourceAnswer;
  readonly protectedHit: SourceAnswer;
  readonly protectedPart: SourceAnswer;
}> {
  await takeAway(standing);
  const { loadPolicy } = await import('../../../policy/loading/load.js');
  const { openDatabase } = await import('../../../storage/pool/database.js');
  const { cargo } = await import('../../../subgraphs/cargo/index.js');
  const { createSubgraph } = await import('../../../subgraphs/kit/createSubgraph.js');
  const policy: Policy = loadPolicy();
  const database = await createTestDatabase({ sources: ['cargo'] });
  const writer = openDatabase(database.ingestUrl, { source: 'cargo' });
  const reader = openDatabase(database.url('cargo'), { source: 'cargo' });
  try {
    await fill(writer);
    const subgraph = createSubgraph(cargo, { policy, database: reader, keys, limits: unlimited });
    const fields =
      '{ id mrn consignor { name person { ref } } goodsItems { edges { node { description } } } risk { score } }';
    const ask = (query: string, agency: string, variables = {}, purpose?: Purpose) =>
      subgraph.execute({ query, variables, session: requestOf(policy, agency, purpose ? { purpose } : {}) });
    const answers = {
      // Above its clearance: BE-CUSTOMS may not know that it exists.
      invisible: await ask(
        `query ($r: [_Any!]!) { list: consignments { edges { node ${fields} } } one: consignment(id: "consignment_secret") ${fields}
          container(id: "CSQU3054383") { consignments { edges { node ${fields} } } } _entities(representations: $r) { ... on Consignment ${fields} } }`,
        'BE-CUSTOMS',
        { r: [{ __typename: 'Consignment', ref: 'ref-secret' }] },
      ),
      // Visible to EU-ANALYSIS: movement and goods masked, parties a hit, risk nothing.
      // The container of a record whose movement is masked for EU-ANALYSIS: the tie is not to be shown.
      edge: await ask('{ container(id: "CSQU3054383") { consignments { edges { node { id } } } } }', 'EU-ANALYSIS'),
      partial: await ask(`{ consignment(id: "consignment_lent") ${fields} }`, 'EU-ANALYSIS'),
    };
    const open = await insertConsignment(writer, 'open', { risk_result: 'CONTROL' });
    const equipment = { sequence: 1, container_id: 'CSQU3054383' };
    await insert(writer, 'cargo.transport_equipment', { id: 'e-open', consignment_id: open, ...equipment });
    const count = `{ container(id: "CSQU3054383") { consignments { totalCount { number }
      facets(by: RISK_RESULT) { buckets { value count { number } } none { number } } } } }`;
    // Of the three in the container BE-CUSTOMS may know of this one; of its risk, that there is one.
    const counted = await ask(count, 'BE-CUSTOMS');
    await insertConsignment(writer, 'protected', { mrn: '26NL00000000000022', data_subject_category: 'WITNESS' });
    const byNumber = '{ consignment(mrn: "26NL00000000000022") { id } }';
    return {
      ...answers,
      counted,
      // Of cargo.movement EU-JUDICIAL gets a hit, ES-TAX a part; the record is a witness's.
      protectedHit: await ask(byNumber, 'EU-JUDICIAL'),
      protectedPart: await ask(byNumber, 'ES-TAX', {}, 'FINANCIAL_INVESTIGATION'),
    };
  } finally {
    await Promise.all([writer.close(), reader.close()]);
    await database.close();
  }
}

async function fill(writer: WritableDatabase): Promise<void> {
  for (const [key, values] of [
    ['secret', { classification: 4 }],
    ['lent', {}],
  ] as const) {
    const id = await insertConsignment(writer, key, { mrn: secrets[0], risk_score: 99, ...values });
    await insert(writer, 'cargo.trade_party', {
      id: `p-${key}`,
      consignment_id: id,
      sequence: 1,
      role: 'CONSIGNOR',
      name: secrets[1],
      person_ref: 'secret-ref',
      subject_category: 'OTHER',
      subject_known: true,
    });
    await insert(writer, 'cargo.goods_item', {
      id: `g-${key}`,
      consignment_id: id,
      sequence: 1,
      description: secrets[2],
    });
    await insert(writer, 'cargo.transport_equipment', {
      id: `e-${key}`,
      consignment_id: id,
      sequence: 1,
      container_id: 'CSQU3054383',
    });
  }
  await writer.exec(
    `update cargo.consignment set releasable_to = '{agency:EU-ANALYSIS}', hit_to = '{kind:CUSTOMS_MS}' where id = 'consignment_lent'`,
  );
}

async function takeAway(standing: Walls): Promise<void> {
  if (!standing.row) {
    const everything = () => ({ strings: ['true'], values: [] });
    const predicate = await import('../../../policy/predicate.js');
    jest.unstable_mockModule('../../../policy/predicate.js', () => ({
      ...predicate,
      visiblePredicate: everything,
      knownPredicate: everything,
      foundPredicate: everything,
      fullPredicate: everything,
    }));
  }
  if (!standing.field) {
    const shield = await import('../../../policy/shield.js');
    // Rules that ask nothing, for both ways of execution.
    jest.unstable_mockModule('../../../policy/shield.js', () => ({
      ...shield,
      compileShield: (...[schema, , options]: Parameters<typeof shield.compileShield>) =>
        shield.compileShield(
          schema,
          { of: () => ({ category: 'public', also: [], data: [], domain: null, use: 'READ' }), coordinates: () => [] },
          options,
        ),
    }));
  }
  if (!standing.projection) {
    const verdict = await import('../../../subgraphs/kit/wall/verdict.js');
    const projection = await import('../../../subgraphs/kit/wall/projection.js');
    jest.unstable_mockModule('../../../subgraphs/kit/wall/projection.js', () => ({
      ...projection,
      projectObject: (
        _context: unknown,
        _shape: unknown,
        object: object,
        of: import('../../../subgraphs/kit/wall/verdict.js').Verdict,
        identity?: object,
      ) => verdict.setVerdict({ ...object, ...identity }, of),
    }));
    jest.unstable_mockModule('../../../subgraphs/kit/wall/verdict.js', () => ({
      ...verdict,
      rowVerdict: (...given: Parameters<typeof verdict.rowVerdict>) => {
        const made = verdict.rowVerdict(...given);
        const { id, originator, contact } = made.record;
        const record = {
          id,
          originator,
          contact,
          standing: 'VISIBLE',
          holds: () => true,
          eachSubject: () => undefined,
          shown: null,
        };
        // With the field rules gone too, nothing in TypeScript knows what is FULL.
        const full = { category: '', decision: { effect: 'FULL', reason: null, rule: '' } };
        const { report } = made;
        return standing.field
          ? {
              of: (category: string) => made.of(category),
              decide: (guards: readonly string[]) => made.decide(guards),
              envelopeVerdict: made.envelopeVerdict,
              report,
              record,
            }
          : { of: () => full.decision, decide: () => full, envelopeVerdict: { isFound: () => true }, report, record };
      },
    }));
  }
}
