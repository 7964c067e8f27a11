import { reading } from '../kit/asked/reads.js';
import { ownRecords } from '../kit/described/ownRecords.js';
import { sealStated } from '../kit/matching/stated.js';
import type { ResolverMap, SubgraphModule } from '../kit/module.js';
import { foreignRecord, ownRecord, pureIdentifier, recordAbove } from '../kit/resolvers/references.js';
import { byId, byOneOf, listOf } from '../kit/resolvers/roots.js';
import { searchResolvers } from '../kit/search/searched.js';
import type { SourceContext } from '../kit/sourceSession.js';
import { subjectResolvers } from '../kit/subject/holdings.js';
import { linkHoldingsIn } from '../kit/subject/links/linkHoldings.js';
import { edges, findByCaseReference, searchedKinds, seizureListing, statisticListing } from './repository.js';

const seizureOf = recordAbove(seizureListing);

/** Resolvers of `schema/seizures.graphql`. */
const resolvers: ResolverMap = {
  Query: {
    seizure: byOneOf('Query.seizure', { id: byId(seizureListing), caseReference: findByCaseReference }),
    seizures: listOf(seizureListing),
    seizureStatistic: byOneOf('Query.seizureStatistic', { id: byId(statisticListing) }),
    seizureStatistics: listOf(statisticListing),
  },
  Seizure: ownRecord(seizureListing, edges),
  SeizureStatistic: ownRecord(statisticListing),
  SeizurePerson: {
    seizure: seizureOf,
    matches: reading(['statedName', 'statedBirthDate'], (link: StatedPerson, _: unknown, { session }: SourceContext) =>
      sealStated(session, link, ['seizures.persons', 'persons.identity'], {
        of: ['person'],
        names: link.statedName ? [link.statedName] : [],
        birthDates: link.statedBirthDate ? [link.statedBirthDate] : [],
      }),
    ),
  },
  SeizureOrganization: {
    seizure: seizureOf,
    matches: reading(['statedName'], (link: Pick<StatedPerson, 'statedName'>, _: unknown, { session }: SourceContext) =>
      sealStated(session, link, ['seizures.persons', 'organizations.identity'], {
        of: ['organization'],
        names: link.statedName ? [link.statedName] : [],
      }),
    ),
  },
  SeizureConsignment: { seizure: seizureOf },
  SeizureContainer: { seizure: seizureOf },
  SeizureVessel: { seizure: seizureOf },
  ...searchResolvers(searchedKinds),
  Subject: subjectResolvers('seizures', linkHoldingsIn('seizures')),
  Person: foreignRecord('Person', edges),
  Organization: foreignRecord('Organization', edges),
  Consignment: foreignRecord('Consignment', edges),
  Container: pureIdentifier('Container', 'containerId', edges),
  Vessel: pureIdentifier('Vessel', 'imo', edges),
  Location: pureIdentifier('Location', 'unlocode'),
  Agency: pureIdentifier('Agency', 'id'),
};

/** The data of a person in a seizure that other sources may match on. */
interface StatedPerson {
  readonly statedName: string | null;
  readonly statedBirthDate: string | null;
}

/** Goods that customs and police have seized. */
export const seizures: SubgraphModule = {
  name: 'seizures',
  ...ownRecords('seizures'),
  resolvers,
};
