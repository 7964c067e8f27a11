import { describe, expect, test } from '@jest/globals';
import { columnsOf, sortColumns } from '../../../../console/pages/record/columns.js';
import { originOf } from '../../../../console/pages/record/decider.js';
import {
  amount,
  code,
  either,
  type Field,
  list,
  number,
  object,
  record,
  self,
  text,
} from '../../../../console/pages/record/kinds/field.js';
import { fieldState, sortFields } from '../../../../console/pages/record/plan.js';

const because = { category: 'persons.contact', reason: 'CATEGORY', count: 1 } as const;
const answerOf = (node: object, withheld: readonly object[] = [], errors: readonly object[] = []) =>
  ({ data: { node }, errors, extensions: { requestId: 'r', withheld } }) as never;
const namesOf = (placed: readonly { readonly field: Field }[]) => placed.map(({ field }) => field.name);

describe('the fields of a group', () => {
  test('are sorted by what the answer says of them, and none is lost', () => {
    const answer = answerOf(
      { name: 'J… K…', title: null, emails: null, gender: 'male', phones: [], reason: null, notes: null, topics: null },
      [
        { path: 'node.name', ...because, effect: 'MASKED' },
        { path: 'node.emails', ...because, effect: 'NONE' },
        { path: 'node.reason', ...because, category: 'persons.reason', effect: 'HIT', contact: 'desk@example.org' },
        { path: 'node.notes', ...because, category: 'persons.reason', effect: 'HIT', contact: 'desk@example.org' },
      ],
      [{ message: '-', path: ['node', 'topics'], extensions: { code: 'SOURCE_TIMEOUT', source: 'persons' } }],
    );
    const fields = ['name', 'title', 'emails', 'gender', 'phones', 'reason', 'notes', 'topics'].map(text);
    const { shown, kept, none, unanswered } = sortFields(answer, ['node'], 'Person', fields);
    expect(namesOf(shown)).toEqual(['name', 'gender']);
    expect(namesOf(none)).toEqual(['title', 'phones']);
    expect(namesOf(unanswered)).toEqual(['topics']);
    expect(kept.map(({ of, fields: together }) => [of.state, namesOf(together)])).toEqual([
      ['withheld', ['emails']],
      ['hit', ['reason', 'notes']],
    ]);
  });

  test('that are kept for two reasons, or by two contacts, are not taken together', () => {
    const answer = answerOf({ emails: null, phones: null, websites: null }, [
      { path: 'node.emails', ...because, effect: 'HIT', contact: 'one@example.org' },
      { path: 'node.phones', ...because, effect: 'HIT', contact: 'two@example.org' },
      { path: 'node.websites', ...because, effect: 'NONE', reason: 'PURPOSE' },
    ]);
    const { kept } = sortFields(answer, ['node'], 'Person', ['emails', 'phones', 'websites'].map(text));
    expect(kept.map(({ fields }) => namesOf(fields))).toEqual([['emails'], ['phones'], ['websites']]);
  });

  test('of an object stand among them where it is shown, and as one where it is not', () => {
    const physical = object('physical', 'PhysicalDescription', number('heightCm'), text('eyeColor'));
    const shown = sortFields(answerOf({ physical: { heightCm: 181, eyeColor: null } }), ['node'], 'Person', [physical]);
    expect(shown.shown.map(({ type, path }) => [type, path])).toEqual([
      ['PhysicalDescription', ['node', 'physical', 'heightCm']],
    ]);
    expect(namesOf(shown.none)).toEqual(['eyeColor']);
    const line = { path: 'node.physical', ...because, effect: 'NONE' };
    const kept = sortFields(answerOf({ physical: null }, [line]), ['node'], 'Person', [physical]);
    expect(kept.kept.map(({ fields }) => namesOf(fields))).toEqual([['physical']]);
  });
});

describe('a field made of others', () => {
  test('is kept where its parts are, and not taken for none', () => {
    const answer = answerOf({ value: { minorUnits: null, currency: null } }, [
      { path: 'node.value.minorUnits', ...because, effect: 'NONE' },
    ]);
    expect(fieldState(answer, { field: amount('value', 'SeizedValue'), path: ['node', 'value'] }).state).toBe(
      'withheld',
    );
  });

  test('of one of several records is kept where one is kept and the others are none', () => {
    const ends = either('otherEnd', record('person', 'Person', 'name'), record('organization', 'Organization', 'name'));
    const answer = answerOf({ person: null, organization: null }, [
      { path: 'node.person', ...because, effect: 'HIT', contact: 'desk@example.org' },
    ]);
    expect(fieldState(answer, { field: ends, path: ['node', 'otherEnd'] }).state).toBe('hit');
  });
});

