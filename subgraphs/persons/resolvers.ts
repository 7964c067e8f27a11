import { PortcullisError } from '../../schema/errors.js';
import { compactNumber, type StatedIdentification } from '../../schema/identifiers/documentNumber.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { isValidImo, parseImo } from '../../schema/identifiers/imo.js';
import { reading } from '../kit/asked/reads.js';
import type { RecordNode } from '../kit/described/describe.js';
import { listPage } from '../kit/page/connection.js';
import { pagesBy, pureIdentifier, resolveRecord } from '../kit/resolvers/references.js';
import type { ConnectionArguments, ResolverMap, SourceContext, SourceSession } from '../kit/types.js';
import { identifier } from '../kit/wall/stub.js';
import { verdictOf } from '../kit/wall/verdict.js';
import type { PersonsLoaders } from './loaders.js';
import {
  findAircraftByRegistration,
  findOrganizationByEori,
  findOrganizationByRegistration,
  findPersonByIdentification,
} from './lookUpRepository.js';
import { aircraftListing, organizationListing, personListing, vesselListing } from './repository.js';

type Context = SourceContext<PersonsLoaders>;

/** Resolvers of `schema/persons.graphql`. */
export const resolvers: ResolverMap = {
  Query: {
    person(_: unknown, stated: PersonLookUp, { loaders, session }: Context) {
      const { id, identification } = onlyOne('Query.person', stated);
      if (id) return loaders.personById.load(id);
      return identification ? findPersonByIdentification(session, identification) : null;
    },
    persons: (_: unknown, page: ConnectionArguments, { session }: Context) => listPage(session, personListing, page),
    organization(_: unknown, stated: OrganizationLookUp, { loaders, session }: Context) {
      const { id, eori, registrationNumber } = onlyOne('Query.organization', stated);
      if (id) return loaders.organizationById.load(id);
      if (eori) return findOrganizationByEori(session, wellFormed(parseEori(eori), 'Query.organization(eori:)'));
      return registrationNumber ? findOrganizationByRegistration(session, compactNumber(registrationNumber)) : null;
    },
    organizations: (_: unknown, page: ConnectionArguments, { session }: Context) =>
      listPage(session, organizationListing, page),
    vessel(_: unknown, stated: { readonly imo: string }) {
      const imo = parseImo(stated.imo);
      return identifier('Vessel', { imo: wellFormed(imo && isValidImo(imo) ? imo : null, 'Query.vessel(imo:)') });
    },
    vessels: (_: unknown, page: ConnectionArguments, { session }: Context) => listPage(session, vesselListing, page),
    aircraft(_: unknown, stated: AircraftLookUp, { loaders, session }: Context) {
      const { id, registration } = onlyOne('Query.aircraft', stated);
      if (id) return loaders.aircraftRecordById.load(id);
      return registration ? findAircraftByRegistration(session, compactNumber(registration)) : null;
    },
    aircraftRecords: (_: unknown, page: ConnectionArguments, { session }: Context) =>
      listPage(session, aircraftListing, page),
  },
  Person: {
    __resolveReference: resolveRecord<PersonsLoaders>('personById', 'personByRef'),
    ...pagesBy<PersonsLoaders>('ref', { interests: 'interestsOfPerson', relations: 'relationsOfPerson' }),
  },
  Organization: {
    __resolveReference: resolveRecord<PersonsLoaders>('organizationById', 'organizationByRef'),
    ...pagesBy<PersonsLoaders>('ref', { interests: 'interestsOfOrganization', relations: 'relationsOfOrganization' }),
  },
  VesselRecord: {
    __resolveReference: resolveRecord<PersonsLoaders>('vesselRecordById', 'vesselRecordByRef'),
    ...pagesBy<PersonsLoaders>('ref', { interests: 'interestsOfVesselRecord', relations: 'relationsOfVesselRecord' }),
    matchProbe: reading(['name', 'aliases', 'flag', 'type'], (record: ProbedShip, _: unknown, { session }: Context) =>
      toMatchProbe(session, record),
    ),
  },
  AircraftRecord: {
    __resolveReference: resolveRecord<PersonsLoaders>('aircraftRecordById', 'aircraftRecordByRef'),
    ...pagesBy<PersonsLoaders>('ref', {
      interests: 'interestsOfAircraftRecord',
      relations: 'relationsOfAircraftRecord',
    }),
  },
  EconomicOperator: pureIdentifier<PersonsLoaders>(
    'EconomicOperator',
    'eori',
    { organizations: 'organizationsOfOperator', persons: 'personsOfOperator' },
    parseEori,
  ),
  // Why by form alone: other sources keep a number as stated, wrong check digit included.
  Vessel: pureIdentifier<PersonsLoaders>('Vessel', 'imo', { records: 'recordsOfVessel' }, parseImo),
  Relation: {
    person: endOf('person', 'personByRef'),
    organization: endOf('organization', 'organizationByRef'),
    vesselRecord: endOf('vesselRecord', 'vesselRecordByRef'),
    aircraftRecord: endOf('aircraftRecord', 'aircraftRecordByRef'),
  },
  Interest: {
    holderPerson: endOf('holderPerson', 'personByRef'),
    holderOrganization: endOf('holderOrganization', 'organizationByRef'),
    organization: endOf('organization', 'organizationByRef'),
    vesselRecord: endOf('vesselRecord', 'vesselRecordByRef'),
    aircraftRecord: endOf('aircraftRecord', 'aircraftRecordByRef'),
  },
};

