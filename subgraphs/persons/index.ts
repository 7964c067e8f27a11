import { parseEori } from '../../schema/identifiers/eori.js';
import { isValidImo, parseImo } from '../../schema/identifiers/imo.js';
import { reading } from '../kit/asked/reads.js';
import type { RecordListing, RecordNode } from '../kit/described/describe.js';
import { loadRecord } from '../kit/described/edges.js';
import { ownRecords } from '../kit/described/ownRecords.js';
import { matchesOf } from '../kit/matching/matchRoots.js';
import { ownMatches } from '../kit/matching/ownMatches.js';
import { statedMatches } from '../kit/matching/stated.js';
import type { ResolverMap, SubgraphModule } from '../kit/module.js';
import { ownRecord, pureIdentifier } from '../kit/resolvers/references.js';
import { byId, byOneOf, listOf, wellFormed } from '../kit/resolvers/roots.js';
import { searchResolvers } from '../kit/search/searched.js';
import type { SourceContext, SourceSession } from '../kit/sourceSession.js';
import { identifier } from '../kit/wall/reference.js';
import { isFullOn } from '../kit/wall/verdict.js';
import {
  findAircraftByRegistration,
  findOrganizationByEori,
  findOrganizationByRegistration,
  findPersonByIdentification,
} from './lookUpRepository.js';
import { matchedKinds } from './matchedRepository.js';
import { matching, searchTerms } from './matching.js';
import { askedOrganization, askedPerson, askedVessel } from './questions.js';
import {
  aircraftListing,
  edges,
  organizationListing,
  personListing,
  relationsOfTables,
  vesselListing,
} from './repository.js';
import { searchedKinds } from './searchRepository.js';
import { subject, subjectRoot } from './subject/subject.js';

/** Resolvers of `schema/persons.graphql`. */
const resolvers: ResolverMap = {
  Query: {
    person: byOneOf('Query.person', { id: byId(personListing), identification: findPersonByIdentification }),
    persons: listOf(personListing),
    organization: byOneOf('Query.organization', {
      id: byId(organizationListing),
      eori: findOrganizationByEori,
      registrationNumber: findOrganizationByRegistration,
    }),
    organizations: listOf(organizationListing),
    vessel: (_: unknown, stated: { readonly imo: string }) => {
      const imo = parseImo(stated.imo);
      return identifier('Vessel', { imo: wellFormed(imo && isValidImo(imo) ? imo : null, 'Query.vessel(imo:)') });
    },
    vessels: listOf(vesselListing),
    aircraft: byOneOf('Query.aircraft', { id: byId(aircraftListing), registration: findAircraftByRegistration }),
    aircraftRecords: listOf(aircraftListing),
    matchPersons: matchesOf('Query.matchPersons', matchedKinds.persons, askedPerson, searchTerms),
    matchOrganizations: matchesOf(
      'Query.matchOrganizations',
      matchedKinds.organizations,
      askedOrganization,
      searchTerms,
    ),
    matchVessels: matchesOf('Query.matchVessels', matchedKinds.vessels, askedVessel, searchTerms),
    matching: (_: unknown, __: unknown, { session }: SourceContext) => matching(session),
    subject: subjectRoot,
  },
  Subject: subject,
  Person: { ...ownRecord(personListing, edges, 'ref'), matches: ownMatches(matchedKinds.persons) },
  Organization: { ...ownRecord(organizationListing, edges, 'ref'), matches: ownMatches(matchedKinds.organizations) },
  VesselRecord: {
    ...ownRecord(vesselListing, edges, 'ref'),
    matches: ownMatches(matchedKinds.vessels),
    matchProbe: reading(
      ['name', 'aliases', 'flag', 'type'],
      (record: ProbedShip, _: unknown, { session }: SourceContext) => toMatchProbe(session, record),
    ),
  },
  AircraftRecord: ownRecord(aircraftListing, edges, 'ref'),
  EconomicOperator: pureIdentifier('EconomicOperator', 'eori', edges, parseEori),
  // Why only by form: other sources keep numbers as stated, wrong check digits included.
  Vessel: pureIdentifier('Vessel', 'imo', edges, parseImo),
  Relation: {
    person: endOf('person', personListing),
    organization: endOf('organization', organizationListing),
    vesselRecord: endOf('vesselRecord', vesselListing),
    aircraftRecord: endOf('aircraftRecord', aircraftListing),
  },
  Interest: {
    holderPerson: endOf('holderPerson', personListing),
    holderOrganization: endOf('holderOrganization', organizationListing),
    organization: endOf('organization', organizationListing),
    vesselRecord: endOf('vesselRecord', vesselListing),
    aircraftRecord: endOf('aircraftRecord', aircraftListing),
  },
  StatedMatches: statedMatches({ persons: matchedKinds.persons, organizations: matchedKinds.organizations }),
  ...searchResolvers(searchedKinds),
};

const own = ownRecords('persons');

/** Persons of interest, organizations, vessels and aircraft. */
export const persons: SubgraphModule = {
  name: 'persons',
  ...own,
  records: [...own.records, 'SearchedList'],
  links: relationsOfTables,
  resolvers,
};

/** The end of a relation or an interest; null where there is none, or this viewer may not see it. */
function endOf(end: string, listing: RecordListing) {
  return (link: Readonly<Record<string, { readonly ref?: string } | null>>, _: unknown, { session }: SourceContext) => {
    const ref = link[end]?.ref;
    return ref ? loadRecord(session, listing, 'ref', ref) : null;
  };
}

/** The data of a ship's record that other sources may match on. */
interface ProbedShip extends RecordNode {
  readonly name: unknown;
  readonly aliases: unknown;
  readonly flag: unknown;
  readonly type: unknown;
}

/**
 * A ship's names, flag and type, sealed for other sources to match on. Null unless all of them are FULL for this viewer on
 * the record, and where it has no name.
 */
function toMatchProbe(session: SourceSession, record: ProbedShip) {
  if (!isFullOn(record, 'vessels.identity')) return null;
  const names = [record.name, ...((record.aliases as readonly string[] | null | undefined) ?? [])].filter(
    (name) => typeof name === 'string' && name !== '',
  );
  if (names.length === 0) return null;
  const { flag = null, type = null } = record;
  return { probe: session.sealProbe({ kind: 'vesselName', names, flag, type }) };
}
