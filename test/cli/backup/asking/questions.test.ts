import { describe, expect, it } from '@jest/globals';
import { type Askable, openAskable } from '../../../../cli/backup/asking/askable.js';
import { askQuestions } from '../../../../cli/backup/asking/questions.js';
import { withAdmin } from '../../../../storage/roles.js';
import { createDemoDatabase, demoLinkKey } from '../../../support/demo.js';
import { closedAfter } from '../../../support/runner/closedAfter.js';

/* A copy of a database is asked; then one part of it after the other is broken on purpose. */
const database = closedAfter(await createDemoDatabase());
const key = new Uint8Array(32);
const keys = { link: demoLinkKey, probe: key, cursor: key } as Parameters<typeof openAskable>[1];
const refuse = () => Promise.reject(new Error('bodies of the log stay closed'));
const askable = closedAfter(
  await openAskable({ url: database.url, auditKeys: { query: refuse, connect: refuse } }, keys),
);

const change = async (text: string) => {
  await withAdmin(database.adminUrl, (admin) => admin.query(`set session_replication_role = replica; ${text}`));
};

describe('a copy of a deployment', () => {
  it('that is whole answers how many there are, who has a name, and where a link leads', async () => {
    const { count, ...others } = await askQuestions(askable);
    const one = { verdict: 'ANSWERED', seen: 1 };
    expect([count.verdict, others]).toEqual(['ANSWERED', { name: one, link: { ...one, seen: 2 } }]);
    const { rows } = await withAdmin(database.adminUrl, (admin) =>
      admin.query('select (select count(*) from persons.person)::int as persons'),
    );
    expect(count.seen).toBeGreaterThan(rows[0].persons);
  });

  it('says no value of a record where PostgreSQL would', async () => {
    const failed = Object.assign(new Error('invalid input syntax: "EXEMPLAROV"'), { code: '22P02' });
    const answers = await askQuestions({ ...askable, ask: () => Promise.reject(failed) });
    const wrong = { verdict: 'WRONG', seen: 0, why: '22P02' };
    expect(answers).toEqual({ count: wrong, name: wrong, link: wrong });
  });

  it('with an envelope that is not noted is held to what it may be: a whole list passed for answered by one such row', async () => {
    const one = 'id = (select min(id) from persons.person)';
    const { rows } = await withAdmin(database.adminUrl, (admin) =>
      admin.query(`select envelope_key as key from persons.person where ${one}`),
    );
    await change(`update persons.person set envelope_key = null where ${one}`);
    const like = async (changes: number) => {
      const ask: Askable['ask'] = async (query, variables) => {
        const answer = await askable.ask(query, variables);
        const { persons } = (answer ?? {}) as { persons?: { totalCount?: { number: number } } };
        if (persons?.totalCount) persons.totalCount.number += changes;
        return answer;
      };
      return (await askQuestions({ ...askable, ask })).count;
    };
    const loose = { verdict: 'NOT_ASKED', why: 'envelopes are not all noted yet of persons.person' };
    const wrong = { verdict: 'WRONG', why: 'persons.person has another number of rows' };
    const counts = [];
    for (const changes of [-2, 0, 2]) counts.push(await like(changes));
    await change(`update persons.person set envelope_key = '${rows[0].key}' where ${one}`);
    expect(counts).toEqual([wrong, loose, wrong].map((each) => expect.objectContaining(each)));
  });

  it.each([
    {
      what: 'lacks rows that were there',
      by: 'count',
      breaks: 'delete from persons.person where id in (select id from persons.person order by id limit 200)',
      why: 'persons.person has another number of rows',
    },
    {
      what: 'lacks the keys that names are found by',
      by: 'name',
      breaks: "update persons.person set match_keys = '{}'",
      why: 'persons.person is not found by its name',
    },
    {
      what: 'has a column of another name, where no description is held against it',
      by: 'count',
      breaks: 'alter table persons.cube_count rename number to sum',
      why: 'there is no whole answer: persons 42703, ',
    },
    {
      what: 'has no table of a kind of link',
      by: 'link',
      breaks: 'alter table seizures.seizure_consignment rename to gone',
      why: '42P01 relation "seizures.seizure_consignment" does not exist',
    },
  ] as const)('that $what is told by the question by $by', async ({ by, breaks, why }) => {
    await change(breaks);
    expect((await askQuestions(askable))[by]).toMatchObject({ verdict: 'WRONG', why: expect.stringContaining(why) });
  });

  it('that is without records answers how many there are, and is not asked for what it does not have', async () => {
    const { rows } = await withAdmin(database.adminUrl, (admin) =>
      admin.query(`select string_agg(format('%I.%I', schemaname, tablename), ', ') as all from pg_tables
        where schemaname = any('{persons,cargo,seizures,incidents}')`),
    );
    await change(`truncate ${rows[0].all};
      alter table persons.cube_count rename sum to number; alter table seizures.gone rename to seizure_consignment`);
    const { count, name, link } = await askQuestions(askable);
    expect(count).toEqual({ verdict: 'ANSWERED', seen: 0 });
    expect([name.verdict, link.verdict]).toEqual(['NOT_ASKED', 'NOT_ASKED']);
  });
});
