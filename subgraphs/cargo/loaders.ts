import { recordLoader } from '../kit/described/loaders.js';
import { createEdgeLoader, createLoader } from '../kit/page/loader.js';
import type { SourceSession } from '../kit/types.js';
import {
  consignmentsOfContainer,
  consignmentsOfVessel,
  goodsItemListing,
  houseConsignmentListing,
  parents,
  participationListing,
  partiesByConsignment,
  transportEquipmentListing,
} from './childRepository.js';
import { consignmentListing } from './repository.js';

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const participations = (field: string, parent: (typeof parents)['partyPerson']) =>
    createEdgeLoader(session, { ...participationListing, field }, parent);
  return {
    consignmentById: recordLoader(session, consignmentListing, 'id'),
    consignmentByRef: recordLoader(session, consignmentListing, 'ref'),
    parties: createLoader((keys) => partiesByConsignment(session, keys)),
    goodsItems: createEdgeLoader(session, goodsItemListing, parents.goodsItem),
    houseConsignments: createEdgeLoader(session, houseConsignmentListing, parents.houseConsignment),
    transportEquipment: createEdgeLoader(session, transportEquipmentListing, parents.transportEquipment),
    ofContainer: createEdgeLoader(session, consignmentsOfContainer, parents.container),
    ofVessel: createEdgeLoader(session, consignmentsOfVessel, parents.vessel),
    ofOperator: participations('EconomicOperator.consignments', parents.partyEori),
    ofPerson: participations('Person.consignments', parents.partyPerson),
    ofOrganization: participations('Organization.consignments', parents.partyOrganization),
  };
}

export type CargoLoaders = ReturnType<typeof createLoaders>;
