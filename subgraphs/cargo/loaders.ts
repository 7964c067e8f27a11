import { sql } from 'kysely';
import { createEdgeLoader, createLoader } from '../kit/loader.js';
import type { SourceSession } from '../kit/types.js';
import {
  consignmentsOfContainer,
  goodsItemListing,
  houseConsignmentListing,
  participationListing,
  partiesByConsignment,
  transportEquipmentListing,
} from './childRepository.js';
import { consignmentListing, consignmentsByKey } from './repository.js';

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const wall = session.wall('Consignment');
  // Why FULL: who reaches a consignment by a datum learns that the consignment holds the datum.
  const movement = wall.full('cargo.movement');
  const parties = wall.full('cargo.parties');
  const participations = (field: string, parent: ReturnType<typeof sql<string>>) =>
    createEdgeLoader(session, { ...participationListing, field }, parent, parties);
  return {
    consignmentById: createLoader((keys) => consignmentsByKey(session, 'id', keys)),
    consignmentByRef: createLoader((keys) => consignmentsByKey(session, 'ref', keys)),
    parties: createLoader((keys) => partiesByConsignment(session, keys)),
    goodsItems: createEdgeLoader(session, goodsItemListing, sql<string>`g.consignment_id`),
    houseConsignments: createEdgeLoader(session, houseConsignmentListing, sql<string>`h.consignment_id`),
    transportEquipment: createEdgeLoader(session, transportEquipmentListing, sql<string>`e.consignment_id`),
    ofContainer: createEdgeLoader(session, consignmentsOfContainer, sql<string>`e.container_id`, movement),
    ofVessel: createEdgeLoader(
      session,
      { ...consignmentListing, field: 'Vessel.consignments' },
      sql<string>`r.vessel_imo`,
      movement,
    ),
    ofOperator: participations('EconomicOperator.consignments', sql<string>`p.eori`),
    ofPerson: participations('Person.consignments', sql<string>`p.person_ref`),
    ofOrganization: participations('Organization.consignments', sql<string>`p.organization_ref`),
  };
}

export type CargoLoaders = ReturnType<typeof createLoaders>;
