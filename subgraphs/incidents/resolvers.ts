import { PortcullisError } from '../../schema/errors.js';
import type { RecordNode } from '../kit/described/describe.js';
import { listPage } from '../kit/page/connection.js';
import { foreignRecord, pagesBy, pureIdentifier, resolveRecord } from '../kit/resolvers/references.js';
import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import { rowKey } from '../kit/wall/stub.js';
import type { IncidentsLoaders } from './loaders.js';
import { findByCaseReference, incidentListing, operationListing } from './repository.js';

type Context = SourceContext<IncidentsLoaders>;

/** Resolvers of `schema/incidents.graphql`. */
export const resolvers: ResolverMap = {
  Query: {
    incident(_: unknown, { id, caseReference }: IncidentLookUp, { loaders, session }: Context) {
      if (Boolean(id) === Boolean(caseReference)) {
        throw new PortcullisError('BAD_USER_INPUT', {
          message: 'State either id or caseReference.',
          at: 'Query.incident',
        });
      }
      if (id) return loaders.incidentById.load(id);
      return findByCaseReference(session, caseReference ?? '');
    },
    incidents: (_: unknown, page: ConnectionArguments, { session }: Context) =>
      listPage(session, incidentListing, page),
    jointOperation: (_: unknown, { id }: { readonly id: string }, { loaders }: Context) =>
      loaders.operationById.load(id),
    jointOperations: (_: unknown, page: ConnectionArguments, { session }: Context) =>
      listPage(session, operationListing, page),
  },
  Incident: {
    __resolveReference: resolveRecord<IncidentsLoaders>('incidentById', 'incidentByRef'),
    jointOperation: ({ jointOperation }: Incident, _: unknown, { loaders }: Context) =>
      jointOperation ? loaders.operationById.load(jointOperation.id) : null,
    ...pagesBy<IncidentsLoaders>('id', {
      vessels: 'vessels',
      containers: 'containers',
      consignments: 'consignments',
      seizures: 'seizures',
      persons: 'persons',
      organizations: 'organizations',
    }),
  },
  IncidentPerson: { incident: incidentOf },
  IncidentOrganization: { incident: incidentOf },
  IncidentVessel: { incident: incidentOf },
  IncidentContainer: { incident: incidentOf },
  IncidentConsignment: { incident: incidentOf },
  IncidentSeizure: { incident: incidentOf },
  IncidentMatch: { incident: incidentOf },
  JointOperation: {
    __resolveReference: resolveRecord<IncidentsLoaders>('operationById', 'operationByRef'),
    ...pagesBy<IncidentsLoaders>('id', {
      agencies: 'agencies',
      incidents: 'ofOperation',
      seizures: 'seizuresOfOperation',
    }),
  },
  OperationAgency: {
    jointOperation: (link: { readonly [rowKey]: string }, _: unknown, { loaders }: Context) =>
      loaders.operationById.load(link[rowKey]),
  },
  Person: foreignRecord<IncidentsLoaders>('Person', { incidents: 'ofPerson' }),
  Organization: foreignRecord<IncidentsLoaders>('Organization', { incidents: 'ofOrganization' }),
  Consignment: foreignRecord<IncidentsLoaders>('Consignment', { incidents: 'ofConsignment' }),
  Seizure: foreignRecord<IncidentsLoaders>('Seizure', { incidents: 'ofSeizure' }),
  Container: pureIdentifier<IncidentsLoaders>('Container', 'containerId', { incidents: 'ofContainer' }),
  Vessel: pureIdentifier<IncidentsLoaders>('Vessel', 'imo', { incidents: 'ofVessel' }),
  Agency: pureIdentifier<IncidentsLoaders>('Agency', 'id', { jointOperations: 'operationsOfAgency' }),
  Location: pureIdentifier('Location', 'unlocode'),
  MatchProbe: {
    ...pureIdentifier('MatchProbe', 'probe'),
    incidents: ({ probe }: { readonly probe: string }, _: unknown, { loaders }: Context) => loaders.matches.load(probe),
  },
};

interface IncidentLookUp {
  readonly id?: string | null;
  readonly caseReference?: string | null;
}

type Incident = RecordNode & { readonly jointOperation?: { readonly id: string } | null };

function incidentOf(link: { readonly [rowKey]: string }, _: unknown, { loaders }: Context) {
  return loaders.incidentById.load(link[rowKey]);
}
