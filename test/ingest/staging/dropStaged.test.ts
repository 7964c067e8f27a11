import { describe, expect, it } from '@jest/globals';
import { dropStaged } from '../../../ingest/run/runs.js';
import { entry, list, openRunSetting } from '../run/setting.js';

const { databases, run } = await openRunSetting();
const file = (count: number) =>
  list(...Array.from({ length: count }, (_, index) => entry(index + 1, `EXEMPLAROV ${index}`)));

/** Bytes of the table's own file, indexes and long values left out. */
async function room(): Promise<number> {
  const [row] = await databases.persons.exec<{ bytes: string }>(
    "select pg_relation_size('persons.staged')::text as bytes",
  );
  return Number(row?.bytes);
}

describe('what a run staged', () => {
  it('takes no room once the run is done, nor after a dry run: deleted rows kept a quarter of the database', async () => {
    await run([file(500)], { check: true });
    expect(await room()).toBe(0);
    expect(await run([file(500)])).toMatchObject({ added: 500 });
    expect(await room()).toBe(0);
  });

  it('goes alone where another run has staged beside it, and where another is just staging', async () => {
    const stage = (runId: string) =>
      `insert into persons.staged (run_id, seq, part, record_table, source_ref, action)
       values ('${runId}', 1, 0, 'persons.person', 'x', 'NEW')`;
    const staged = () => databases.persons.exec('select run_id from persons.staged order by run_id');
    for (const id of ['run_a', 'run_b', 'run_c']) await databases.persons.exec(stage(id));
    await dropStaged(databases, ['persons'], 'run_b');
    expect(await staged()).toEqual([{ run_id: 'run_a' }, { run_id: 'run_c' }]);
    await dropStaged(databases, ['persons'], 'run_c');
    await databases.persons.transaction(async (transaction) => {
      await transaction.exec(stage('run_d'));
      await dropStaged(databases, ['persons'], 'run_a');
    });
    expect(await staged()).toEqual([{ run_id: 'run_d' }]);
  });
});
