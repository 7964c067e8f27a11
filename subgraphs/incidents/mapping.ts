// SPDX-License-Identifier: Apache-2.0
import { foreign, identifier, rowKey } from '../kit/wall/stub.js';
import { codeLists } from './codeLists.js';
import type {
  IncidentConsignmentRow,
  IncidentContainerRow,
  IncidentOrganizationRow,
  IncidentPersonRow,
  IncidentRow,
  IncidentSeizureRow,
  IncidentVesselRow,
  JointOperationRow,
  OperationAgencyRow,
} from './rows.js';

/** Row to `Incident`, still unprojected: every value is raw. */
export function toIncident(row: IncidentRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    caseReference: row.env_case_reference,
    kind: code(codeLists.kind, row.kind),
    occurredAt: instant(row.occurred_at),
    occurredAtPrecision: code(codeLists.timePrecision, row.occurred_at_precision),
    occurredTo: instant(row.occurred_to),
    title: row.title,
    crimeArea: code(codeLists.crimeArea, row.crime_area),
    urgency: code(codeLists.urgency, row.urgency),
    status: code(codeLists.status, row.status),
    narrative: row.narrative,
    assessment: row.assessment,
    latitude: row.latitude,
    longitude: row.longitude,
    positionPrecisionM: row.position_precision_m === null ? null : Math.round(row.position_precision_m),
    area: row.area,
    address: row.address,
    locationType: row.location_type,
    countryCode: row.country_code,
    seaArea: row.sea_area,
    location: identifier('Location', { unlocode: row.unlocode }),
    statedVesselName: row.stated_vessel_name,
    jointOperation: identifier('JointOperation', { id: row.operation_id }),
  };
}

/** Row to `JointOperation`, still unprojected. */
export function toJointOperation(row: JointOperationRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    name: row.name,
    objective: row.objective,
    coordinationUnit: row.coordination_unit,
    startsAt: instant(row.starts_at),
    endsAt: instant(row.ends_at),
    crimeArea: code(codeLists.crimeArea, row.crime_area),
  };
}

/** Row to `OperationAgency`, still unprojected. */
export function toOperationAgency(row: OperationAgencyRow) {
  return {
    id: row.child_id,
    role: code(codeLists.operationRole, row.role),
    agency: identifier('Agency', { id: row.agency }),
    [rowKey]: row.id,
  };
}

/** Row to `IncidentPerson`, still unprojected; the person stays a reference. */
export function toIncidentPerson(row: IncidentPersonRow) {
  return {
    id: row.child_id,
    role: code(codeLists.participantRole, row.role),
    statedName: row.stated_name,
    statedDescription: row.stated_description,
    person: foreign('Person', row.person_ref),
    [rowKey]: row.id,
  };
}

/** Row to `IncidentOrganization`, still unprojected; the organization stays a reference. */
export function toIncidentOrganization(row: IncidentOrganizationRow) {
  return {
    id: row.child_id,
    role: code(codeLists.participantRole, row.role),
    statedName: row.stated_name,
    statedDescription: row.stated_description,
    organization: foreign('Organization', row.organization_ref),
    [rowKey]: row.id,
  };
}

/** Row to `IncidentVessel`, still unprojected. */
export function toIncidentVessel(row: IncidentVesselRow) {
  return {
    id: row.child_id,
    statedName: row.stated_name,
    statedType: row.stated_type,
    statedFlag: row.stated_flag,
    statedActivity: row.stated_activity,
    vessel: identifier('Vessel', { imo: row.imo }),
    [rowKey]: row.id,
  };
}

/** Row to `IncidentContainer`, still unprojected. */
export function toIncidentContainer(row: IncidentContainerRow) {
  return {
    id: row.child_id,
    statedNumber: row.stated_number,
    container: identifier('Container', { containerId: row.container_id }),
    [rowKey]: row.id,
  };
}

/** Row to `IncidentConsignment`, still unprojected; the consignment stays a reference. */
export function toIncidentConsignment(row: IncidentConsignmentRow) {
  return {
    id: row.child_id,
    statedMrn: row.stated_mrn,
    consignment: foreign('Consignment', row.consignment_ref),
    [rowKey]: row.id,
  };
}

/** Row to `IncidentSeizure`, still unprojected; the seizure stays a reference. */
export function toIncidentSeizure(row: IncidentSeizureRow) {
  return {
    id: row.child_id,
    statedCaseReference: row.stated_case_reference,
    seizure: foreign('Seizure', row.seizure_ref),
    [rowKey]: row.id,
  };
}

/** What `Incident` and `JointOperation` resolvers receive: projected. */
export type IncidentNode = Partial<ReturnType<typeof toIncident>> & { readonly id: string };
export type JointOperationNode = Partial<ReturnType<typeof toJointOperation>> & { readonly id: string };

function instant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** A code of the list, or null: a code that the schema does not know is no value rather than an error. */
function code(list: ReadonlySet<string>, value: string | null): string | null {
  return value !== null && list.has(value) ? value : null;
}
