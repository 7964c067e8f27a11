// SPDX-License-Identifier: Apache-2.0
import { parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseImo } from '../../schema/identifiers/imo.js';
import { parseMrn } from '../../schema/identifiers/mrn.js';
import { vesselNameKey } from '../../schema/identifiers/vesselName.js';
import { newId } from '../../storage/keys/ref.js';
import type { IncidentRecord, IncidentVesselStatement, JointOperationRecord } from '../records/incidents.js';
import { consignmentRef, type MakeRef, pointerRef, type StoredRecord } from './stored.js';
import { statedSubjectColumns } from './subjectOfLink.js';

type Row = Record<string, unknown>;

/** Rows of an incident, with what it states of ships, persons, containers, consignments and seizures. */
export function toStoredIncident(record: IncidentRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  return [
    {
      type: 'Incident',
      idPrefix: 'incident',
      table: 'incidents.incident',
      ref: makeRef('Incident', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
        kind: record.incidentKind,
        occurred_at: record.occurredAt,
        occurred_at_precision: record.occurredAtPrecision ?? null,
        occurred_to: record.occurredTo ?? null,
        title: record.title ?? null,
        crime_area: record.crimeArea ?? null,
        urgency: record.urgency ?? null,
        status: record.status ?? null,
        narrative: record.narrative ?? null,
        assessment: record.assessment ?? null,
        latitude: record.latitude ?? null,
        longitude: record.longitude ?? null,
        position_precision_m: record.positionPrecisionM ?? null,
        area: record.area ?? null,
        address: record.address ?? null,
        location_type: record.locationType ?? null,
        country_code: record.countryCode ?? null,
        sea_area: record.seaArea ?? null,
        unlocode: record.unlocode ?? null,
        operation_id: record.operation ?? null,
      },
      children: [
        child('incident_vessel', (record.vessels ?? []).map(toVesselRow)),
        child(
          'incident_person',
          (record.persons ?? []).map(({ role, statedName, statedDescription, person, subject }) => ({
            id: newId('incidentperson'),
            role,
            stated_name: statedName,
            stated_description: statedDescription ?? null,
            person_ref: pointerRef(makeRef, 'Person', person),
            ...statedSubjectColumns(subject),
          })),
        ),
        child(
          'incident_organization',
          (record.organizations ?? []).map(({ role, statedName, statedDescription, organization }) => ({
            id: newId('incidentorganization'),
            role,
            stated_name: statedName,
            stated_description: statedDescription ?? null,
            organization_ref: pointerRef(makeRef, 'Organization', organization),
          })),
        ),
        child(
          'incident_container',
          (record.containers ?? []).map((container) => ({
            id: newId('incidentcontainer'),
            stated_number: container,
            container_id: parseContainerId(container),
          })),
        ),
        child(
          'incident_consignment',
          (record.consignments ?? []).map(({ statedMrn }) => ({
            id: newId('incidentconsignment'),
            stated_mrn: statedMrn,
            consignment_ref: consignmentRef(makeRef, parseMrn(statedMrn)),
          })),
        ),
        child(
          'incident_seizure',
          (record.seizures ?? []).map(({ statedCaseReference, seizure }) => ({
            id: newId('incidentseizure'),
            stated_case_reference: statedCaseReference,
            seizure_ref: pointerRef(makeRef, 'Seizure', seizure),
          })),
        ),
      ],
      data: {
        'Incident.kind': record.incidentKind,
        'Incident.occurredAt': record.occurredAt,
        'Incident.title': record.title,
        'Incident.crimeArea': record.crimeArea,
        'Incident.area': record.area,
        'Incident.locationType': record.locationType,
        'Incident.countryCode': record.countryCode,
        'Incident.vessels': record.vessels,
        'Incident.containers': record.containers,
        'Incident.consignments': record.consignments,
        'Incident.seizures': record.seizures,
        'Incident.narrative': record.narrative,
        'Incident.persons': record.persons,
        'Incident.organizations': record.organizations,
        'Incident.assessment': record.assessment,
        'Incident.address': record.address,
        'Incident.latitude': record.latitude,
        'Incident.longitude': record.longitude,
        'Incident.jointOperation': record.operation,
      },
    },
  ];
}

/** Rows of a joint operation; its public id is the one of `policy/operations.yaml`, by which incidents name it. */
export function toStoredOperation(record: JointOperationRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  return [
    {
      type: 'JointOperation',
      idPrefix: 'operation',
      table: 'incidents.joint_operation',
      ref: makeRef('JointOperation', source, record.sourceRef),
      sourceRef: record.sourceRef,
      id: record.sourceRef,
      columns: {
        name: record.name,
        objective: record.objective ?? null,
        coordination_unit: record.coordinationUnit ?? null,
        starts_at: record.startsAt ?? null,
        ends_at: record.endsAt ?? null,
        crime_area: record.crimeArea ?? null,
      },
      children: [
        {
          table: 'incidents.operation_agency',
          parentColumn: 'joint_operation_id',
          rows: record.agencies.map(({ role, agency }) => ({ id: newId('operationagency'), role, agency })),
        },
      ],
      data: { 'JointOperation.name': record.name, 'JointOperation.agencies': record.agencies },
    },
  ];
}

function toVesselRow(vessel: IncidentVesselStatement): Row {
  const key = vessel.statedName ? vesselNameKey(vessel.statedName) : '';
  return {
    id: newId('incidentvessel'),
    stated_name: vessel.statedName,
    vessel_name_key: key === '' ? null : key,
    stated_type: vessel.statedType ?? null,
    stated_flag: vessel.statedFlag ?? null,
    stated_activity: vessel.statedActivity ?? null,
    imo: vessel.imo ? parseImo(vessel.imo) : null,
  };
}

function child(table: string, rows: readonly Row[]): StoredRecord['children'][number] {
  return { table: `incidents.${table}`, parentColumn: 'incident_id', rows };
}
