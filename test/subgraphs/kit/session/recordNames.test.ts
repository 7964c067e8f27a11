import { describe, expect, test } from '@jest/globals';
import { openSource, police, supervisor } from '../../seizures/ask.js';
import { insertScene } from '../../seizures/scene.js';

const query = 'query ($e: [_Any!]!) { _entities(representations: $e) { ... on RecordName { name others } } }';
const e = ['seizure_secret', 'ref_seizure_a', 'seizure_none'].map((name) => ({ __typename: 'RecordName', name }));

const source = await openSource();
await insertScene(source.adminUrl);

describe('the other names of a record', () => {
  test('are told for an auditor, of records that no auditor sees too', async () => {
    const { data, errors, extensions } = await source.ask(supervisor, query, { e });
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual([
      { name: 'seizure_secret', others: ['ref_seizure_secret'] },
      { name: 'ref_seizure_a', others: ['seizure_a'] },
      { name: 'seizure_none', others: [] },
    ]);
    expect(extensions?.manifest).toMatchObject({ disclosed: [], statements: 1 });
  });

  test('are told for nobody else, and nothing is looked for', async () => {
    const { data, extensions } = await source.ask(police, query, { e });
    expect(data?._entities).toEqual(e.map(({ name }) => ({ name, others: [] })));
    expect(extensions?.manifest.statements).toBe(0);
  });
});
