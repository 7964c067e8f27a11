import { isValidContainerId, parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { parseImo } from '../../schema/identifiers/imo.js';
import { reading } from '../kit/asked/reads.js';
import type { RecordNode } from '../kit/described/describe.js';
import { ownRecords } from '../kit/described/ownRecords.js';
import { sealStated } from '../kit/matching/stated.js';
import type { ResolverMap, SubgraphModule } from '../kit/module.js';
import { loadedBy } from '../kit/page/loader.js';
import { foreignRecord, ownRecord, pureIdentifier } from '../kit/resolvers/references.js';
import { byId, byOneOf, listOf } from '../kit/resolvers/roots.js';
import { openSearch } from '../kit/search/asked.js';
import { searchResolvers } from '../kit/search/searched.js';
import type { SourceContext, SourceSession } from '../kit/sourceSession.js';
import { subjectResolvers } from '../kit/subject/holdings.js';
import { linkHoldingsIn } from '../kit/subject/links/linkHoldings.js';
import { identifier, rowKey } from '../kit/wall/reference.js';
import { edges, partiesByConsignment } from './childRepository.js';
import { consignmentListing, findConsignmentByMrn, type HouseKey } from './repository.js';
import { searchedKinds } from './searchRepository.js';

const loadParties = loadedBy(partiesByConsignment);

/** Resolvers of `schema/cargo.graphql`. */
const resolvers: ResolverMap = {
  Query: {
    consignment: byOneOf('Query.consignment', { id: byId(consignmentListing), mrn: findConsignmentByMrn }),
    consignments: listOf(consignmentListing),
    container: (_: unknown, { id }: { readonly id: string }) =>
      identifier('Container', { containerId: parseContainerId(id) }),
  },
  Consignment: {
    ...ownRecord(consignmentListing, edges),
    async parties({ id }: RecordNode, _: unknown, { session }: SourceContext) {
      return (await loadParties(session, id))?.map(({ node }) => node) ?? null;
    },
    consignor: partyOfConsignment('CONSIGNOR'),
    consignee: partyOfConsignment('CONSIGNEE'),
    carrier: partyOfConsignment('CARRIER'),
    declarant: partyOfConsignment('DECLARANT'),
    notifyParty: partyOfConsignment('NOTIFY_PARTY'),
  },
  HouseConsignment: {
    parties: (house: House, _: unknown, { session }: SourceContext) => partiesOfHouse(session, house),
    consignor: partyOfHouse('CONSIGNOR'),
    consignee: partyOfHouse('CONSIGNEE'),
  },
  TradeParty: {
    matches: reading(['name', 'eori'], (party: StatedParty, _: unknown, { session }: SourceContext) =>
      sealStated(session, party, ['cargo.parties'], {
        of: ['person', 'organization'],
        names: party.name ? [party.name] : [],
        documents: party.eori ? [{ kind: 'registered', number: party.eori }] : [],
      }),
    ),
  },
  Container: {
    ...pureIdentifier('Container', 'containerId', edges, parseContainerId),
    checkDigitValid: ({ containerId }: { readonly containerId: string }) => isValidContainerId(containerId),
  },
  EconomicOperator: pureIdentifier('EconomicOperator', 'eori', edges, parseEori),
  Vessel: pureIdentifier('Vessel', 'imo', edges, parseImo),
  ...withContainer(searchResolvers(searchedKinds)),
  Subject: subjectResolvers('cargo', linkHoldingsIn('cargo')),
  Person: foreignRecord('Person', edges),
  Organization: foreignRecord('Organization', edges),
};

/** Consignments, containers and the parties that advance cargo information names. */
export const cargo: SubgraphModule = {
  name: 'cargo',
  ...ownRecords('cargo'),
  resolvers,
};

/** Adds the container that a text may be: a number without a record, to which what is known of it is linked. */
function withContainer(resolvers: ResolverMap): ResolverMap {
  const container = ({ probe }: { readonly probe: string }, _: unknown, { session }: SourceContext) =>
    identifier('Container', { containerId: openSearch(session, probe)?.valueOf('CONTAINER') ?? null });
  return { ...resolvers, Search: { ...resolvers.Search, container } };
}

/** A party at master level only: those of a house consignment are the house consignment's. */
function partyOfConsignment(role: string) {
  return async ({ id }: RecordNode, _: unknown, { session }: SourceContext) => {
    const parties = await loadParties(session, id);
    return parties?.find((party) => party.role === role && party.houseId === null)?.node ?? null;
  };
}

/** The data of a party that other sources may match on. */
interface StatedParty {
  readonly name: string | null;
  readonly eori: string | null;
}

/** A house consignment, with the keys of its parties. */
interface House {
  readonly [rowKey]?: HouseKey;
}

async function partiesOfHouse(session: SourceSession, house: House, role?: string): Promise<readonly object[]> {
  const key = house[rowKey];
  const parties = key ? await loadParties(session, key.consignmentId) : null;
  return (parties ?? [])
    .filter((party) => party.houseId === key?.houseId && (role === undefined || party.role === role))
    .map(({ node }) => node);
}

function partyOfHouse(role: string) {
  return async (house: House, _: unknown, { session }: SourceContext) =>
    (await partiesOfHouse(session, house, role))[0] ?? null;
}
