// SPDX-License-Identifier: Apache-2.0
import type { ElementFates } from '../../format.js';
import type { TableForm } from '../table.js';

/** Columns of the list and what becomes of them. */
export const cslElements: ElementFates = {
  mapped: {
    source: 'Sanction.authority, Sanction.programme',
    entity_number: 'key, Sanction.authorityId',
    type: 'kind of record',
    programs: 'Sanction.programme',
    name: 'name',
    title: 'Person.title, notes',
    addresses: 'address, VesselRecord.notes, AircraftRecord.notes',
    federal_register_notice: 'Sanction.provisions',
    start_date: 'Sanction.startDate',
    end_date: 'Sanction.endDate',
    standard_order: 'Sanction.provisions',
    license_requirement: 'Sanction.provisions',
    license_policy: 'Sanction.provisions',
    call_sign: 'VesselRecord.callSign',
    vessel_type: 'VesselRecord.type, AircraftRecord.type',
    gross_tonnage: 'VesselRecord.tonnage',
    gross_registered_tonnage: 'VesselRecord.grossRegisteredTonnage',
    vessel_flag: 'VesselRecord.flag, AircraftRecord.country',
    vessel_owner: 'VesselRecord.owner, AircraftRecord.owner',
    remarks: 'notes',
    source_list_url: 'Sanction.sourceUrl',
    source_information_url: 'Sanction.sourceUrl',
    alt_names: 'alias',
    citizenships: 'Person.nationality',
    nationalities: 'Person.nationality',
    dates_of_birth: 'Person.birthDate, Person.birthPeriods',
    places_of_birth: 'Person.birthPlace, Person.birthCountry',
    ids: 'identifications, Organization.registrationNumber, taxNumber, VesselRecord.imo, mmsi, pastFlags, AircraftRecord.registration, pastRegistrations, country, serialNumber, model, buildDate, icaoAddress, operator, phones, emails, websites, notes',
  },
  raw: ['_id'],
  dropped: {},
};

/** How the list is written. */
export const cslForm: TableForm = {
  columns: [...Object.keys(cslElements.mapped), ...cslElements.raw],
  required: ['source', 'name', 'addresses', 'alt_names', 'start_date', 'source_list_url'],
  delimiters: [',', '\t'],
};
