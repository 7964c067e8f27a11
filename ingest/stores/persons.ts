// SPDX-License-Identifier: Apache-2.0
import { compactNumber, identificationKey } from '../../schema/identifiers/documentNumber.js';
import { latinName, nameKey } from '../../schema/identifiers/nameKey.js';
import type {
  OrganizationRecord,
  PersonRecord,
  StatedAddress,
  StatedInterest,
  StatedName,
  StatedSanction,
  VesselSourceRecord,
} from '../records/persons.js';
import { toScript } from './script.js';
import { type MakeRef, pointerRef, type StoredRecord } from './stored.js';

/** Rows of a person, with the relations and interests that the record asserts: records of their own. */
export function toStoredPerson(record: PersonRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const ref = makeRef('Person', source, record.sourceRef);
  const names = record.names.map(({ name, kind }) => ({ name, kind, script: toScript(name) }));
  const identifications = (record.identifications ?? []).map((document) => ({
    type: document.type,
    number: document.number,
    country: document.country,
    issuedAt: document.issuedAt ?? null,
    expiresAt: document.expiresAt ?? null,
  }));
  const person: StoredRecord = {
    type: 'Person',
    idPrefix: 'person',
    table: 'persons.person',
    ref,
    sourceRef: record.sourceRef,
    columns: {
      ...nameColumns(record.names),
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
      identification_keys: identifications.map(({ type, country, number }) => identificationKey(type, country, number)),
      eori: record.eori ?? null,
      addresses: (record.addresses ?? []).map(toAddress),
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
  const relations = (record.relations ?? []).map((relation, index): StoredRecord => {
    const sourceRef = `${record.sourceRef}/relation/${index + 1}`;
    return {
      type: 'Relation',
      idPrefix: 'relation',
      table: 'persons.relation',
      ref: makeRef('Relation', source, sourceRef),
      sourceRef,
      columns: {
        person_ref: ref,
        relative_ref: pointerRef(makeRef, 'Person', relation.person),
        kind: relation.kind,
        relationship: relation.relationship ?? null,
        stated_name: relation.statedName,
        start_date: null,
        end_date: null,
      },
      children: [],
      data: { 'Relation.kind': relation.kind },
    };
  });
  const holder = { holder_person_ref: ref, holder_organization_ref: null };
  return [person, ...relations, ...toInterests(record.interests, record.sourceRef, holder, source, makeRef)];
}

/** Rows of an organization, with the interests that it holds. */
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
      addresses: (record.addresses ?? []).map(toAddress),
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
      'Organization.addresses': record.addresses,
      'Organization.reason': record.reason,
      'Organization.notes': record.notes,
      'Organization.topics': record.topics,
      'Organization.sanctions': record.sanctions,
    },
  };
  const holder = { holder_person_ref: null, holder_organization_ref: ref };
  return [organization, ...toInterests(record.interests, record.sourceRef, holder, source, makeRef)];
}

/** Rows of a ship as a source describes her. */
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
        notes: record.notes ?? null,
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
        'VesselRecord.notes': record.notes,
        'VesselRecord.sanctions': record.sanctions,
      },
    },
  ];
}

interface Holder {
  readonly holder_person_ref: string | null;
  readonly holder_organization_ref: string | null;
}

function toInterests(
  interests: readonly StatedInterest[] | undefined,
  holderSourceRef: string,
  holder: Holder,
  source: string,
  makeRef: MakeRef,
): StoredRecord[] {
  return (interests ?? []).map((interest, index) => {
    const sourceRef = `${holderSourceRef}/interest/${index + 1}`;
    return {
      type: 'Interest',
      idPrefix: 'interest',
      table: 'persons.interest',
      ref: makeRef('Interest', source, sourceRef),
      sourceRef,
      columns: {
        kind: interest.kind,
        ...holder,
        organization_ref: pointerRef(makeRef, 'Organization', interest.organization),
        vessel_record_ref: pointerRef(makeRef, 'VesselRecord', interest.vesselRecord),
        role: interest.role ?? null,
        percentage: interest.percentage ?? null,
        start_date: interest.startDate ?? null,
        end_date: interest.endDate ?? null,
      },
      children: [],
      data: { 'Interest.kind': interest.kind },
    };
  });
}

function nameColumns(names: readonly StatedName[]): Record<string, unknown> {
  const listed = names[0]?.name ?? null;
  const keys = new Set(names.map(({ name }) => nameKey(name)).filter((key) => key !== ''));
  return { name: listed, name_key: listed === null ? null : latinName(listed), name_keys: [...keys] };
}

function toAliases(names: readonly StatedName[]): string[] {
  return names.slice(1).map(({ name }) => name);
}

function toAddress(address: StatedAddress): Record<string, string | null> {
  return {
    full: address.full,
    street: address.street ?? null,
    city: address.city ?? null,
    region: address.region ?? null,
    postalCode: address.postalCode ?? null,
    country: address.country,
  };
}

function sanctionColumns(sanctions: readonly StatedSanction[] | undefined): Record<string, unknown> {
  const rows = (sanctions ?? []).map((sanction) => ({
    authority: sanction.authority,
    programme: sanction.programme,
    authorityId: sanction.authorityId ?? null,
    listingDate: sanction.listingDate ?? null,
    endDate: sanction.endDate ?? null,
    reason: sanction.reason ?? null,
    provisions: sanction.provisions ?? null,
    sourceUrl: sanction.sourceUrl ?? null,
  }));
  return { sanctions: rows, programmes: [...new Set(rows.map((row) => row.programme))] };
}
