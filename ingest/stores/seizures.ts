// SPDX-License-Identifier: Apache-2.0
import { parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseImo } from '../../schema/identifiers/imo.js';
import { parseMrn } from '../../schema/identifiers/mrn.js';
import { newId } from '../../storage/keys/ref.js';
import type { SeizureRecord } from '../records/seizures.js';
import { consignmentRef, type MakeRef, pointerRef, type StoredRecord } from './stored.js';
import { statedSubjectColumns } from './subjectOfLink.js';

/** Rows of a seizure. What it states of others stays as stated; a reference stands beside it where it is well-formed. */
export function toStoredSeizure(record: SeizureRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const { place, route, conveyance } = record;
  return [
    {
      type: 'Seizure',
      idPrefix: 'seizure',
      table: 'seizures.seizure',
      ref: makeRef('Seizure', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
        seized_at: record.seizedAt,
        place_kind: place?.kind ?? null,
        place_unlocode: place?.unlocode ?? null,
        place_name: place?.name ?? null,
        place_country: place?.country ?? null,
        place_latitude: place?.latitude ?? null,
        place_longitude: place?.longitude ?? null,
        customs_office: record.customsOffice ?? null,
        seizing_authority: record.seizingAuthority ?? null,
        legal_status: record.legalStatus ?? null,
        risk_channel: record.riskChannel ?? null,
        detection_method: record.detectionMethod ?? null,
        concealment: record.concealment ?? null,
        route_origin_country: route?.originCountry ?? null,
        route_departure_unlocode: route?.departureUnlocode ?? null,
        route_transit_countries: route?.transitCountries ?? [],
        route_destination_country: route?.destinationCountry ?? null,
        conveyance_mode: conveyance?.mode ?? null,
        conveyance_registration: conveyance?.registration ?? null,
        conveyance_journey: conveyance?.journeyReference ?? null,
        vessel_imo: conveyance?.vesselImo ? parseImo(conveyance.vesselImo) : null,
        vessel_stated_name: conveyance?.vesselName ?? null,
      },
      children: [
        child(
          'seized_item',
          record.items.map((item, index) => ({
            id: newId('item'),
            position: index + 1,
            category: item.category,
            drug_group: item.drugGroup ?? null,
            drug: item.drug ?? null,
            quantity: item.quantity ?? null,
            unit: item.unit ?? null,
            normalised_kg: item.normalisedKg ?? null,
            value_minor_units: item.value?.minorUnits ?? null,
            value_currency: item.value?.currency ?? null,
            description: item.description ?? null,
          })),
        ),
        child(
          'seizure_person',
          (record.persons ?? []).map((person) => ({
            id: newId('seizureperson'),
            role: person.role,
            stated_name: person.statedName,
            stated_birth_date: person.statedBirthDate ?? null,
            person_ref: pointerRef(makeRef, 'Person', person.person),
            ...statedSubjectColumns(person.subject),
          })),
        ),
        child(
          'seizure_organization',
          (record.organizations ?? []).map((organization) => ({
            id: newId('seizureorganization'),
            role: organization.role,
            stated_name: organization.statedName,
            organization_ref: pointerRef(makeRef, 'Organization', organization.organization),
          })),
        ),
        child(
          'seizure_consignment',
          (record.consignments ?? []).map(({ statedMrn }) => ({
            id: newId('seizureconsignment'),
            stated_mrn: statedMrn,
            consignment_ref: consignmentRef(makeRef, parseMrn(statedMrn)),
          })),
        ),
        child(
          'seizure_container',
          (record.containers ?? []).map((container) => ({
            id: newId('seizurecontainer'),
            stated_number: container,
            container_id: parseContainerId(container),
          })),
        ),
      ],
      data: {
        'Seizure.seizedAt': record.seizedAt,
        'Seizure.place': record.place,
        'Seizure.items': record.items,
        'Seizure.legalStatus': record.legalStatus,
        'Seizure.seizingAuthority': record.seizingAuthority,
        'Seizure.conveyance': record.conveyance,
        'Seizure.route': record.route,
        'Seizure.consignments': record.consignments,
        'Seizure.containers': record.containers,
        'Seizure.riskChannel': record.riskChannel,
        'Seizure.detectionMethod': record.detectionMethod,
        'Seizure.concealment': record.concealment,
        'Seizure.persons': record.persons,
        'Seizure.organizations': record.organizations,
      },
    },
  ];
}

function child(table: string, rows: readonly Record<string, unknown>[]): StoredRecord['children'][number] {
  return { table: `seizures.${table}`, parentColumn: 'seizure_id', rows };
}
