// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../schema/errors.js';
import { listPage } from '../kit/page/connection.js';
import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import { rowKey } from '../kit/wall/stub.js';
import { foreignResolvers } from './foreignResolvers.js';
import type { IncidentsLoaders } from './loaders.js';
import type { IncidentNode, JointOperationNode } from './mapping.js';
import { findByCaseReference, incidentListing, operationListing } from './repository.js';

type Context = SourceContext<IncidentsLoaders>;

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
    __resolveReference: ({ ref, visibleRef, nodeKey }: Representation, { loaders }: Context) =>
      nodeKey ? loaders.incidentById.load(nodeKey) : loaders.incidentByRef.load(ref ?? visibleRef ?? ''),
    jointOperation: ({ jointOperation }: IncidentNode, _: unknown, { loaders }: Context) =>
      jointOperation ? loaders.operationById.load(jointOperation.id) : null,
    vessels: below('vessels'),
    containers: below('containers'),
    consignments: below('consignments'),
    seizures: below('seizures'),
    persons: below('persons'),
    organizations: below('organizations'),
  },
  IncidentPerson: { incident: incidentOf },
  IncidentOrganization: { incident: incidentOf },
  IncidentVessel: { incident: incidentOf },
  IncidentContainer: { incident: incidentOf },
  IncidentConsignment: { incident: incidentOf },
  IncidentSeizure: { incident: incidentOf },
  IncidentMatch: { incident: incidentOf },
  JointOperation: {
    __resolveReference: ({ ref, visibleRef, nodeKey }: Representation, { loaders }: Context) =>
      nodeKey ? loaders.operationById.load(nodeKey) : loaders.operationByRef.load(ref ?? visibleRef ?? ''),
    agencies: ({ id }: JointOperationNode, page: ConnectionArguments, { loaders }: Context) =>
      loaders.agencies(id, page),
    incidents: ({ id }: JointOperationNode, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofOperation(id, page),
    seizures: ({ id }: JointOperationNode, page: ConnectionArguments, { loaders }: Context) =>
      loaders.seizuresOfOperation(id, page),
  },
  OperationAgency: {
    jointOperation: (link: { readonly [rowKey]: string }, _: unknown, { loaders }: Context) =>
      loaders.operationById.load(link[rowKey]),
  },
  ...foreignResolvers,
};

interface IncidentLookUp {
  readonly id?: string | null;
  readonly caseReference?: string | null;
}

interface Representation {
  readonly ref?: string;
  readonly visibleRef?: string;
  readonly nodeKey?: string;
}

type Edge = 'vessels' | 'containers' | 'consignments' | 'seizures' | 'persons' | 'organizations';

function below(edge: Edge) {
  return ({ id }: IncidentNode, page: ConnectionArguments, { loaders }: Context) => loaders[edge](id, page);
}

function incidentOf(link: { readonly [rowKey]: string }, _: unknown, { loaders }: Context) {
  return loaders.incidentById.load(link[rowKey]);
}
