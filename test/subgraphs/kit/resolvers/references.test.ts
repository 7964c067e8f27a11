import { describe, expect, it } from '@jest/globals';
import { type FieldNode, type GraphQLResolveInfo, type OperationDefinitionNode, parse } from 'graphql';
import { sql } from '../../../../storage/kysely.js';
import { foundBy } from '../../../../subgraphs/kit/described/edges.js';
import type { RecordRow } from '../../../../subgraphs/kit/described/toObject.js';
import type { Listing } from '../../../../subgraphs/kit/listing.js';
import { foreignRecord, ownRecord, pureIdentifier } from '../../../../subgraphs/kit/resolvers/references.js';
import type { SourceContext } from '../../../../subgraphs/kit/sourceSession.js';

const vehicles = { type: 'Vehicle' } as Listing<RecordRow, object>;
const edges = ['Vehicle', 'Person', 'Plate'].map((type) =>
  foundBy(`${type}.vehicles`, vehicles, sql<string>`r.${sql.raw(type)}`),
);

/** Says what would be loaded: the form is the name of the key, or the arguments of a page. */
const once = (owner: { readonly listing?: { readonly field: string } }, form: string) => ({
  load: async (key: string) => `${owner.listing?.field ?? form} by ${key}`,
});
const [operation] = parse('{ vehicles { edges { node { id } } } }').definitions as [OperationDefinitionNode];
/** A page is asked for. */
const info = {
  fieldNodes: operation.selectionSet.selections as FieldNode[],
  fragments: {},
} as unknown as GraphQLResolveInfo;
const context = { session: { once } } as unknown as SourceContext;

describe('a record of this source', () => {
  const { __resolveReference: resolve, vehicles: pages } = ownRecord(vehicles, edges, 'ref');

  it('is found by its public id, else by its reference, whether stated or answered', async () => {
    const stated = [{ nodeKey: 'vehicle_a', ref: 'r' }, { ref: 'r' }, { visibleRef: 'v' }, {}];
    expect(await Promise.all(stated.map((keys) => resolve(keys, context)))).toEqual([
      'id by vehicle_a',
      'ref by r',
      'ref by v',
      'ref by ',
    ]);
  });

  it('leads to the pages that are fields of its own, by the key that was said, and to none where it is not shown', async () => {
    expect(await pages({ id: 'vehicle_a', ref: 'r' }, {}, context, info)).toBe('Vehicle.vehicles by r');
    expect(pages({ id: 'vehicle_a' }, {}, context, info)).toBeNull();
  });
});

describe('what this source adds to records of others', () => {
  const person = foreignRecord('Person', edges);
  const plate = pureIdentifier('Plate', 'number', edges, (text) => text.trim() || null);

  it('is added to a record that its owner has answered, and to no other', () => {
    expect(person.__resolveReference({ visibleRef: 'v' })).toEqual({ __typename: 'Person', visibleRef: 'v' });
    expect(person.__resolveReference({ ref: 'r' })).toBeNull();
  });
  it('is found by what its owner answered, else by what a link of this source states', async () => {
    expect(await person.vehicles({ visibleRef: 'v', ref: 'r' }, {}, context, info)).toBe('Person.vehicles by v');
    expect(await person.vehicles({ ref: 'r' }, {}, context, info)).toBe('Person.vehicles by r');
  });
  it('is added to an identifier in its one form, and to none that does not have it', async () => {
    expect(plate.__resolveReference({ number: ' AB ' })).toEqual({ __typename: 'Plate', number: 'AB' });
    expect(plate.__resolveReference({ number: ' ' })).toBeNull();
    expect(await plate.vehicles({ number: 'AB' }, {}, context, info)).toBe('Plate.vehicles by AB');
  });
});
