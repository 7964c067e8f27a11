// SPDX-License-Identifier: Apache-2.0
import { compactNumber, storedKeys } from '../../schema/identifiers/documentNumber.js';
import { toScript } from '../../schema/identifiers/script.js';
import type { OrganizationRecord, PersonRecord, VesselSourceRecord } from '../records/persons.js';
import { toStatedInterests, toStatedRelations } from './personLinks.js';
import type { MakeRef, StoredRecord } from './stored.js';
import {
  contactColumns,
  nameColumns,
  sanctionColumns,
  toAddresses,
  toAliases,
  toIdentifications,
  toPartRefs,
} from './subjectColumns.js';

/** Rows of a person, with the relations and interests that the record asserts: records of their own. */
export function toStoredPerson(record: PersonRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const ref = makeRef('Person', source, record.sourceRef);
  const names = record.names.map(({ name, kind }) => ({ name, kind, script: toScript(name) }));
  const identifications = toIdentifications(record.identifications);
  const person: StoredRecord = {
    type: 'Person',
    idPrefix: 'person',
    table: 'persons.person',
    ref,
    sourceRef: record.sourceRef,
    columns: {
      ...nameColumns(record.names),
      part_refs: toPartRefs(record),
      names: names,
      first_name: record.firstName ?? null,
      middle_name: record.middleName ?? null,
      last_name: record.lastName ?? null,
      father_name: record.fatherName ?? null,
      title: record.title ?? null,
      birth_date: record.birthDates?.[0] ?? null,
      birth_dates: record.birthDates ?? [],
      birth_place: record.birthPlace ?? null,
      birth_country: record.birthCountry ?? null,
      death_date: record.deathDate ?? null,
      nationality: record.nationalities ?? [],
      gender: record.gender ?? null,
      identifications: identifications,
      identification_keys: [...new Set(identifications.flatMap(storedKeys))],
      eori: record.eori ?? null,
      countries: record.countries ?? [],
      positions: (record.positions ?? []).map(({ title, startDate, endDate, status }) => ({
        title,
        startDate: startDate ?? null,
        endDate: endDate ?? null,
        status: status ?? null,
      })),
      ...contactColumns(record),
      addresses: toAddresses(record.addresses),
      physical: record.physical ?? null,
      alerts: record.alerts ?? [],
      reason: record.reason ?? null,
      notes: record.notes ?? null,
      topics: record.topics ?? [],
      ...sanctionColumns(record.sanctions),
      special: record.special ?? null,
    },
    children: [],
    data: {
      'Person.name': record.names,
      'Person.birthDate': record.birthDates,
      'Person.birthPlace': record.birthPlace,
      'Person.birthCountry': record.birthCountry,
      'Person.deathDate': record.deathDate,
      'Person.nationality': record.nationalities,
      'Person.gender': record.gender,
      'Person.title': record.title,
      'Person.identifications': record.identifications,
      'Person.economicOperator': record.eori,
      'Person.countries': record.countries,
      'Person.positions': record.positions,
      'Person.phones': record.phones,
      'Person.emails': record.emails,
      'Person.websites': record.websites,
      'Person.addresses': record.addresses,
      'Person.physical': record.physical,
      'Person.alerts': record.alerts,
      'Person.reason': record.reason,
      'Person.notes': record.notes,
      'Person.topics': record.topics,
      'Person.relations': record.relations,
      'Person.sanctions': record.sanctions,
      'Person.special': record.special,
    },
  };
  return [
    person,
    ...toStatedRelations(record, { person_ref: ref }, source, makeRef),
    ...toStatedInterests(record, { person: { source, sourceRef: record.sourceRef } }, source, makeRef),
  ];
}

