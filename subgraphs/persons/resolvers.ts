// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../schema/errors.js';
import { compactNumber, type StatedIdentification } from '../../schema/identifiers/documentNumber.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { isValidImo, parseImo } from '../../schema/identifiers/imo.js';
import type { RecordNode } from '../kit/described/describe.js';
import { listPage } from '../kit/page/connection.js';
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

interface Reference {
  readonly ref?: string;
  readonly visibleRef?: string;
  readonly nodeKey?: string;
}

/** A relation or an interest: its ends stay references, of which those that are stated lead to a record. */
type LinkNode = Readonly<Record<End, Reference | null>>;
type End = 'person' | 'holderPerson' | 'organization' | 'holderOrganization' | 'vesselRecord' | 'aircraftRecord';

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
    __resolveReference: ({ ref, visibleRef, nodeKey }: Reference, { loaders }: Context) =>
      nodeKey ? loaders.personById.load(nodeKey) : loaders.personByRef.load(ref ?? visibleRef ?? ''),
    interests: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.interestsOfPerson(ref, page) : null,
    relations: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.relationsOfPerson(ref, page) : null,
  },
  Organization: {
    __resolveReference: ({ ref, visibleRef, nodeKey }: Reference, { loaders }: Context) =>
      nodeKey ? loaders.organizationById.load(nodeKey) : loaders.organizationByRef.load(ref ?? visibleRef ?? ''),
    interests: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.interestsOfOrganization(ref, page) : null,
    relations: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.relationsOfOrganization(ref, page) : null,
  },
  VesselRecord: {
    __resolveReference: ({ ref, visibleRef, nodeKey }: Reference, { loaders }: Context) =>
      nodeKey ? loaders.vesselRecordById.load(nodeKey) : loaders.vesselRecordByRef.load(ref ?? visibleRef ?? ''),
    interests: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.interestsOfVesselRecord(ref, page) : null,
    relations: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.relationsOfVesselRecord(ref, page) : null,
    matchProbe: (record: RecordNode, _: unknown, { session }: Context) => toMatchProbe(session, record),
  },
  AircraftRecord: {
    __resolveReference: ({ ref, visibleRef, nodeKey }: Reference, { loaders }: Context) =>
      nodeKey ? loaders.aircraftRecordById.load(nodeKey) : loaders.aircraftRecordByRef.load(ref ?? visibleRef ?? ''),
    interests: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.interestsOfAircraftRecord(ref, page) : null,
    relations: ({ ref }: RecordNode, page: ConnectionArguments, { loaders }: Context) =>
      ref ? loaders.relationsOfAircraftRecord(ref, page) : null,
  },
  EconomicOperator: {
    __resolveReference: ({ eori }: { readonly eori: string }) =>
      identifier('EconomicOperator', { eori: parseEori(eori) }),
    organizations: ({ eori }: { readonly eori: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.organizationsOfOperator(eori, page),
    persons: ({ eori }: { readonly eori: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.personsOfOperator(eori, page),
  },
  Vessel: {
    // Why by form alone: other sources keep a number as stated, wrong check digit included.
    __resolveReference: ({ imo }: { readonly imo: string }) => identifier('Vessel', { imo: parseImo(imo) }),
    records: ({ imo }: { readonly imo: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.recordsOfVessel(imo, page),
  },
  Relation: {
    person: ({ person }: LinkNode, _: unknown, { loaders }: Context) => follow(loaders.personByRef, person),
    organization: ({ organization }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.organizationByRef, organization),
    vesselRecord: ({ vesselRecord }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.vesselRecordByRef, vesselRecord),
    aircraftRecord: ({ aircraftRecord }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.aircraftRecordByRef, aircraftRecord),
  },
  Interest: {
    holderPerson: ({ holderPerson }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.personByRef, holderPerson),
    holderOrganization: ({ holderOrganization }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.organizationByRef, holderOrganization),
    organization: ({ organization }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.organizationByRef, organization),
    vesselRecord: ({ vesselRecord }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.vesselRecordByRef, vesselRecord),
    aircraftRecord: ({ aircraftRecord }: LinkNode, _: unknown, { loaders }: Context) =>
      follow(loaders.aircraftRecordByRef, aircraftRecord),
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

/** The other end of a link, where the viewer may see it: null means "none, or not for you". */
function follow<Node>(
  loader: { load(key: string): Promise<Node | null> },
  end: Reference | null | undefined,
): Promise<Node | null> | null {
  return end?.ref ? loader.load(end.ref) : null;
}

/**
 * A ship's names, flag and type, sealed for other sources to match on; null unless all of them are FULL for this viewer
 * on this record, or where it has no name.
 */
function toMatchProbe(session: SourceSession, record: RecordNode) {
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
