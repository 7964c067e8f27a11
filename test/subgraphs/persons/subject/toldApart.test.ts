import { beforeAll, describe, expect, it } from '@jest/globals';
import { openPersons } from '../ask.js';
import { insertRows } from '../fixtures.js';
import { asked, dpo, holdingsIn, whole } from './asking.js';

/*
 * A man and a woman of one name and date of birth, and a record that may be of either; a relation at each end names that name. The
 * woman asks.
 */
const name = 'Ina Beispiel';
const person = { name, names: [{ name, kind: 'NAME' }], birth_date: '1961-04-12', birth_dates: ['1961-04-12'] };
const man = 'person_0000000000000001';
const woman = 'person_0000000000000002';
const either = 'person_0000000000000003';
const relation = { originator: 'DE-POLICE', kind: 'FAMILY', person_ref: 'ref_else', stated_name: name };

const source = await openPersons();
beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', [
    { id: man, ...person, gender: 'male' },
    { id: woman, ...person, gender: 'female' },
    { id: either, ...person },
  ]);
  await insertRows(source.adminUrl, 'relation', [
    { id: 'relation_man', ...relation, relative_ref: `ref_${man}` },
    { id: 'relation_woman', ...relation, relative_ref: `ref_${woman}` },
    { id: 'relation_of_man', ...relation, person_ref: `ref_${man}`, relative_ref: `ref_${woman}` },
  ]);
}, 60_000);

const of = async (stated: Readonly<Record<string, unknown>> = {}) => {
  const { found, namesakes } = holdingsIn(await source.ask(dpo, whole, asked(stated)));
  return { found: found.map(({ id, twin }) => [id, twin]), namesakes: namesakes.map(({ id }) => id) };
};

describe('two people of one name and date of birth', () => {
  it('are told apart in the records, and in what points at them', async () => {
    const { found, namesakes } = await of();
    expect(found).toEqual([
      ...[
        [man, 1],
        [woman, 2],
        [either, null],
      ],
      ...[
        ['relation_man', 1],
        ['relation_of_man', 2],
        ['relation_woman', 2],
      ],
    ]);
    expect(namesakes).toEqual([]);
  });

  it('are one once the officer excludes the other, with what points at that one: it was listed under the asked name', async () => {
    const { found, namesakes } = await of({ excluded: [man, either] });
    expect(found).toEqual([
      [woman, null],
      ['relation_of_man', null],
      ['relation_woman', null],
    ]);
    expect(namesakes).toEqual([]);
  });

  it('tell by no excluded id whether it is of one of them: any other id is answered alike', async () => {
    const answers = await Promise.all(
      ['person_0000000000000009', 'organization_0000000000000009'].map((id) => of({ excluded: [id] })),
    );
    for (const answer of answers) expect(answer).toEqual(await of());
  });
});
