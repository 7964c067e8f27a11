import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execute, parse, print } from 'graphql';
import { bounds } from '../../policy/bounds.js';
import { decide } from '../../policy/decide.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { pruneOperation } from '../../policy/operation.js';
import { createVerdictStore, type Verdicts } from '../../policy/rules/verdict.js';
import { compileShield, wrapSchema } from '../../policy/shield.js';
import { ordinary } from '../../policy/space/records.js';
import { factsOf } from '../../policy/testing/cases.js';
import { type Envelope, effects, type RequestFacts, rank } from '../../policy/types.js';
import { readAccess } from '../../schema/access.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';
import { unfolded } from '../support/unfolded.js';
import { anyEnvelope, anyFacts, withTurns } from './arbitraries.js';
import { columnsOf, columnTypes } from './rows/columnsOf.js';
import { effectSql } from './rows/effectSql.js';
import { textsAt } from './rows/textsAt.js';

/*
 * One field a category. Each wall stands alone here: the gate has no shield behind it, the shield no gate before it, the
 * row no other; and where one of them is open, the next still holds.
 */
const policy = withTurns(loadPolicy());
const categories = Object.keys(policy.categories);
const fieldOf = (category: string) => category.replace('.', '_');
const typeDefs = parse(`
  directive @access(category: String!) on OBJECT | FIELD_DEFINITION
  type Query { record: Record @access(category: "public") }
  type Record { ${categories.map((category) => `${fieldOf(category)}: String @access(category: "${category}")`).join(' ')} }
`);
const access = readAccess(typeDefs);
const verdicts = createVerdictStore();
const question = parse(`{ record { ${categories.map(fieldOf).join(' ')} } }`);

let subject: { facts: RequestFacts; envelope: Envelope };
const schema = buildSubgraphSchema({
  typeDefs,
  resolvers: {
    Query: {
      record: () => {
        const { facts, envelope } = subject;
        const verdict: Verdicts = { of: (category) => decide(policy, facts, category, envelope) };
        // Unprojected on purpose: every raw value is there, and only the rules keep it in.
        return verdicts.set(Object.fromEntries(categories.map((category) => [fieldOf(category), category])), verdict);
      },
    },
  },
});
const guarded = wrapSchema(schema, compileShield(schema, access, { verdictOf: verdicts.of, isVerified: () => true }));

const samples = fc.sample(fc.record({ facts: anyFacts(policy), envelope: anyEnvelope(policy) }), {
  numRuns: 150,
  seed: 5,
});

const client = await (await ownTestDatabase({ sources: [] })).connect();

/** Categories that each wall lets through for one viewer and record. */
async function through(facts: RequestFacts, envelope: Envelope) {
  subject = { facts, envelope };
  const pruned = pruneOperation({ schema, access, bounds: bounds(policy, facts), operation: unfolded(question) });
  const asked = pruned.document ? print(pruned.document) : '';
  const shown = await execute({ schema: guarded, document: question, contextValue: {} });
  const record = (shown.data?.record ?? {}) as Record<string, unknown>;
  const ranks = await ranksInSql(facts, envelope);
  return {
    gate: categories.filter((category) => new RegExp(`\\b${fieldOf(category)}\\b`).test(asked)),
    field: categories.filter((category) => record[fieldOf(category)] === category),
    row: categories.filter((_category, index) => (ranks[index] ?? 0) >= rank.MASKED),
    hits: ranks,
  };
}

async function ranksInSql(facts: RequestFacts, envelope: Envelope): Promise<number[]> {
  const fragments = categories.map((category) => effectSql(policy, facts, category, 'r'));
  const { texts, values } = textsAt(fragments, facts.asOf);
  values.push(JSON.stringify(columnsOf(envelope)));
  const text = `select ${texts.join(', ')} from jsonb_to_record($${values.length}::jsonb) as r(${columnTypes})`;
  const { rows } = await client.query({ text, values, rowMode: 'array' });
  return (rows[0] as unknown[]).map(Number);
}

describe('the three walls', () => {
  it('agree for random viewers and records, each alone', async () => {
    let open = 0;
    for (const { facts, envelope } of samples) {
      const { gate, field, row, hits } = await through(facts, envelope);
      const expected = categories.map((category) => decide(policy, facts, category, envelope).effect);
      expect(hits.map((each) => effects[each])).toEqual(expected);
      const visible = categories.filter((_category, index) => rank[expected[index] ?? 'NONE'] >= rank.MASKED);
      expect(field).toEqual(visible);
      expect(row).toEqual(visible);
      // The gate knows no record: it lets through at least what some record may show.
      for (const category of visible) expect(gate).toContain(category);
      for (const category of categories) {
        expect(gate.includes(category)).toBe(bounds(policy, facts)(category).ceiling !== 'NONE');
      }
      open += visible.length;
    }
    expect(open).toBeGreaterThan(samples.length * 2);
  });

  it('are closed by a cell that says NONE, and the gate alone stands open for a hit', async () => {
    const at = { clearance: 'PUBLIC', asOf: '2026-11-25T10:00:00Z' } as const;
    const facts = factsOf(policy, 'IT-FIU ANALYST', 'CRIMINAL_PREVENTION', at);
    const given = await through(facts, { ...ordinary, originator: 'BE-CUSTOMS', source: 'demo-persons' });
    for (const wall of [given.gate, given.field, given.row]) expect(wall).toContain('persons.documents');
    for (const wall of [given.gate, given.field, given.row]) expect(wall).not.toContain('persons.physical');
    for (const wall of [given.field, given.row]) expect(wall).not.toContain('cargo.movement');
    expect(given.gate).toContain('cargo.movement');
  });
});
