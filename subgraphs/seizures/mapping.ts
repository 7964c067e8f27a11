// SPDX-License-Identifier: Apache-2.0
import { foreign, identifier, rowKey } from '../kit/wall/stub.js';
import { codeLists, transportModes } from './codeLists.js';
import type {
  SeizedItemRow,
  SeizureConsignmentRow,
  SeizureContainerRow,
  SeizureOrganizationRow,
  SeizurePersonRow,
  SeizureRow,
  SeizureVesselRow,
} from './rows.js';

/** Row to `Seizure`, still unprojected: every value is raw. */
export function toSeizure(row: SeizureRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    caseReference: row.env_case_reference,
    seizedAt: instant(row.seized_at),
    place: unlessEmpty({
      kind: code(codeLists.placeKind, row.place_kind),
      location: identifier('Location', { unlocode: row.place_unlocode }),
      name: row.place_name,
      countryCode: row.place_country,
      latitude: row.place_latitude,
      longitude: row.place_longitude,
    }),
    customsOffice: row.customs_office,
    seizingAuthority: identifier('Agency', { id: row.seizing_authority }),
    legalStatus: code(codeLists.legalStatus, row.legal_status),
    riskChannel: code(codeLists.riskChannel, row.risk_channel),
    detectionMethod: code(codeLists.detectionMethod, row.detection_method),
    concealment: code(codeLists.concealment, row.concealment),
    route: unlessEmpty({
      originCountry: row.route_origin_country,
      departure: identifier('Location', { unlocode: row.route_departure_unlocode }),
      transitCountries: row.route_transit_countries.length > 0 ? row.route_transit_countries : null,
      destinationCountry: row.route_destination_country,
    }),
    conveyance: unlessEmpty({
      mode: row.conveyance_mode === null ? null : (transportModes[row.conveyance_mode] ?? null),
      registration: row.conveyance_registration,
      journeyReference: row.conveyance_journey,
    }),
    normalisedKg: row.normalised_kg,
    vessel:
      row.vessel_imo === null && row.vessel_stated_name === null ? null : toSeizureVessel({ ...row, child_id: row.id }),
  };
}

/** Row to `SeizedItem`, still unprojected. */
export function toSeizedItem(row: SeizedItemRow) {
  return {
    id: row.child_id,
    category: code(codeLists.itemCategory, row.category),
    drugGroup: code(codeLists.drugGroup, row.drug_group),
    drug: row.drug,
    quantity: row.quantity,
    unit: row.unit,
    normalisedKg: row.normalised_kg,
    value: unlessEmpty({ minorUnits: row.value_minor_units, currency: row.value_currency }),
    description: row.description,
  };
}

/** Row to `SeizurePerson`, still unprojected; the person stays a reference. */
export function toSeizurePerson(row: SeizurePersonRow) {
  return {
    id: row.child_id,
    role: code(codeLists.personRole, row.role),
    statedName: row.stated_name,
    statedBirthDate: row.stated_birth_date,
    person: foreign('Person', row.person_ref),
    [rowKey]: row.id,
  };
}

/** Row to `SeizureOrganization`, still unprojected; the organization stays a reference. */
export function toSeizureOrganization(row: SeizureOrganizationRow) {
  return {
    id: row.child_id,
    role: code(codeLists.personRole, row.role),
    statedName: row.stated_name,
    organization: foreign('Organization', row.organization_ref),
    [rowKey]: row.id,
  };
}

/** Row to `SeizureConsignment`, still unprojected; the consignment stays a reference. */
export function toSeizureConsignment(row: SeizureConsignmentRow) {
  return {
    id: row.child_id,
    statedMrn: row.stated_mrn,
    consignment: foreign('Consignment', row.consignment_ref),
    [rowKey]: row.id,
  };
}

/** Row to `SeizureContainer`, still unprojected. */
export function toSeizureContainer(row: SeizureContainerRow) {
  return {
    id: row.child_id,
    statedNumber: row.stated_number,
    container: identifier('Container', { containerId: row.container_id }),
    [rowKey]: row.id,
  };
}

/** The vessel of a seizure as a link; its id is the seizure's, since a seizure has one vessel. */
export function toSeizureVessel(row: SeizureVesselRow) {
  return {
    id: row.child_id,
    statedName: row.vessel_stated_name,
    vessel: identifier('Vessel', { imo: row.vessel_imo }),
    [rowKey]: row.id,
  };
}

/** What `Seizure` resolvers receive: projected, so that withheld values are absent and masked ones masked. */
export type SeizureNode = Partial<ReturnType<typeof toSeizure>> & { readonly id: string };

function instant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** A code of the list, or null: a code that the schema does not know is no value rather than an error. */
export function code(list: ReadonlySet<string>, value: string | null): string | null {
  return value !== null && list.has(value) ? value : null;
}

/** Null where every member is null: an object that holds no data says nothing. */
function unlessEmpty<Members extends object>(members: Members): Members | null {
  return Object.values(members).some((member) => member !== null) ? members : null;
}