describe('the columns of a table', () => {
  const seizure = record('seizure', 'Seizure', 'caseReference', text('seizedAt'));
  const columns = columnsOf('SeizurePerson', [seizure, text('role'), text('statedName')]);
  const rows = [
    ['node', 'rows', 0],
    ['node', 'rows', 1],
  ];

  test('have the values of a record beside it, with the coordinate of their type', () => {
    expect(columns.map(({ type, field, path }) => [`${type}.${field.name}`, path.join('.')])).toEqual([
      ['SeizurePerson.seizure', 'seizure'],
      ['Seizure.seizedAt', 'seizure.seizedAt'],
      ['SeizurePerson.role', 'role'],
      ['SeizurePerson.statedName', 'statedName'],
    ]);
  });

  test('that are kept in every row for one reason are said once; those of one row stay', () => {
    const answer = answerOf(
      {
        rows: [
          { seizure: null, role: null, statedName: null },
          { seizure: { id: 's', caseReference: 'C', seizedAt: 'now' }, role: null, statedName: null },
        ],
      },
      [
        { path: 'node.rows.*.role', ...because, effect: 'NONE', count: 2 },
        { path: 'node.rows.*.seizure', ...because, effect: 'NONE', cells: { n: 2, bits: 'AQ' } },
      ],
    );
    const { shown, kept, empty } = sortColumns([{ answer, rows }], columns);
    expect(namesOf(shown)).toEqual(['seizure', 'seizedAt']);
    expect(kept.map(({ of, columns: together }) => [of.state, namesOf(together)])).toEqual([['withheld', ['role']]]);
    expect(namesOf(empty)).toEqual(['statedName']);
  });

  test('that a later page keeps for another reason are not said once', () => {
    const page = (reason: string) => ({
      answer: answerOf({ rows: [{ seizure: null, role: null, statedName: 'A' }] }, [
        { path: 'node.rows.*.role', ...because, effect: 'NONE', reason },
      ]),
      rows: rows.slice(0, 1),
    });
    expect(namesOf(sortColumns([page('CATEGORY'), page('RECORD')], columns).shown)).toContain('role');
    expect(namesOf(sortColumns([page('CATEGORY'), page('CATEGORY')], columns).shown)).not.toContain('role');
  });
});

describe('what the graph is asked to explain', () => {
  const answer = answerOf({
    id: 'seizure_a',
    place: { name: 'quay' },
    persons: [{ role: 'X', person: { id: 'person_b', name: 'N' } }],
  });
  const at = (type: string, field: Field, ...path: readonly (string | number)[]) =>
    originOf(answer, { type, field, path: ['node', ...path] }, 'seizure_a');

  test.each([
    ['a field of the record', at('Seizure', code('id'), 'id'), 'Seizure.id', 'seizure_a'],
    ['a part of the record', at('SeizurePlace', text('name'), 'place', 'name'), 'SeizurePlace.name', 'seizure_a'],
    [
      'a link with a verdict of its own',
      at('SeizurePerson', text('role'), 'persons', 0, 'role'),
      'SeizurePerson.role',
      undefined,
    ],
    ['the record at its end', at('Person', text('name'), 'persons', 0, 'person', 'name'), 'Person.name', 'person_b'],
  ])('of %s is asked of what decides about it', (_, asked, coordinate, decider) => {
    expect(asked).toEqual({ coordinate, record: decider });
  });

  test('of a row that is itself a record is asked of that record', () => {
    const [column] = columnsOf('Incident', [self('Incident', 'title')]);
    expect(column?.path).toEqual([]);
  });
});

test('a list of objects is none where it has no rows', () => {
  const answer = answerOf({ alerts: [] });
  expect(fieldState(answer, { field: list('alerts', 'Alert', text('kind')), path: ['node', 'alerts'] }).state).toBe(
    'null',
  );
});
