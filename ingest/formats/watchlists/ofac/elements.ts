// SPDX-License-Identifier: Apache-2.0
import type { ElementFates } from '../../format.js';

/** Columns of the four files, named as OFAC's specification does, and what becomes of them. */
export const ofacElements: ElementFates = {
  mapped: {
    ent_num: 'key, Sanction.authorityId',
    SDN_Name: 'name, Person.lastName, Person.firstName',
    SDN_Type: 'kind of record',
    Program: 'Sanction.programme',
    Title: 'Person.title, Organization.notes',
    Call_Sign: 'VesselRecord.callSign',
    Vess_type: 'VesselRecord.type, AircraftRecord.type',
    Tonnage: 'VesselRecord.tonnage',
    GRT: 'VesselRecord.grossRegisteredTonnage',
    Vess_flag: 'VesselRecord.flag, VesselRecord.notes, AircraftRecord.country',
    Vess_owner: 'VesselRecord.owner, AircraftRecord.owner',
    Remarks:
      'Person.birthDate, birthPeriods, birthPlace, nationality, gender, identifications, Organization.registrationNumber, taxNumber, phones, emails, websites, VesselRecord.imo, mmsi, pastFlags, buildDate, AircraftRecord.registration, pastRegistrations, country, serialNumber, model, buildDate, icaoAddress, operator, identifications, weakAlias, previousName, notes',
    Address: 'address',
    'City/State/Province/Postal Code': 'address',
    Country: 'address',
    Add_remarks: 'address',
    alt_type: 'alias, previousName',
    alt_name: 'alias, previousName',
    remarks: 'as Remarks, which it continues',
  },
  raw: ['alt_remarks'],
  dropped: {
    Add_num: 'numbers the addresses; their order says the same',
    alt_num: 'numbers the aliases; their order says the same',
  },
};
