import { expect, test } from '@jest/globals';
import { readAnswer } from '../../../gateway/execution/fetch/sourceAnswer.js';

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