interface PersonLookUp {
  readonly id?: string | null;
  readonly identification?: StatedIdentification | null;
}

interface OrganizationLookUp {
  readonly id?: string | null;
  readonly eori?: string | null;
  readonly registrationNumber?: string | null;
}

interface AircraftLookUp {
  readonly id?: string | null;
  readonly registration?: string | null;
}

type ByRef = 'personByRef' | 'organizationByRef' | 'vesselRecordByRef' | 'aircraftRecordByRef';

/** The end of a relation or an interest, where the viewer may see it: null means "none, or not for you". */
function endOf(end: string, loader: ByRef) {
  return (link: Readonly<Record<string, { readonly ref?: string } | null>>, _: unknown, { loaders }: Context) => {
    const ref = link[end]?.ref;
    return ref ? loaders[loader].load(ref) : null;
  };
}

/** What of a ship's record others may match on. */
interface ProbedShip extends RecordNode {
  readonly name: unknown;
  readonly aliases: unknown;
  readonly flag: unknown;
  readonly type: unknown;
}

/**
 * A ship's names, flag and type, sealed for other sources to match on; null unless all of them are FULL for this viewer
 * on this record, or where it has no name.
 */
function toMatchProbe(session: SourceSession, record: ProbedShip) {
  if (verdictOf(record)?.of('vessels.identity').effect !== 'FULL') return null;
  const names = [record.name, ...((record.aliases as readonly string[] | null | undefined) ?? [])].filter(
    (name) => typeof name === 'string' && name !== '',
  );
  if (names.length === 0) return null;
  const { flag = null, type = null } = record;
  return { probe: session.sealProbe({ kind: 'vesselName', names, flag, type }) };
}

/** The arguments, of which exactly one must be stated. */
function onlyOne<Stated extends object>(at: string, stated: Stated): Stated {
  const given = Object.values(stated).filter((value) => value !== null && value !== undefined);
  if (given.length === 1) return stated;
  throw new PortcullisError('BAD_USER_INPUT', { message: 'State exactly one of the arguments.', at });
}

function wellFormed<Value>(value: Value | null, at: string): Value {
  if (value !== null) return value;
  throw new PortcullisError('BAD_USER_INPUT', { message: 'The identifier is not well-formed.', at });
}
