import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Asker, dutchAnalyst, dutchAuditor, germanAuditor, openAudit, supervisor } from './ask.js';

/* How many entries there are by a datum of their headers: equal to counting the list, within what the auditor may see. */
const roles = ['ANALYST', 'TARGETER', 'FRONT_LINE'];
const purposes = ['RISK_ANALYSIS', 'CUSTOMS_CONTROL', 'JOINT_OPERATION'];
const source = closedAfter(await openAudit());

beforeAll(async () => {
  for (let at = 0; at < 260; at += 1) {
    const isRefused = at % 7 === 0;
    await source.append(
      {
        ...(at % 4 === 0 ? { agency: 'DE-POLICE', agencyKind: 'POLICE_MS' } : {}),
        ...{ role: roles[at % 11 === 0 ? 1 : 0] ?? null, purpose: purposes[at % 3] ?? null },
        ...(isRefused ? { kind: 'REFUSED', code: at % 2 === 0 ? 'FORBIDDEN' : 'RATE_LIMITED' } : {}),
      } as never,
      at % 5 === 0
        ? {
            disclosed: [
              { type: 'Person', originator: 'DE-POLICE', categories: ['persons.identity'], ids: ['person_two'] },
            ],
          }
        : {},
    );
  }
});

interface Node {
  readonly id: string;
  readonly at: string;
  readonly [member: string]: string | null;
}

/** Every entry of the list, page by page. */
async function listed(asker: Asker, filter: object): Promise<readonly Node[]> {
  const query = `query ($filter: AuditEntryFilter, $after: String) { auditEntries(first: 100, filter: $filter, after: $after) {
    edges { node { id at agency kind purpose role code } } pageInfo { hasNextPage endCursor } } }`;
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await source.ask(asker, query, { filter, after });
    expect(errors).toBeUndefined();
    const { edges, pageInfo } = (data as never as { auditEntries: { edges: { node: Node }[]; pageInfo: never } })
      .auditEntries;
    nodes.push(...edges.map(({ node }) => node));
    const { hasNextPage, endCursor } = pageInfo as { hasNextPage: boolean; endCursor: string | null };
    if (!hasNextPage) return nodes;
    after = endCursor;
  }
}

/** Week of an instant by its Thursday, which is in the week's year (ISO 8601). */
function weekOf(at: string): string {
  const day = new Date(at);
  const thursday = new Date(
    Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 4 - (day.getUTCDay() || 7)),
  );
  const year = thursday.getUTCFullYear();
  const week = Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

const members = {
  ...{ AGENCY: 'agency', KIND: 'kind', PURPOSE: 'purpose', ROLE: 'role', CODE: 'code' },
} as const satisfies Record<string, string>;
type By = keyof typeof members | 'WEEK';
const allBy = [...Object.keys(members), 'WEEK'] as By[];
const valueBy = (node: Node, by: By): string | null => (by === 'WEEK' ? weekOf(node.at) : (node[members[by]] ?? null));

const query = `query ($filter: AuditEntryFilter, $by: AuditEntryFacetField!, $first: Int) { auditEntries(filter: $filter) {
  totalCount { number } facets(by: $by, first: $first) { buckets { value count { number } } more none { number } notShown { number } } } }`;

async function facets(asker: Asker, by: By, filter: object = {}, first = 10) {
  const { data, errors, extensions } = await source.ask(asker, query, { filter, by, first });
  return { told: data?.auditEntries as never as { totalCount: object; facets: object } | null, errors, extensions };
}

const anyFilter = fc.constantFrom(
  {},
  { purpose: { eq: 'CUSTOMS_CONTROL' } },
  { kind: { eq: 'REFUSED' } },
  { not: { role: { in: ['ANALYST'] } } },
  { or: [{ code: { eq: 'FORBIDDEN' } }, { agency: { eq: 'DE-POLICE' } }] },
  { entity: { id: 'person_two' } },
  { disclosedCount: { gte: 1 } },
);

describe('facets of entries', () => {
  it('are equal to counting the list, for each auditor, filter and datum', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(dutchAuditor, germanAuditor, supervisor),
        fc.constantFrom(...allBy),
        anyFilter,
        fc.integer({ min: 1, max: 4 }),
        async (asker, by, filter, first) => {
          const nodes = await listed(asker, filter);
          const numbers = new Map<string | null, number>();
          for (const node of nodes) numbers.set(valueBy(node, by), (numbers.get(valueBy(node, by)) ?? 0) + 1);
          const values = [...numbers].flatMap(([value, number]) =>
            value === null ? [] : [{ value, count: { number } }],
          );
          values.sort((one, other) => other.count.number - one.count.number || (one.value < other.value ? -1 : 1));
          const { told, errors } = await facets(asker, by, filter, first);
          expect(errors).toBeUndefined();
          expect(told).toEqual({
            totalCount: { number: nodes.length },
            facets: {
              ...{ buckets: values.slice(0, first), more: values.length > first },
              ...{ none: { number: numbers.get(null) ?? 0 }, notShown: { number: 0 } },
            },
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('count only what the auditor may see, and read nobody else', async () => {
    source.takeOriginators();
    const { told } = await facets(dutchAuditor, 'AGENCY');
    expect(told?.facets).toMatchObject({ buckets: [{ value: 'NL-CUSTOMS' }], more: false });
    expect(new Set(source.takeOriginators())).toEqual(new Set(['NL-CUSTOMS']));
  });

  it('name the entries of each number up to a hundred in the log, and of a larger one none', async () => {
    const { extensions } = await facets(dutchAuditor, 'CODE');
    const nodes = await listed(dutchAuditor, {});
    const rare = nodes.filter(({ code }) => code !== 'OK').map(({ id }) => id);
    expect(nodes.length - rare.length).toBeGreaterThan(100);
    const named = extensions?.manifest.disclosed.filter(({ type }) => type === 'AuditEntry') ?? [];
    expect(named).toMatchObject([{ presence: true, categories: [] }]);
    expect(named.flatMap(({ ids }) => ids).sort()).toEqual(rare.sort());
  });

  it('open no entry, whatever else is asked', async () => {
    const both = `{ auditEntries(first: 1) { edges { node { withheld { path } } } facets(by: ROLE) { buckets { value } } } }`;
    expect((await source.ask(dutchAuditor, both)).errors).toBeUndefined();
  });

  it('are refused to who may not read the log: nothing is counted', async () => {
    const { told } = await facets(dutchAnalyst, 'AGENCY');
    expect(told?.facets ?? null).toMatchObject({ buckets: [], more: false });
  });
});
