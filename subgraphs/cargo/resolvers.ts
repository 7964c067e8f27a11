import { PortcullisError } from '../../schema/errors.js';
import { isValidContainerId, parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { parseImo } from '../../schema/identifiers/imo.js';
import { parseMrn } from '../../schema/identifiers/mrn.js';
import type { RecordNode } from '../kit/described/describe.js';
import { listPage } from '../kit/page/connection.js';
import { foreignRecord, pagesBy, pureIdentifier, resolveRecord } from '../kit/resolvers/references.js';
import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import { identifier, rowKey } from '../kit/wall/stub.js';
import type { CargoLoaders } from './loaders.js';
import { consignmentListing, findConsignmentByMrn, type HouseKey } from './repository.js';

type Context = SourceContext<CargoLoaders>;

/** Resolvers of `schema/cargo.graphql`. */
export const resolvers: ResolverMap = {
  Query: {
    consignment(_: unknown, stated: { readonly id?: string; readonly mrn?: string }, { loaders, session }: Context) {
      const { id, mrn } = stated;
      if ((id == null) === (mrn == null)) {
        throw new PortcullisError('BAD_USER_INPUT', {
          message: 'Name one of "id" and "mrn".',
          at: 'Query.consignment',
        });
      }
      if (id != null) return loaders.consignmentById.load(id);
      const number = parseMrn(mrn ?? '');
      return number === null ? null : findConsignmentByMrn(session, number);
    },
    consignments: (_: unknown, page: ConnectionArguments, { session }: Context) =>
      listPage(session, consignmentListing, page),
    container: (_: unknown, { id }: { readonly id: string }) =>
      identifier('Container', { containerId: parseContainerId(id) }),
  },
  Consignment: {
    __resolveReference: resolveRecord<CargoLoaders>('consignmentById', 'consignmentByRef'),
    ...pagesBy<CargoLoaders>('id', {
      goodsItems: 'goodsItems',
      houseConsignments: 'houseConsignments',
      transportEquipment: 'transportEquipment',
    }),
    async parties({ id }: RecordNode, _: unknown, { loaders }: Context) {
      return (await loaders.parties.load(id))?.map(({ node }) => node) ?? null;
    },
    consignor: partyOfConsignment('CONSIGNOR'),
    consignee: partyOfConsignment('CONSIGNEE'),
    carrier: partyOfConsignment('CARRIER'),
    declarant: partyOfConsignment('DECLARANT'),
    notifyParty: partyOfConsignment('NOTIFY_PARTY'),
  },
  HouseConsignment: {
    parties: (house: Owned, _: unknown, { loaders }: Context) => partiesOfHouse(house, loaders),
    consignor: partyOfHouse('CONSIGNOR'),
    consignee: partyOfHouse('CONSIGNEE'),
  },
  Container: {
    ...pureIdentifier<CargoLoaders>('Container', 'containerId', { consignments: 'ofContainer' }, parseContainerId),
    checkDigitValid: ({ containerId }: { readonly containerId: string }) => isValidContainerId(containerId),
  },
  EconomicOperator: pureIdentifier<CargoLoaders>('EconomicOperator', 'eori', { consignments: 'ofOperator' }, parseEori),
  Vessel: pureIdentifier<CargoLoaders>('Vessel', 'imo', { consignments: 'ofVessel' }, parseImo),
  Person: foreignRecord<CargoLoaders>('Person', { consignments: 'ofPerson' }),
  Organization: foreignRecord<CargoLoaders>('Organization', { consignments: 'ofOrganization' }),
};

/** Master level: a party of a house consignment is the house consignment's. */
function partyOfConsignment(role: string) {
  return async ({ id }: RecordNode, _: unknown, { loaders }: Context) => {
    const parties = await loaders.parties.load(id);
    return parties?.find((party) => party.role === role && party.houseId === null)?.node ?? null;
  };
}

/** A house consignment with its own key and its consignment's. */
interface Owned {
  readonly [rowKey]?: HouseKey;
}

async function partiesOfHouse(house: Owned, loaders: CargoLoaders, role?: string): Promise<readonly object[]> {
  const key = house[rowKey];
  const parties = key ? await loaders.parties.load(key.consignmentId) : null;
  return (parties ?? [])
    .filter((party) => party.houseId === key?.houseId && (role === undefined || party.role === role))
    .map(({ node }) => node);
}

function partyOfHouse(role: string) {
  return async (house: Owned, _: unknown, { loaders }: Context) =>
    (await partiesOfHouse(house, loaders, role))[0] ?? null;
}
