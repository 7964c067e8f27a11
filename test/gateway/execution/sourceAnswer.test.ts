import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { subjectKeys } from '../../../gateway/execution/fetch/namingCheck.js';
import { readAnswer } from '../../../gateway/execution/fetch/sourceAnswer.js';
import { plannedOperation } from '../../../gateway/planning/definitions.js';

const expected = { source: 'ships', policyVersion: '1', readDisclosed: () => [] };

test.each([
  ['JSON that is not GraphQL', '{"message":"no"}', 403],
  ['no JSON', '<html>', 200],
  ['a list', '[]', 200],
])('%s is a failure of its source', (_, text, status) => {
  expect(() => readAnswer({ bytes: Buffer.from(text), status }, expected)).toThrow(
    `not a GraphQL answer, status ${status}`,
  );
});

test('a refusal by status 400 is an answer where it is a GraphQL one', () => {
  const bytes = Buffer.from('{"errors":[{"message":"no"}]}');
  expect(readAnswer({ bytes, status: 400 }, expected)).toMatchObject({ data: null, errors: [{ message: 'no' }] });
});

describe('what a manifest must name', () => {
  const schema = buildSchema(`type Query { ships: [Vessel] }  type Agency { id: ID! }
    type Vessel { id: ID! imo: String authority: Agency }`);
  const id = `ship_${'a'.repeat(24)}`;
  const read = (query: string, ship: object, ids: readonly string[], reportsFirst = false) => {
    const disclosed = [{ type: 'Vessel', originator: null, categories: [], ids }];
    const manifest = { source: 'ships', policyVersion: '1', disclosed, decided: [] };
    const [data, extensions] = [{ ships: [ship] }, { manifest, withheld: [] }];
    const bytes = Buffer.from(JSON.stringify(reportsFirst ? { extensions, data } : { data, extensions }));
    const subjects = subjectKeys(plannedOperation(query), schema);
    return () => readAnswer({ bytes, status: 200 }, { ...expected, readDisclosed: null, subjects });
  };

  test('are the ids of records beside those of agencies (one agency switched the check off)', () => {
    const query = '{ ships { id authority { id } } }';
    const ship = { id, authority: { id: 'NL-CUSTOMS' } };
    expect(read(query, ship, [id])).not.toThrow();
    for (const reportsFirst of [true, false]) expect(read(query, ship, [], reportsFirst)).toThrow('names less');
  });

  test.each(['type', 'source', 'policyVersion', 'rule', 'extensions'])(
    'is not what the report itself says under a name that a client chose (alias %s)',
    (alias) => {
      const query = `{ ships { ${alias}: imo } }`;
      expect(read(query, { [alias]: '9074729' }, ['9074729'])).not.toThrow();
      expect(read(query, { [alias]: '9074729' }, [])).toThrow('names less');
    },
  );
});
