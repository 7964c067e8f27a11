import type { RecordNode } from '../kit/described/describe.js';
import { loadRecord } from '../kit/described/edges.js';
import { ownRecords } from '../kit/described/ownRecords.js';
import type { ResolverMap, SubgraphModule } from '../kit/module.js';
import { loadedBy } from '../kit/page/loader.js';
import { foreignRecord, ownRecord, pureIdentifier, recordAbove } from '../kit/resolvers/references.js';
import { byId, byOneOf, listOf } from '../kit/resolvers/roots.js';
import { searchResolvers } from '../kit/search/searched.js';
import type { SourceContext } from '../kit/sourceSession.js';
import { subjectResolvers } from '../kit/subject/holdings.js';
import { linkHoldingsIn } from '../kit/subject/links/linkHoldings.js';
import { matchProbes } from './matching/matching.js';
import { edges, findByCaseReference, incidentListing, operationListing } from './repository.js';
import { searchedKinds } from './searchRepository.js';

const incidentOf = recordAbove(incidentListing);
const loadMatches = loadedBy(matchProbes);

/** Resolvers of `schema/incidents.graphql`. */
const resolvers: ResolverMap = {
  Query: {
    incident: byOneOf('Query.incident', { id: byId(incidentListing), caseReference: findByCaseReference }),
    incidents: listOf(incidentListing),
    jointOperation: byOneOf('Query.jointOperation', { id: byId(operationListing) }),
    jointOperations: listOf(operationListing),
  },
  Incident: {
    ...ownRecord(incidentListing, edges),
    jointOperation: ({ jointOperation }: Incident, _: unknown, { session }: SourceContext) =>
      jointOperation ? loadRecord(session, operationListing, 'id', jointOperation.id) : null,
  },
  IncidentPerson: { incident: incidentOf },
  IncidentOrganization: { incident: incidentOf },
  IncidentVessel: { incident: incidentOf },
  IncidentContainer: { incident: incidentOf },
  IncidentConsignment: { incident: incidentOf },
  IncidentSeizure: { incident: incidentOf },
  IncidentMatch: { incident: incidentOf },
  JointOperation: ownRecord(operationListing, edges),
  OperationAgency: { jointOperation: recordAbove(operationListing) },
  ...searchResolvers(searchedKinds),
  Subject: subjectResolvers('incidents', linkHoldingsIn('incidents')),
  Person: foreignRecord('Person', edges),
  Organization: foreignRecord('Organization', edges),
  Consignment: foreignRecord('Consignment', edges),
  Seizure: foreignRecord('Seizure', edges),
  Container: pureIdentifier('Container', 'containerId', edges),
  Vessel: pureIdentifier('Vessel', 'imo', edges),
  Agency: pureIdentifier('Agency', 'id', edges),
  Location: pureIdentifier('Location', 'unlocode'),
  MatchProbe: {
    ...pureIdentifier('MatchProbe', 'probe'),
    incidents: ({ probe }: { readonly probe: string }, _: unknown, { session }: SourceContext) =>
      loadMatches(session, probe),
  },
};

/** What happened or was reported, and the joint operations it belongs to. */
export const incidents: SubgraphModule = {
  name: 'incidents',
  ...ownRecords('incidents'),
  resolvers,
};

type Incident = RecordNode & { readonly jointOperation?: { readonly id: string } | null };
