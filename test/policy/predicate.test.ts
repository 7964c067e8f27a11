import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../policy/decide.js';
import { loadPolicy } from '../../policy/loading/load.js';
import {
  aboveClearancePredicate,
  askedPredicate,
  foundPredicate,
  fullPredicate,
  knownPredicate,
  visiblePredicate,
} from '../../policy/predicate.js';
import { isProtectedRecord } from '../../policy/protectedSubjects.js';
import { isFoundBy, mayBeHit, recordStanding } from '../../policy/rows/protectedRow.js';
import { viewKey } from '../../policy/rules/viewKey.js';
import { factsOf } from '../../policy/testing/cases.js';
import {
  type Category,
  classifications,
  type Envelope,
  effects,
  type RequestFacts,
  rank,
  type SqlFragment,
} from '../../policy/types.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';
import { anyEnvelope, anyFacts, withProtectedHits, withTurns } from './arbitraries.js';
import { columnsOf, columnTypes } from './rows/columnsOf.js';
import { effectSql } from './rows/effectSql.js';
import { textsAt } from './rows/textsAt.js';

const shipped = loadPolicy();
const policy = withProtectedHits(withTurns(shipped), 'FIU', 'PARTNER_THIRD_COUNTRY', 'CUSTOMS_MS');
const categories = Object.keys(policy.categories);
const holds = fc.array(fc.constantFrom(...categories), { maxLength: 4 });
const records = fc.sample(fc.record({ envelope: anyEnvelope(policy), holds }), { numRuns: 800, seed: 11 });
/** Whom chance hardly meets: members of operations for their purpose, and a token that states more than its agency may. */
const seldom = [
  ...policy.operations.flatMap(({ members, purposes: [purpose] }) =>
    members.map((id) => factsOf(policy, `${id} ANALYST`, purpose, { case: 'any' })),
  ),
  factsOf(policy, 'NL-CUSTOMS ANALYST', 'RISK_ANALYSIS', { clearance: 'SECRET_UE', case: 'any' }),
];
const viewers = [...fc.sample(anyFacts(policy), { numRuns: 50, seed: 12 }), ...seldom];
/** Those who answer persons, at every clearance, and those who must not. */
const answering = ['NL-CUSTOMS DPO', 'EU-ANALYSIS DPO', 'EU-SUPERVISOR AUDITOR', 'NL-SUPERVISOR AUDITOR']
  .flatMap((who) =>
    classifications.map((clearance) => factsOf(policy, who, 'DATA_SUBJECT_REQUEST', { clearance, case: 'any' })),
  )
  .concat(factsOf(policy, 'NL-CUSTOMS AUDITOR', 'DATA_SUBJECT_REQUEST', { case: 'any' }));

const link = {
  ...{ type: 'SeizurePerson', alias: 'l', person: 'person_ref', category: 'subject_category', minor: 'subject_minor' },
  ...{ role: 'role', birthDate: 'birth_date', noPerson: null },
};

const client = await (await ownTestDatabase({ sources: [] })).connect();

beforeAll(async () => {
  await client.query(`create temp table record (n int primary key, ${columnTypes}, holds text[])`);
  const rows = records.map(({ envelope, holds: held }, n) => ({ n, ...columnsOf(envelope), holds: held }));
  await client.query('insert into record select * from jsonb_populate_recordset(null::record, $1)', [
    JSON.stringify(rows),
  ]);
});

