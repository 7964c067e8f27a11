// SPDX-License-Identifier: Apache-2.0
import { compactNumber } from '../../schema/identifiers/documentNumber.js';
import type { AircraftSourceRecord } from '../records/persons.js';
import { toStatedInterests } from './personLinks.js';
import type { MakeRef, StoredRecord } from './stored.js';
import { nameColumns, sanctionColumns, toAliases, toIdentifications, toPartRefs } from './subjectColumns.js';

/** Rows of an aircraft as a source describes it, with the interests that others hold in it. */
export function toStoredAircraft(record: AircraftSourceRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const { registration, pastRegistrations = [], serialNumber } = record;
  const marks = [...(registration ? [registration] : []), ...pastRegistrations];
  return [
    {
      type: 'AircraftRecord',
      idPrefix: 'aircraftrecord',
      table: 'persons.aircraft_record',
      ref: makeRef('AircraftRecord', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
        ...nameColumns(record.names),
        part_refs: toPartRefs(record),
        aliases: toAliases(record.names),
        registration: registration ?? null,
        past_registrations: pastRegistrations,
        registration_key: registration ? compactNumber(registration) : null,
        registration_keys: [...new Set(marks.map(compactNumber).filter((key) => key !== ''))],
        country: record.country ?? null,
        serial_number: serialNumber ?? null,
        serial_key: serialNumber ? compactNumber(serialNumber) : null,
        type: record.type ?? null,
        model: record.model ?? null,
        manufacturer: record.manufacturer ?? null,
        build_date: record.buildDate ?? null,
        icao_address: record.icaoAddress ?? null,
        identifications: toIdentifications(record.identifications),
        owner: record.owner ?? null,
        operator: record.operator ?? null,
        notes: record.notes ?? null,
        topics: record.topics ?? [],
        ...sanctionColumns(record.sanctions),
      },
      children: [],
      data: {
        'AircraftRecord.name': record.names,
        'AircraftRecord.registration': registration,
        'AircraftRecord.serialNumber': serialNumber,
        'AircraftRecord.icaoAddress': record.icaoAddress,
        'AircraftRecord.identifications': record.identifications,
        'AircraftRecord.owner': record.owner,
        'AircraftRecord.operator': record.operator,
        'AircraftRecord.notes': record.notes,
        'AircraftRecord.topics': record.topics,
        'AircraftRecord.sanctions': record.sanctions,
      },
    },
    ...toStatedInterests(record, { aircraftRecord: { source, sourceRef: record.sourceRef } }, source, makeRef),
  ];
}
