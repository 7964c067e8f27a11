import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { foreignAccess } from '../../../policy/foreign/foreignAccess.js';
import { guardsOf } from '../../../schema/access.js';
import { composed } from './registry.js';

/** What guards a coordinate of the registry under some labels; nothing where it has none. */
function guards(labels: Record<string, string>, coordinate: string): readonly string[] {
  const label = foreignAccess(parse(composed()), labels).of(coordinate);
  return label ? guardsOf(label) : [];
}

test('an argument has none but its own label: that of its type says what is shown, not what is looked for', () => {
  expect(guards({ Query: 'public' }, 'Query.ships')).toEqual(['public']);
  expect(guards({ Query: 'public' }, 'Query.ships(flag:)')).toEqual([]);
  expect(guards({ 'Query.ships(flag:)': 'persons.contact' }, 'Query.ships(flag:)')).toEqual(['persons.contact']);
});

test('a field of a type is guarded by the label of its interface too, where the interface has it', () => {
  const labels = { Ship: 'vessels.registration', Hull: 'persons.contact' };
  expect(guards(labels, 'Ship.name')).toEqual(['vessels.registration', 'persons.contact']);
  expect(guards(labels, 'Ship.tonnage')).toEqual(['vessels.registration']);
  expect(guards({ ...labels, Ship: 'public' }, 'Ship.name')).toEqual(['persons.contact']);
});
