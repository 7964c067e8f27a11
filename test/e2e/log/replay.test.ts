import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { groupDecisions } from '../../../auditlog/decided.js';
import type { NewEntry, StatedDecided } from '../../../auditlog/types.js';
import { type AuditReplayOptions, runAuditReplay } from '../../../cli/audit/replay/auditReplay.js';
import { type DecidedEntry, decideAgain } from '../../../cli/audit/replay/decideAgain.js';
import { readDecided } from '../../../cli/audit/replay/readDecided.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import type { AgencyKind, Effect } from '../../../policy/types.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { noting, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { createQuestions, type Question } from '../recorder/questions.js';

type Stated = Pick<Question, 'asker' | 'query' | 'variables'>;

const QUESTIONS = 50;
const policy = loadPolicy();
const purpose = 'CRIMINAL_INVESTIGATION';
const answered: NewEntry[] = [];
const deployment = closedAfter(await openTestDeployment({ demo: true, watchLog: noting(answered) }));
const pool = closedAfter(openLogPool(deployment.adminUrl));
let questions: readonly Stated[];

/** Each depends on one of the cells below. Why not by chance alone: another field in the schema makes other questions. */
const decidedBelow: readonly Stated[] = [
  {
    asker: { agency: 'DE-POLICE', role: 'INVESTIGATOR', purpose, caseReference: 'DEP-2026-00301' },
    query: '{ consignments(first: 20) { edges { node { consignor { name } } } } }',
    variables: {},
  },
  {
    asker: { agency: 'EU-ANALYSIS', purpose, caseReference: 'AP-2026-00005' },
    query: '{ persons(first: 20) { edges { node { birthDate } } } }',
    variables: {},
  },
];

beforeAll(async () => {
  const questionOf = await createQuestions(deployment, policy);
  const made = [];
  for (let seed = 1; seed <= QUESTIONS; seed += 1) made.push(await questionOf(seed));
  questions = [...made.filter((question) => question !== null), ...decidedBelow];
});

/** Asks all questions, and gives what each left in the log, by the place of the question. */
async function askAll(of: TestDeployment, entries: NewEntry[]) {
  const asked = [];
  for (const { asker, query, variables } of questions) {
    entries.length = 0;
    const { body } = await of.ask(asker, query, variables);
    const [entry] = entries;
    if (!entry?.decided) throw new Error(`no decisions in the entry of ${query}`);
    asked.push({ data: body.data, receipt: body.extensions.audit, entry: { ...entry, decided: entry.decided } });
  }
  return asked;
}

type Asked = Awaited<ReturnType<typeof askAll>>[number];

/** An entry with its envelopes as texts in place of digests. */
function decidedEntry({ entry: { header, body, decided } }: Asked): DecidedEntry {
  const { decisions, ...said } = decided;
  const groups = groupDecisions(decisions, (text) => text);
  const envelopes = new Map(
    decisions.flatMap(({ envelope }) => (envelope === null ? [] : [[envelope, envelope] as const])),
  );
  const stated = { ...header, askedAt: header.at };
  return {
    header: stated as unknown as DecidedEntry['header'],
    body: { ...body, subject: null, decided: { ...said, groups } },
    envelopes,
  };
}

/** The same policy with one cell that says something else to one kind of agency. */
function withCell(category: string, kind: AgencyKind, effect: Effect): Policy {
  const row = policy.categories[category];
  if (!row) throw new Error(`no category ${category}`);
  const cell = { ...row.cells[kind], effect, otherwise: effect };
  const categories = Object.assign(Object.create(null), policy.categories, {
    [category]: { ...row, cells: { ...row.cells, [kind]: cell } },
  });
  return { ...policy, version: `${policy.version}-${category}`, categories };
}

const cells: readonly Parameters<typeof withCell>[] = [
  ['cargo.parties', 'POLICE_MS', 'NONE'],
  ['persons.identity', 'EUROPOL', 'MASKED'],
];

describe('an entry of the log', () => {
  let asked: readonly Asked[];
  beforeAll(async () => {
    asked = await askAll(deployment, answered);
  });

  test('is decided again as it was, each decision, from what the log itself keeps', async () => {
    const { keys } = deployment.parts;
    let compared = 0;
    const under = new Set<string>();
    for (const { receipt } of asked) {
      const { entry, missing } = await readDecided(pool, { keys }, receipt);
      expect(missing).toEqual([]);
      const again = decideAgain(policy, entry as DecidedEntry);
      expect(again.differences).toEqual([]);
      compared += again.compared;
      for (const digest of entry?.envelopes.keys() ?? []) under.add(digest);
    }
    expect(compared).toBeGreaterThan(QUESTIONS * 3);
    expect(under.size).toBeGreaterThan(5);
  });

  test('says a decision for all that an answer showed and kept back, as far as it lies in the policy', () => {
    for (const { entry } of asked) expect(undecided(entry)).toEqual([]);
  });

  test.each(cells)(
    'is told to differ where %s is for %s %s, exactly where asking again decides otherwise',
    async (...cell) => {
      const changed = withCell(...cell);
      const entries: NewEntry[] = [];
      const other = await openTestDeployment({ demo: true, policy: changed, watchLog: noting(entries) });
      try {
        const again = await askAll(other, entries);
        let told = 0;
        for (const [at, then] of asked.entries()) {
          const now = again[at] as Asked;
          // Each of the two deployments has a log of its own.
          if (then.entry.body.sources.some(({ name }) => name === 'audit')) continue;
          const { differences } = decideAgain(changed, decidedEntry(then));
          const isOther =
            textOf(then.entry.decided) !== textOf(now.entry.decided) ||
            then.entry.header.code !== now.entry.header.code;
          expect([at, differences.length > 0]).toEqual([at, isOther]);
          if (differences.length === 0) expect(plain(now)).toBe(plain(then));
          else told += 1;
        }
        expect(told).toBeGreaterThan(0);
        expect(told).toBeLessThan(asked.length);
      } finally {
        await other.close();
      }
    },
    180_000,
  );
});

describe('portcullis audit verify --replay', () => {
  const asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION', caseReference: caseOf('DE-POLICE') } as const;
  let receipt: { readonly log: string; readonly index: number };
  beforeAll(async () => {
    const { body } = await deployment.ask(
      asker,
      '{ consignments(first: 5) { edges { node { id mrn consignor { name } } } } }',
    );
    receipt = body.extensions.audit;
  });

  async function run(changes: Partial<AuditReplayOptions> = {}) {
    const lines: string[] = [];
    const opened = { keys: deployment.parts.keys };
    const said = {
      pool,
      opened,
      policy,
      other: null,
      ...receipt,
      json: true,
      out: (line: string) => void lines.push(line),
    };
    const code = await runAuditReplay({ ...said, ...changes });
    return { code, lines, said: lines[0]?.startsWith('{') ? JSON.parse(lines[0]) : null };
  }

  test('says that an entry is decided as it was, by the policy of then', async () => {
    const { code, said } = await run();
    expect({ code, ...said }).toMatchObject({
      code: 0,
      verdict: 'EQUAL',
      differences: [],
      policyVersion: policy.version,
    });
    expect(said.compared).toBeGreaterThan(3);
    expect((await run({ json: false })).lines[0]).toMatch(
      /^EQUAL {6}entry \d+ of test-.* decisions, under \d+ envelopes/,
    );
  });

  test('lists by another policy what comes out otherwise, and under which envelope', async () => {
    const other = withCell('cargo.parties', 'POLICE_MS', 'NONE');
    const { code, said } = await run({ other });
    expect({ code, verdict: said.verdict }).toEqual({ code: 1, verdict: 'DIFFERS' });
    expect(said.differences).toContainEqual({
      under: expect.stringMatching(/^[\w-]{22}$/),
      what: 'cargo.parties',
      was: 'FULL',
      now: 'NONE by cell.cargo.parties.POLICE_MS',
    });
    expect((await run({ other, json: false })).lines.join('\n')).toContain(
      'FULL, now NONE by cell.cargo.parties.POLICE_MS',
    );
  });

  test('tells an operation that was refused for its filter from one that would be permitted', async () => {
    const refused = await deployment.ask(
      { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' },
      '{ consignments(first: 1, filter: { riskScore: { gte: 50 } }) { edges { node { id } } } }',
    );
    expect(refused.status).toBe(403);
    expect(await run(refused.body.extensions.audit)).toMatchObject({
      code: 0,
      said: { verdict: 'EQUAL', compared: 1 },
    });
  });

  test.each<[string, () => Promise<Partial<AuditReplayOptions>>, RegExp]>([
    [
      'where the policy is another one',
      async () => ({ policy: withCell('cargo.parties', 'POLICE_MS', 'NONE') }),
      /^the policy of its time/,
    ],
    ['where there is no entry', async () => ({ index: 100_000 }), /^an entry: the log .* has none at 100000$/],
    [
      'of an operator or an older version',
      async () => ({ index: 0 }),
      /^what was decided: the entry does not state it/,
    ],
    [
      'whose body stays closed',
      async () => ({ opened: { keys: {}, closedBecause: 'what is in the bodies' } }),
      /^what is in the bodies$/,
    ],
  ])('cannot tell of an entry %s', async (_what, changes, why) => {
    const { code, said } = await run(await changes());
    expect({ code, ...said }).toMatchObject({ code: 2, verdict: 'UNDECIDED', missing: [expect.stringMatching(why)] });
  });

  test('cannot tell of an entry whose envelope is gone, or another one', async () => {
    const client = new pg.Client({ connectionString: deployment.adminUrl });
    await client.connect();
    await client.query('create table audit.envelope_kept as table audit.envelope');
    await client.query("update audit.envelope set sealed = '\\x00'");
    const changed = await run();
    await client.query('truncate audit.envelope');
    const gone = await run();
    await client.query('insert into audit.envelope select * from audit.envelope_kept');
    await client.end();
    expect(changed).toMatchObject({ code: 2, said: { verdict: 'UNDECIDED' } });
    expect(changed.said.missing[0]).toMatch(/^the envelope [\w-]{22}, which is another one$/);
    expect(gone.said.missing[0]).toMatch(/^the envelope [\w-]{22}, which is gone$/);
  });
});

function caseOf(agency: string): string {
  return policy.agencies[agency]?.caseReference.example ?? '';
}

/** An answer without what is sealed or drawn anew each time; of the log, which grows meanwhile, nothing. */
function plain({ data, entry }: Asked): string {
  if (entry.body.document?.includes('audit')) return '';
  return JSON.stringify(data, (_name, value) =>
    typeof value === 'string' && /^(?:[A-Za-z0-9_-]{60,}|[0-9a-f]{32})$/.test(value) ? 'random' : value,
  );
}

/** What was decided, in one order. */
function textOf({ decisions, ...said }: StatedDecided): string {
  return JSON.stringify([said, groupDecisions(decisions, (text) => text)]);
}

/** What an entry says was shown or withheld without a decision that says so. */
function undecided({ body, decided }: Asked['entry']): readonly string[] {
  const shown = new Set<string>();
  const originators = new Set<string | null>([null]);
  const withheld = new Set((decided.pruned ?? []).map(([, rule]) => rule));
  for (const { envelope, full, below } of decided.decisions) {
    if (envelope !== null) originators.add((JSON.parse(envelope) as { originator: string }).originator);
    const some = [...full, ...below.flatMap(([guards, effect]) => (effect === 'NONE' ? [] : [guards]))];
    for (const category of some.flatMap((guards) => guards.split(' '))) shown.add(category);
    for (const [, , rule] of below) withheld.add(rule);
  }
  return [
    // Of one that another record names by its number, the number's category is decided on that record.
    ...body.disclosed.flatMap(({ type, originator, categories }) => [
      ...(originators.has(originator) ? [] : [`${type} of ${originator}`]),
      ...categories.filter((category) => !shown.has(category)).map((category) => `${type}: ${category}`),
    ]),
    ...body.withheld.flatMap(({ path, rule }) =>
      rule.split(' | ').every((each) => withheld.has(each) || !ofEnvelope.test(each)) ? [] : [`${path}: ${rule}`],
    ),
  ];
}

/** Rules of no envelope: a version whose envelope was not kept, and the whole of what names others. */
const ofEnvelope = /^(?!envelope\.missing$|links$|whole\.(?:link|cap\.linkSubject)$)/;