/** Rows of an organization, with the relations and interests that the record asserts. */
export function toStoredOrganization(record: OrganizationRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const ref = makeRef('Organization', source, record.sourceRef);
  const { registrationNumber } = record;
  const organization: StoredRecord = {
    type: 'Organization',
    idPrefix: 'organization',
    table: 'persons.organization',
    ref,
    sourceRef: record.sourceRef,
    columns: {
      ...nameColumns(record.names),
      part_refs: toPartRefs(record),
      aliases: toAliases(record.names),
      jurisdiction: record.jurisdiction ?? null,
      legal_form: record.legalForm ?? null,
      incorporation_date: record.incorporationDate ?? null,
      dissolution_date: record.dissolutionDate ?? null,
      registration_number: registrationNumber ?? null,
      registration_key: registrationNumber ? compactNumber(registrationNumber) : null,
      eori: record.eori ?? null,
      vat_code: record.vatCode ?? null,
      lei_code: record.leiCode ?? null,
      tax_number: record.taxNumber ?? null,
      countries: record.countries ?? [],
      identifications: toIdentifications(record.identifications),
      ...contactColumns(record),
      addresses: toAddresses(record.addresses),
      reason: record.reason ?? null,
      notes: record.notes ?? null,
      topics: record.topics ?? [],
      ...sanctionColumns(record.sanctions),
    },
    children: [],
    data: {
      'Organization.name': record.names,
      'Organization.jurisdiction': record.jurisdiction,
      'Organization.legalForm': record.legalForm,
      'Organization.registrationNumber': registrationNumber,
      'Organization.eori': record.eori,
      'Organization.vatCode': record.vatCode,
      'Organization.leiCode': record.leiCode,
      'Organization.taxNumber': record.taxNumber,
      'Organization.countries': record.countries,
      'Organization.identifications': record.identifications,
      'Organization.phones': record.phones,
      'Organization.emails': record.emails,
      'Organization.websites': record.websites,
      'Organization.addresses': record.addresses,
      'Organization.reason': record.reason,
      'Organization.notes': record.notes,
      'Organization.topics': record.topics,
      'Organization.relations': record.relations,
      'Organization.sanctions': record.sanctions,
    },
  };
  return [
    organization,
    ...toStatedRelations(record, { organization_ref: ref }, source, makeRef),
    ...toStatedInterests(record, { organization: { source, sourceRef: record.sourceRef } }, source, makeRef),
  ];
}

/** Rows of a ship as a source describes her, with the interests that others hold in her. */
export function toStoredVessel(record: VesselSourceRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  return [
    {
      type: 'VesselRecord',
      idPrefix: 'vesselrecord',
      table: 'persons.vessel_record',
      ref: makeRef('VesselRecord', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
        ...nameColumns(record.names),
        part_refs: toPartRefs(record),
        aliases: toAliases(record.names),
        imo: record.imo ?? null,
        flag: record.flag ?? null,
        past_flags: record.pastFlags ?? [],
        type: record.type ?? null,
        tonnage: record.tonnage ?? null,
        gross_registered_tonnage: record.grossRegisteredTonnage ?? null,
        build_date: record.buildDate ?? null,
        registration_port: record.registrationPort ?? null,
        call_sign: record.callSign ?? null,
        mmsi: record.mmsi ?? null,
        owner: record.owner ?? null,
        operator: record.operator ?? null,
        identifications: toIdentifications(record.identifications),
        notes: record.notes ?? null,
        topics: record.topics ?? [],
        ...sanctionColumns(record.sanctions),
      },
      children: [],
      data: {
        'VesselRecord.name': record.names,
        'VesselRecord.imo': record.imo,
        'VesselRecord.callSign': record.callSign,
        'VesselRecord.mmsi': record.mmsi,
        'VesselRecord.owner': record.owner,
        'VesselRecord.operator': record.operator,
        'VesselRecord.identifications': record.identifications,
        'VesselRecord.notes': record.notes,
        'VesselRecord.topics': record.topics,
        'VesselRecord.sanctions': record.sanctions,
      },
    },
    ...toStatedInterests(record, { vesselRecord: { source, sourceRef: record.sourceRef } }, source, makeRef),
  ];
}
