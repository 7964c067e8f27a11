import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { CategoryRow, Cell, Policy } from '../../../policy/policy.js';
import { tryCases, tryMutations } from '../../../policy/testing/testPolicy.js';
import { readWritten, type Written } from '../../../policy/testing/written.js';

const shipped = loadPolicy();
const written = readWritten(undefined);
const at = { file: 'planted.yaml', line: 7 };

function withRow(category: string, change: Partial<CategoryRow>): Policy {
  const row = { ...(shipped.categories[category] as CategoryRow), ...change };
  return { ...shipped, categories: { ...shipped.categories, [category]: row } };
}

function withCell(category: string, kind: string, change: Partial<Cell>): Policy {
  const { cells } = shipped.categories[category] as CategoryRow;
  return withRow(category, { cells: { ...cells, [kind]: { ...(cells[kind] as Cell), ...change } } });
}

const sentences = (policy: Policy, of: Written = written) => tryCases(policy, of).failed;

describe('what is written beside a policy', () => {
  it('fails by the sentence that says otherwise, with its place and who gets what', () => {
    const failed = sentences(withCell('cargo.goods', 'FIU', { effect: 'FULL' }));
    expect(failed).toContainEqual({
      at: { file: 'policy/cases/rights/cargo.yaml', line: 13 },
      sentence: expect.stringMatching(/^What is in a consignment/),
      why: ['ANALYST of FIU gets FULL of cargo.goods, by cell.cargo.goods.FIU; expected MASKED'],
    });
  });

  it('fails where the effect is as stated, and the rule another', () => {
    const planted = { ...written.cases[0], at, expect: { effect: 'FULL' as const, rule: 'own' } };
    const failed = sentences(shipped, { ...written, cases: [planted as Written['cases'][0]] });
    expect(failed).toMatchObject([{ at, why: [expect.stringMatching(/; expected FULL with the rule own$/)] }]);
  });

  it('fails where a record is shown at once, and no sentence says so', () => {
    expect(sentences(withRow('history', { whole: true }))).toMatchObject([{ why: [expect.stringContaining('whole')] }]);
  });

  it('says which kind, category and role no sentence speaks of', () => {
    const { cells } = shipped.categories['cargo.goods'] as CategoryRow;
    const rows = Object.values(shipped.categories).map((row) => {
      const added = { ...row, cells: { ...row.cells, COAST_GUARD_MS: cells.FIU as Cell } };
      return [row.category, added] as const;
    });
    const unspoken = sentences({ ...shipped, categories: Object.fromEntries(rows) });
    expect(unspoken.map(({ sentence }) => sentence)).toEqual(['No sentence is about COAST_GUARD_MS.']);
    const rights = written.rights.filter(({ category }) => category !== 'cargo.goods');
    const roles = written.roles.filter(({ role }) => role !== 'CASE_PROSECUTOR');
    const missing = sentences(shipped, { ...written, rights, roles });
    expect(missing.map(({ sentence, at: { file }, why }) => [sentence, file.split('/').at(-1), ...why])).toEqual([
      ['No sentence is about cargo.goods.', 'cargo.yaml', 'write one here'],
      ['No sentence is about the role CASE_PROSECUTOR.', 'roles.yaml', 'write one here'],
    ]);
  });

  it('fails where it names an agency, a kind or a category that the policy does not have', () => {
    const planted = { ...written.cases[0], at, viewer: 'ZZ-CUSTOMS ANALYST' } as Written['cases'][0];
    expect(sentences(shipped, { ...written, cases: [planted] })).toMatchObject([
      { at, why: ['agencies.yaml has no agency ZZ-CUSTOMS'] },
    ]);
    const [row] = written.rights;
    const strange = { ...row, at, gets: { ...row?.gets, FULL: ['SORCERERS'] } } as Written['rights'][0];
    const unknown = { ...row, at, category: 'cargo.dreams' } as Written['rights'][0];
    const failed = sentences(shipped, { ...written, rights: [...written.rights, strange, unknown] });
    expect(failed.flatMap(({ why }) => why)).toEqual(
      expect.arrayContaining(['the matrix has no kind SORCERERS', 'the matrix has no category cargo.dreams']),
    );
  });
});

describe('a changed word', () => {
  // Why few rows: all of them are tried in product.test.ts.
  const few = ['cargo.goods', 'handling', 'public'];
  const pick = <Row>(rows: Readonly<Record<string, Row>>, names: readonly string[]): Record<string, Row> =>
    Object.fromEntries(Object.entries(rows).filter(([name]) => names.includes(name)));
  const small: Policy = {
    ...shipped,
    categories: pick(shipped.categories, few),
    agencies: pick(shipped.agencies, ['NL-CUSTOMS', 'IT-FIU']),
    operations: [],
  };
  const of: Written = {
    ...written,
    rights: written.rights.filter(({ category }) => few.includes(category)),
    cases: [],
  };
  const name = 'cargo.goods FIU: MASKED to FULL';
  const without: Written = { ...of, rights: of.rights.filter(({ category }) => category !== 'cargo.goods') };
  const mutate = (what: Written) => tryMutations(small, tryCases(small, what), what);

  it('is noticed by the sentence on it', () => {
    expect(mutate(of).mutations).toContainEqual({ name, kind: 'cell', notice: 'CASES' });
    expect(mutate(of).survivors.filter((each) => each.startsWith('cargo.goods'))).toEqual([]);
  });

  it('survives where no sentence speaks of it, until a list names it with a reason', () => {
    expect(mutate(without).survivors).toContain(name);
    const survivors = [{ at, reason: 'Nobody asks for it.', changes: [name, 'cargo.goods OLAF: FULL to NONE'] }];
    const listed = mutate({ ...without, survivors });
    expect(listed.survivors).not.toContain(name);
    expect(listed.counts.LISTED).toBe(1);
    // Nobody of the kind OLAF is left: it changes nothing for anybody.
    expect(listed.stale).toEqual(['cargo.goods OLAF: FULL to NONE']);
  });

  it('tells nothing by a sentence that fails without it', () => {
    const wrong = of.rights.map((row) =>
      row.category === 'cargo.goods' ? { ...row, gets: { NONE: [...Object.values(row.gets).flat()] } } : row,
    );
    expect(mutate({ ...of, rights: wrong }).survivors).toContain(name);
  });
});
