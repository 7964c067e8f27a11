import { beforeAll, expect, it } from '@jest/globals';
import { customs, openPersons, police, tax } from './ask.js';
import { insertRows } from './fixtures.js';

const source = await openPersons();
beforeAll(async () => {
  const period = (from: string, to: string) => ({ birth_periods: [{ from, to }] });
  await insertRows(source.adminUrl, 'person', [
    { id: 'person_years', name: 'Annia Probe', ...period('1984', '1986') },
    { id: 'person_days', name: 'Dia Probe', ...period('1947-01-01', '1947-12-31') },
    { id: 'person_months', name: 'Mensa Probe', birth_date: '1990', ...period('1991-11', '1992-02') },
    { id: 'person_date', name: 'Data Probe', birth_date: '1985-06-15' },
    { id: 'person_none', name: 'Nula Probe' },
    { id: 'person_victim', name: 'Viktima Probe', data_subject_category: 'VICTIM', ...period('1984', '1986') },
  ]);
});

async function found(filter: string): Promise<string[]> {
  const { data } = await source.ask(police, `{ persons(filter: ${filter}) { edges { node { id } } } }`);
  const page = data?.persons as { readonly edges: readonly { readonly node: { readonly id: string } }[] };
  return page.edges.map(({ node }) => node.id.replace('person_', '')).sort();
}

it('shows a span of births as a span: it was two exact dates, and no date between them', async () => {
  const { data } = await source.ask(
    police,
    '{ person(id: "person_years") { birthDate birthDates birthPeriods { from to } } }',
  );
  expect(data?.person).toEqual({
    birthDate: null,
    birthDates: null,
    birthPeriods: [{ from: '1984', to: '1986' }],
  });
});

it.each([
  ['{birthDate: {eq: "1985"}}', ['years']],
  ['{birthDate: {eq: "1985-06-15"}}', ['date', 'years']],
  ['{birthDate: {eq: "1986-12-31"}}', ['years']],
  ['{birthDate: {eq: "1987"}}', []],
  ['{birthDate: {eq: "1983-12-31"}}', []],
  ['{birthDate: {startsWith: "1985"}}', ['date', 'years']],
  ['{birthDate: {startsWith: "1947-03"}}', ['days']],
  ['{birthDate: {startsWith: "19"}}', ['date', 'days', 'months', 'years']],
  ['{birthDate: {in: ["1947-03-09", "1992-02-29"]}}', ['days', 'months']],
  ['{birthDate: {eq: "1992-03"}}', []],
  ['{birthDate: {isNull: true}}', ['none']],
  ['{birthDate: {isNull: false}}', ['date', 'days', 'months', 'years']],
  ['{not: {birthDate: {startsWith: "1985"}}}', ['days', 'months', 'none']],
])('finds by %s %j, and never by a span that is masked', async (filter, ids) => {
  expect(await found(filter)).toEqual(ids);
});

it('shows and finds a span by the category of the date of birth alone', async () => {
  const asked = '{ person(id: "person_victim") { birthDate birthPeriods { from to } } }';
  const { data } = await source.ask(police, asked);
  expect(JSON.stringify(data)).not.toContain('1984');
  for (const viewer of [customs, tax]) {
    const { data: shown } = await source.ask(viewer, '{ person(id: "person_years") { birthPeriods { from to } } }');
    const masked = JSON.stringify(shown).includes('1984') === false;
    const { data: whole } = await source.ask(viewer, '{ person(id: "person_date") { birthDate } }');
    expect(masked).toBe(JSON.stringify(whole).includes('1985-06-15') === false);
  }
});
