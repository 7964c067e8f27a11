import { expect, test } from '@jest/globals';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { LongSlot, slot, valuesOf } from '../../../storage/slot.js';

const keys = new LongSlot(({ keys: all }) => all);
const name = slot('name');

test('a long value is one parameter, wherever a statement names it; any other value is one for each place', () => {
  const statement = compileStatement(sql`${name} ${keys} ${'a'} ${keys} ${name}`);
  expect(statement.sql).toBe('$1 $2 $3 $2 $4');
  expect(valuesOf(statement, { name: 'N', keys: ['K'] })).toEqual(['N', ['K'], 'a', 'N']);
});

test('each statement numbers its own', () => {
  expect(compileStatement(sql`${keys} ${name} ${keys}`).sql).toBe('$1 $2 $1');
  expect(compileStatement(sql`${name} ${name} ${keys} ${keys}`).sql).toBe('$1 $2 $3 $3');
});