describe('the row wall', () => {
  it('gives in SQL the effect that decide gives, for every category, viewer and record', async () => {
    const faults: string[] = [];
    let shown = 0;
    for (const facts of viewers) {
      const columns = categories.map((category) => effectSql(policy, facts, category, 'r'));
      const rows = await select(columns, facts.asOf);
      rows.forEach((row, n) => {
        categories.forEach((category, index) => {
          const expected = rank[decide(policy, facts, category, envelopeAt(n)).effect];
          if (category !== 'public' && expected > 0) shown += 1;
          if (Number(row[index]) !== expected)
            faults.push(`${describeCase(facts, category, n)}: ${row[index]} instead of ${expected}`);
        });
      });
    }
    expect(faults.slice(0, 5)).toEqual([]);
    // Why: a wall that shows nothing agrees with a decision that shows nothing.
    expect(shown).toBeGreaterThan(8_000);
  });

  it('lets through exactly the rows that are visible, known, found, or full', async () => {
    const faults: string[] = [];
    const met = { hidden: 0, byNumberAlone: 0, notFound: 0, foundAll: 0 };
    const some = [
      'cargo.movement',
      'cargo.risk',
      'persons.identity',
      'persons.documents',
      'persons.sanctions',
      'persons.reason',
      'audit.log',
      'public',
      'handling',
    ];
    for (const facts of viewers) {
      const rows = await select(
        [
          visiblePredicate(policy, facts, some, 'r'),
          knownPredicate(policy, facts, some, { alias: 'r', link: null }, 'NUMBER'),
          knownPredicate(policy, facts, some, { alias: 'r', link: null }, 'NAME'),
          foundPredicate(policy, facts, some, { alias: 'r', link: null }, 'persons.documents'),
          foundPredicate(policy, facts, some, { alias: 'r', link: null }, 'cargo.movement'),
          fullPredicate(policy, facts, 'persons.identity', 'r'),
        ],
        facts.asOf,
      );
      rows.forEach((row, n) => {
        const best = bestOf(facts, n, some);
        const asked = { policy, facts, envelope: envelopeAt(n), subject: null };
        const standing = recordStanding(asked, effects[best] ?? 'NONE');
        const isVisible = standing === 'VISIBLE';
        const found = (category: Category) => (isVisible ? isFoundBy(asked, category) : standing === 'HIT');
        const expected = [
          isVisible,
          standing !== 'INVISIBLE',
          isVisible || (standing === 'HIT' && mayBeHit(asked, 'NAME')),
          found('persons.documents'),
          found('cargo.movement'),
          decide(policy, facts, 'persons.identity', envelopeAt(n)).effect === 'FULL',
        ];
        if (best === rank.HIT && !expected[1]) met.hidden += 1;
        if (expected[1] && !expected[2]) met.byNumberAlone += 1;
        if (isVisible && isProtectedRecord(envelopeAt(n))) met[expected[3] ? 'foundAll' : 'notFound'] += 1;
        if (JSON.stringify(row) !== JSON.stringify(expected))
          faults.push(`${describeCase(facts, 'row', n)}: ${JSON.stringify(row)} and not ${JSON.stringify(expected)}`);
      });
    }
    expect(faults.slice(0, 5)).toEqual([]);
    // Why: a wall that meets no protected row agrees with a law that forgets them.
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(20);
  });

  it('opens to who answers a person the rows that decide opens, and counts those that only a clearance keeps', async () => {
    const faults: string[] = [];
    const met = { opened: 0, above: 0, lifted: 0 };
    const some = ['persons.reason', 'persons.documents', 'cargo.risk', 'handling', 'subject.holdings'];
    for (const facts of [...viewers, ...answering]) {
      const columns = [askedPredicate(policy, facts, 'r'), aboveClearancePredicate(policy, facts, 'r')];
      (await select(columns, facts.asOf)).forEach((row, n) => {
        const ofAsked = (category: Category, envelope = envelopeAt(n)) =>
          decide(policy, facts, category, envelope, { category: 'VICTIM', minor: true }, true);
        const isOpen = ofAsked('persons.reason').effect === 'FULL';
        const isKept = /^cap\.clearance/.test(ofAsked('persons.reason').rule);
        const isAbove =
          isKept && ofAsked('persons.reason', { ...envelopeAt(n), classification: 'PUBLIC' }).effect === 'FULL';
        if (isOpen) met.opened += 1;
        if (isAbove) met.above += 1;
        if (isOpen && (isProtectedRecord(envelopeAt(n)) || envelopeAt(n).purposeLimits.length > 0)) met.lifted += 1;
        for (const category of some)
          if ((ofAsked(category).effect === 'FULL') !== isOpen) faults.push(describeCase(facts, category, n));
        if (JSON.stringify(row) !== JSON.stringify([isOpen, isAbove])) faults.push(describeCase(facts, 'row', n));
      });
    }
    expect(faults.slice(0, 5)).toEqual([]);
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(100);
  });

  it("keeps everything that is the viewer's out of the text", () => {
    for (const facts of viewers) {
      const fragment = visiblePredicate(policy, facts, categories, 'r');
      const text = fragment.strings.join('?');
      expect(fragment.strings.length).toBe(fragment.values.length + 1);
      for (const word of [facts.viewer.agency, facts.viewer.kind, facts.purpose ?? 'no purpose', 'persons.'])
        expect(text).not.toContain(word);
    }
    expect(() =>
      visiblePredicate(policy, factsOf(policy, 'DE-POLICE ANALYST', 'CRIMINAL_PREVENTION'), categories, 'r; drop'),
    ).toThrow(TypeError);
  });

  it('is the constant false where nothing can be seen, and never looks at a row then', () => {
    const nobody = factsOf(policy, 'NL-CUSTOMS ADMIN', 'CUSTOMS_CONTROL');
    expect(visiblePredicate(policy, nobody, categories, 'r')).toEqual({ strings: ['false'], values: [] });
    const noPurpose = factsOf(policy, 'NL-CUSTOMS ANALYST');
    expect(knownPredicate(policy, noPurpose, categories, { alias: 'r', link: null }, 'NUMBER')).toEqual({
      strings: ['false'],
      values: [],
    });
    expect(fullPredicate(policy, noPurpose, 'public', 'r')).toEqual({ strings: ['true'], values: [] });
  });

  it('is the same for requests of one view, but for what depends on the instant', () => {
    let compared = 0;
    for (const facts of [...viewers, ...answering]) {
      const other: RequestFacts = {
        ...facts,
        asOf: '2026-11-24T23:59:59.999Z',
        caseReference: facts.caseReference && 'another case',
        viewer: { ...facts.viewer, subject: 'another' },
      };
      if (viewKey(policy, facts) !== viewKey(policy, other)) continue;
      compared += 1;
      const [walls, others] = [facts, other].map((each) => [
        visiblePredicate(policy, each, categories, 'r'),
        knownPredicate(policy, each, categories, { alias: 'r', link: null }, 'NAME'),
        foundPredicate(policy, each, categories, { alias: 'r', link: null }, 'persons.documents'),
        ...categories.map((category) => fullPredicate(policy, each, category, 'r', link)),
        askedPredicate(policy, each, 'r'),
        aboveClearancePredicate(policy, each, 'r'),
      ]);
      expect(others).toEqual(walls);
      expect(JSON.stringify(walls)).not.toContain(facts.asOf.slice(0, 10));
    }
    expect(compared).toBeGreaterThanOrEqual(20);
  });

  it('treats microseconds of an expiry as decide does, which sees milliseconds', async () => {
    const facts = { ...factsOf(shipped, 'DE-POLICE ANALYST', 'CRIMINAL_PREVENTION'), asOf: '2026-11-25T10:00:00.000Z' };
    const fragment = visiblePredicate(shipped, facts, ['seizures.core'], 'r');
    const at = async (expiry: string) => {
      const { text, values } = statement(
        [fragment],
        facts.asOf,
        `(select 'BE-CUSTOMS' originator, '{}'::text[] handling_codes, '{}'::text[] addressees, 0 classification,
        '{}'::text[] releasable_to, '{}'::text[] hit_to, '{}'::text[] purpose_limits, null::text data_subject_category, false minor, null::text joint_operation,
        '${expiry}'::timestamptz expires_at, '{seizures.core}'::text[] holds, 0 n) r`,
      );
      return (await client.query({ text, values, rowMode: 'array' })).rows[0]?.[0];
    };
    expect(await at('2026-11-25T10:00:00.000999Z')).toBe(false);
    expect(await at('2026-11-25T10:00:00.001Z')).toBe(true);
  });
});

function statement(columns: readonly SqlFragment[], asOf: string, from = 'record r') {
  const { texts, values } = textsAt(columns, asOf);
  return { text: `select ${texts.join(', ')} from ${from} order by n`, values };
}

async function select(columns: readonly SqlFragment[], asOf: string): Promise<unknown[][]> {
  const { text, values } = statement(columns, asOf);
  return (await client.query({ text, values, rowMode: 'array' })).rows;
}

function envelopeAt(n: number): Envelope {
  const record = records[n];
  if (!record) throw new Error(`no record ${n}`);
  return record.envelope;
}

function bestOf(facts: RequestFacts, n: number, some: readonly Category[]): number {
  const counted = (records[n]?.holds ?? []).filter(
    (category) => some.includes(category) && category !== 'public' && category !== 'handling',
  );
  return Math.max(0, ...counted.map((category) => rank[decide(policy, facts, category, envelopeAt(n)).effect]));
}

function describeCase(facts: RequestFacts, category: string, n: number): string {
  const { agency, role, clearance } = facts.viewer;
  return JSON.stringify([agency, role, clearance, facts.purpose, facts.asOf, category, envelopeAt(n)]);
}
