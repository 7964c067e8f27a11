// SPDX-License-Identifier: Apache-2.0
import type { ElementFates } from '../format.js';

const root = 'DataItemPackage';
const digest = `${root}/Digest`;
const report = `${root}/StructuredPayload/IncidentReport`;
const person = `${digest}/EntityPerson/Person`;
const activity = `${digest}/EntityActivity/Activity`;
const address = `${digest}/EntityLocation/Location/LocationAddress`;

/**
 * What becomes of each element of a data item. LEXS has thousands; those that say something of who, what, when and where
 * are mapped, the rest is kept in the source record. Race and ethnicity are in no field (Directive 2016/680, Article 10).
 */
export const ndexElements: ElementFates = {
  mapped: {
    ...all(`${root}/PackageMetadata`, {
      DataItemID: 'Handling.sourceRef',
      DataItemReferenceID: 'Handling.sourceRef',
      DataItemPublishInstruction: 'Insert, Update: the record as it is now; Delete: withdrawal',
      DataItemStatus: 'Incident.status',
      'DataOwnerMetadata/DataOwnerIdentifier/ORI': 'Handling.sourceRef',
      'DataOwnerMetadata/DataOwnerIdentifier/SystemID': 'Handling.sourceRef',
      'DisseminationCriteriaValue/DisseminationCriteriaText': 'Handling.handlingCodes, Handling.handlingNote',
      'DataItemCategory/DataItemCategoryText': 'Incident.title',
    }),
    ...all(activity, {
      'ActivityIdentification/IdentificationID': 'Handling.caseReference',
      ActivityCategoryText: 'Incident.kind',
      ...dates('ActivityDate', 'Incident.occurredAt, Incident.persons'),
      ...dates('ActivityDateRange/StartDate', 'Incident.occurredAt'),
      ...dates('ActivityDateRange/EndDate', 'Incident.occurredTo'),
      ActivityDescriptionText: 'Incident.narrative',
    }),
    [`${root}/Narrative`]: 'Incident.narrative',
    ...all(person, {
      'PersonAgeMeasure/MeasurePointValue': 'Incident.persons',
      'PersonAgeMeasure/TimeUnitCode': 'Incident.persons',
      'PersonAgeMeasure/MeasureRangeValue/RangeMinimumValue': 'Incident.persons',
      'PersonAgeMeasure/MeasureRangeValue/RangeMaximumValue': 'Incident.persons',
      ...dates('PersonBirthDate', 'Person.birthDates'),
      PersonSexCode: 'Person.gender, Incident.persons',
      ...Object.fromEntries(
        ['PersonGivenName', 'PersonMiddleName', 'PersonSurName', 'PersonNameSuffixText', 'PersonFullName'].flatMap(
          (part) => ['PersonName', 'PersonAlternateName'].map((name) => [`${name}/${part}`, 'Person.names']),
        ),
      ),
      PersonMonikerText: 'Person.names',
      PersonEyeColorText: 'Person.physical',
      PersonEyeColorCode: 'Person.physical',
      PersonHairColorText: 'Person.physical',
      PersonHairColorCode: 'Person.physical',
      'PersonHeightMeasure/MeasurePointValue': 'Person.physical',
      'PersonHeightMeasure/LengthUnitCode': 'Person.physical',
      'PersonWeightMeasure/MeasurePointValue': 'Person.physical',
      'PersonWeightMeasure/WeightUnitCode': 'Person.physical',
      'PersonPhysicalFeature/PhysicalFeatureDescriptionText': 'Person.physical',
      PersonCitizenshipISO3166Alpha2Code: 'Person.nationalities',
      PersonCitizenshipISO3166Alpha3Code: 'Person.nationalities',
      PersonCitizenshipText: 'Person.nationalities',
      ...Object.fromEntries(
        [
          'PersonSSNIdentification',
          'PersonPassportIdentification',
          'PersonStateIdentification',
          'PersonOtherIdentification',
          'PersonAugmentation/PersonFBIIdentification',
          'PersonAugmentation/PersonStateFingerprintIdentification',
          'PersonAugmentation/PersonDriverLicenseIdentification',
          'PersonAugmentation/DriverLicense/DriverLicenseIdentification',
        ].map((path) => [`${path}/IdentificationID`, 'Person.identifications']),
      ),
    }),
    ...all(`${address}/StructuredAddress`, {
      'LocationStreet/StreetFullText': 'Incident.address, Person.addresses',
      'LocationStreet/StreetNumberText': 'Incident.address, Person.addresses',
      'LocationStreet/StreetName': 'Incident.address, Person.addresses',
      'LocationStreet/StreetCategoryText': 'Incident.address, Person.addresses',
      LocationCityName: 'Incident.area, Person.addresses',
      LocationStateName: 'Incident.area, Person.addresses',
      LocationStateUSPostalServiceCode: 'Incident.area, Person.addresses',
      LocationPostalCode: 'Incident.area, Person.addresses',
      LocationCountryName: 'Incident.countryCode',
      LocationCountryISO3166Alpha2Code: 'Incident.countryCode',
    }),
    [`${address}/AddressFullText`]: 'Incident.address, Person.addresses',
    [`${digest}/EntityLocation/Location/LocationTwoDimensionalGeographicCoordinate/*`]:
      'Incident.latitude, Incident.longitude',
    [`${digest}/EntityDrug/Drug/DrugDEACode`]: 'Seizure.items, Incident.crimeArea',
    [`${digest}/EntityVessel/Vessel/VesselName`]: 'Incident.vessels',
    [`${digest}/EntityOrganization/Organization/OrganizationName`]: 'Incident.organizations, of victims and suspects',
    [`${digest}/EntityOrganization/Organization/OrganizationCategoryText`]: 'Incident.organizations',
    [`${digest}/Associations/ActivityInvolvedPersonAssociation/PersonActivityInvolvementText`]: 'Incident.persons',
    ...all(report, {
      'Offense/OffenseCode': 'Incident.title, Incident.kind, Incident.crimeArea',
      'Offense/OffenseText': 'Incident.title, where there is no code',
      'Offense/OffenseCompletedIndicator': 'Incident.title',
      'Location/LocationCategoryCode': 'Incident.locationType',
      'Incident/IncidentAugmentation/IncidentExceptionalClearanceCode': 'Incident.status',
      'Incident/IncidentAugmentation/IncidentCaseNumberText': 'Handling.caseReference',
      'Incident/ActivityStatus/ActivityStatusAugmentation/IncidentStatusCode': 'Incident.status',
      'ArrestSubject/ArrestSubjectAugmentation/ChargeUCRCode': 'Incident.persons',
      'Drug/DrugAugmentation/*': 'Seizure.items, where seized',
      'TangibleItem/TangibleItemAugmentation/*': 'Seizure.items, where seized',
      'Vehicle/VehicleAugmentation/*': 'Seizure.items, where seized',
      'Firearm/FirearmAugmentation/*': 'Seizure.items, where seized',
      'Property/PropertyCategoryNIBRSPropertyCategoryCode': 'Seizure.items, where seized',
    }),
    [`${digest}/EntityTangibleItem/*`]: 'Seizure.items, where seized',
    [`${digest}/EntityVehicle/*`]: 'Seizure.items, Seizure.conveyance, where seized',
    [`${digest}/EntityFirearm/*`]: 'Seizure.items, where seized',
  },
  raw: [
    `${root}/PackageMetadata/DataItemDate`,
    `${root}/PackageMetadata/DataItemContact/*`,
    `${root}/PackageMetadata/DataOwnerMetadata/DataOwnerIdentifier/OrganizationName`,
    `${root}/PackageMetadata/DataOwnerMetadata/DataOwnerContact/*`,
    `${root}/PackageMetadata/DisseminationCriteriaValue/DisseminationCriteriaDomainText`,
    `${root}/StructuredPayload/StructuredPayloadMetadata/*`,
    `${digest}/EntityActivity/Metadata/*`,
    `${digest}/EntityOrganization/Metadata/*`,
    `${digest}/EntityPerson/Metadata/*`,
    `${digest}/EntityLocation/Metadata/*`,
    `${digest}/EntityTelephoneNumber/*`,
    `${digest}/EntityEmail/*`,
    `${person}/PersonAugmentation/DriverLicense/DriverLicenseIdentification/IdentificationJurisdictionNCICLISCode`,
    `${digest}/EntityPerson/EnforcementOfficial/*`,
    `${person}/PersonRaceCode`,
    `${person}/PersonRaceText`,
    `${person}/PersonEthnicityCode`,
    `${person}/PersonEthnicityText`,
    `${report}/NIBRSReportCategoryCode`,
    `${report}/Organization/*`,
    `${report}/EnforcementUnit/*`,
    `${report}/EnforcementOfficial/*`,
    `${report}/Arrest/ArrestCategoryCode`,
    `${report}/ArrestSubject/ArrestSubjectAugmentation/ArrestSequenceID/IdentificationID`,
    `${report}/ArrestSubject/ArrestSubjectAugmentation/ArrestSubjectCountCode`,
    `${report}/ArrestSubject/ArrestSubjectAugmentation/ArresteeArmedWithCode`,
    `${report}/ArrestSubject/ArrestSubjectAugmentation/ArresteeClearanceIndicator`,
    `${report}/ArrestSubject/ArrestSubjectAugmentation/ArresteeJuvenileDispositionCode`,
    `${report}/Incident/IncidentAugmentation/IncidentExceptionalClearanceDate/Date`,
    `${report}/Offense/IncidentFactor/IncidentFactorCode`,
    `${report}/Offense/IncidentForce/ForceCategoryCode`,
    `${report}/Offense/IncidentStructuresEnteredQuantity`,
    `${report}/Offense/CriminalActivityCategoryCode`,
    `${report}/Offense/OffenseBiasMotivationCode`,
    `${report}/Offense/OffenseCargoTheftIndicator`,
    `${report}/Offense/OffenseEntryPoint/PassagePointMethodCode`,
    `${report}/Person/*`,
    `${report}/Subject/*`,
    `${report}/Victim/*`,
    `${report}/SubjectVictimAssociation/*`,
  ],
  dropped: {
    'PDMessageMetadata/*': 'of the transmission; its DataSensitivity decides about the classification',
    'DataSubmitterMetadata/*': 'of the transmission: which system sent the message, and whom to call about it',
  },
};

function all(prefix: string, fates: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fates).map(([path, fate]) => [`${prefix}/${path}`, fate]));
}

function dates(path: string, fate: string): Record<string, string> {
  return Object.fromEntries(['DateTime', 'Date', 'YearMonth', 'Year'].map((form) => [`${path}/${form}`, fate]));
}
