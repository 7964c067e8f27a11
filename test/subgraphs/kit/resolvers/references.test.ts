import { describe, expect, it } from '@jest/globals';
import { foreignRecord, pureIdentifier, resolveRecord } from '../../../../subgraphs/kit/resolvers/references.js';
import type { SourceContext } from '../../../../subgraphs/kit/types.js';

const loaders = {
  vehicleById: { load: async (key: string) => `by id ${key}` },
  vehicleByRef: { load: async (key: string) => `by reference ${key}` },
  ofPerson: async (key: string) => `page of ${key}`,
};
type Loaders = typeof loaders;
const context = { loaders } as unknown as SourceContext<Loaders>;

describe('a representation of a record of this source', () => {
  const resolve = resolveRecord<Loaders>('vehicleById', 'vehicleByRef');
  it('finds it by its public id, else by its reference, whether stated or answered', async () => {
    const stated = [{ nodeKey: 'vehicle_a', ref: 'r' }, { ref: 'r' }, { visibleRef: 'v' }, {}];
    expect(await Promise.all(stated.map((keys) => resolve(keys, context)))).toEqual([
      'by id vehicle_a',
      'by reference r',
      'by reference v',
      'by reference ',
    ]);
  });
});

describe('what this source adds to records of others', () => {
  const person = foreignRecord<Loaders>('Person', { vehicles: 'ofPerson' });
  const plate = pureIdentifier<Loaders>('Plate', 'number', { vehicles: 'ofPerson' }, (text) => text.trim() || null);

  it('is added to a record that its owner has answered, and to no other', () => {
    expect(person.__resolveReference({ visibleRef: 'v' })).toEqual({ __typename: 'Person', visibleRef: 'v' });
    expect(person.__resolveReference({ ref: 'r' })).toBeNull();
  });
  it('is found by what its owner answered, else by what a link of this source states', async () => {
    expect(await person.vehicles({ visibleRef: 'v', ref: 'r' }, {}, context)).toBe('page of v');
    expect(await person.vehicles({ ref: 'r' }, {}, context)).toBe('page of r');
  });
  it('is added to an identifier in its one form, and to none that does not have it', async () => {
    expect(plate.__resolveReference({ number: ' AB ' })).toEqual({ __typename: 'Plate', number: 'AB' });
    expect(plate.__resolveReference({ number: ' ' })).toBeNull();
    expect(await plate.vehicles({ number: 'AB' }, {}, context)).toBe('page of AB');
  });
});
