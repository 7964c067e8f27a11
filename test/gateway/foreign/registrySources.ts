import type { ForeignSource } from '../../conformance/support/federation.js';
import { registrySources } from '../../policy/foreign/registry.js';

const ships = [
  {
    __typename: 'Ship',
    id: 's1',
    name: 'Exemplar',
    flag: 'NL',
    tonnage: 900,
    owner: { id: 'o1' },
    berth: { id: 'b1' },
  },
  { __typename: 'Ship', id: 's2', name: 'Specimen', flag: 'MT', tonnage: 40, owner: null, berth: null },
];
const owner = { id: 'o1', name: 'Fictius', address: '1 Example Quay', notes: 'none' };
const byKey = ({ id }: { readonly id: string }) => ships.find((ship) => ship.id === id) ?? null;
const bySelf = (key: object) => key;

/** The sources of `registrySources`, with data. */
export const registry: Readonly<Record<keyof typeof registrySources, ForeignSource>> = {
  registry: {
    // Why without: Apollo's gateway reads no supergraph with contexts.
    sdl: registrySources.registry
      .replace(' @context(name: "ship")', '')
      .replace(/\(flag: String @fromContext.*?\)\)/, ''),
    resolvers: {
      Query: {
        ships: (_: unknown, { flag }: { flag?: string }) => ships.filter((ship) => !flag || ship.flag === flag),
        ship: (_: unknown, { id }: { id: string }) => byKey({ id }),
        hulls: () => ships,
      },
      Ship: { __resolveReference: byKey },
      Hull: { __resolveReference: byKey },
      Owner: { __resolveReference: bySelf },
      Berth: { __resolveReference: bySelf, fee: () => 1 },
    },
  },
  owners: {
    sdl: registrySources.owners,
    resolvers: {
      Query: { owner: () => owner, firstShips: () => ships.map(({ id, tonnage }) => ({ id, tonnage })) },
      Owner: { __resolveReference: () => owner },
      Ship: { __resolveReference: bySelf },
    },
  },
  tariff: {
    sdl: registrySources.tariff,
    resolvers: {
      Ship: { __resolveReference: bySelf, duty: ({ tonnage }: { tonnage: number }) => tonnage * 2 },
    },
  },
  names: {
    sdl: registrySources.names,
    resolvers: { Hull: { __resolveReference: bySelf, label: ({ name }: { name: string }) => `ship ${name}` } },
  },
};
