// SPDX-License-Identifier: Apache-2.0
import type { ElementFates } from '../format.js';

const role = 'Incident.persons';
const item = 'Seizure.items';
const place = 'Incident.locationType, Seizure.place';

/**
 * What becomes of each element of a NIBRS report. Race, ethnicity and bias are special categories of data (Directive
 * 2016/680, Article 10): they are in no field, and stay in the source record.
 */
export const nibrsElements: ElementFates = {
  mapped: {
    'Report/ReportHeader/NIBRSReportCategoryCode':
      'Group A: Incident; Group B: Incident of kind ARREST; zero report: an agency had nothing to report, no record',
    'Report/ReportHeader/ReportActionCategoryCode': 'I, A, R: the record as it is now; D: withdrawal',
    'Report/ReportHeader/ReportingAgency/OrganizationAugmentation/OrganizationORIIdentification/IdentificationID':
      'Handling.sourceRef',
    'Report/Incident/ActivityIdentification/IdentificationID': 'Handling.sourceRef, Handling.caseReference',
    'Report/Incident/ActivityDate/DateTime': 'Incident.occurredAt, Incident.title',
    'Report/Incident/ActivityDate/Date': 'Incident.occurredAt',
    'Report/Incident/ActivityDate/YearMonthDate': 'Incident.occurredAt',
    'Report/Incident/IncidentAugmentation/IncidentReportDateIndicator': 'Incident.title',
    'Report/Incident/IncidentAugmentation/IncidentExceptionalClearanceCode': 'Incident.status',
    'Report/Offense/OffenseUCRCode': 'Incident.title, Incident.kind, Incident.crimeArea',
    'Report/Offense/OffenseAttemptedIndicator': 'Incident.title',
    'Report/Location/LocationCategoryCode': place,
    ...seizable('Item'),
    ...seizable('Substance'),
    'Report/Item/ItemQuantity': item,
    'Report/Substance/ItemQuantity': item,
    'Report/Substance/DrugCategoryCode': 'Seizure.items, Incident.crimeArea',
    'Report/Substance/SubstanceQuantityMeasure/MeasureDecimalValue': item,
    'Report/Substance/SubstanceQuantityMeasure/SubstanceUnitCode': item,
    'Report/Person/PersonAgeMeasure/MeasureIntegerValue': role,
    'Report/Person/PersonAgeMeasure/MeasureValueText': role,
    'Report/Person/PersonAgeMeasure/MeasureIntegerRange/RangeMinimumIntegerValue': role,
    'Report/Person/PersonAgeMeasure/MeasureIntegerRange/RangeMaximumIntegerValue': role,
    'Report/Person/PersonAgeMeasure/MeasureRangeValue/RangeMinimumIntegerValue': role,
    'Report/Person/PersonAgeMeasure/MeasureRangeValue/RangeMaximumIntegerValue': role,
    'Report/Person/PersonAugmentation/PersonAgeCode': role,
    'Report/Person/PersonSexCode': role,
    'Report/Victim/VictimCategoryCode': 'Incident.persons, Incident.organizations',
    'Report/Arrestee/ArrestSequenceID': 'Handling.sourceRef',
    'Report/Arrest/ActivityIdentification/IdentificationID': 'Handling.sourceRef, Handling.caseReference',
    'Report/Arrest/ActivityDate/Date': 'Incident.occurredAt, Incident.persons',
    'Report/Arrest/ActivityDate/DateTime': 'Incident.occurredAt, Incident.persons',
    'Report/Arrest/ArrestCharge/ChargeUCRCode': 'Incident.title, Incident.persons, Incident.crimeArea',
    'Report/Arrest/ArrestCategoryCode': role,
  },
  raw: [
    'Report/ReportHeader/ReportDate/YearMonthDate',
    'Report/ReportHeader/ReportingAgency/OrganizationAugmentation/DirectReportingCityIdentification/IdentificationID',
    'Report/Incident/IncidentAugmentation/OffenseCargoTheftIndicator',
    'Report/Incident/IncidentAugmentation/IncidentExceptionalClearanceDate/Date',
    'Report/Incident/IncidentAugmentation/IncidentExceptionalClearanceDate/DateTime',
    'Report/Offense/CriminalActivityCategoryCode',
    'Report/Offense/OffenseFactorBiasMotivationCode',
    'Report/Offense/OffenseStructuresEnteredQuantity',
    'Report/Offense/OffenseFactor/OffenseFactorCode',
    'Report/Offense/OffenseEntryPoint/PassagePointMethodCode',
    'Report/Offense/OffenseForce/ForceCategoryCode',
    'Report/Location/LocationLocale/JudicialDistrictCode',
    'Report/Person/PersonEthnicityCode',
    'Report/Person/PersonRaceNDExCode',
    'Report/Person/PersonRaceCode',
    'Report/Person/PersonResidentCode',
    'Report/Person/PersonInjury/InjuryCategoryCode',
    'Report/EnforcementOfficial/*',
    'Report/Victim/VictimSequenceNumberText',
    'Report/Victim/VictimInjury/InjuryCategoryCode',
    'Report/Victim/VictimAggravatedAssaultHomicideFactorCode',
    'Report/Victim/VictimJustifiableHomicideFactorCode',
    'Report/Subject/SubjectSequenceNumberText',
    'Report/Arrestee/ArresteeArmedWithCode',
    'Report/Arrestee/ArresteeJuvenileDispositionCode',
    'Report/Arrestee/ArresteeClearanceIndicator',
    'Report/Arrestee/ArrestSubjectCountCode',
    'Report/Arrest/ArrestSubjectCountCode',
    'Report/SubjectVictimAssociation/VictimToSubjectRelationshipCode',
  ],
  dropped: {
    'MessageMetadata/*': 'of the transmission, not of an incident: who sent the message, when, under which number',
  },
};

function seizable(element: string): Record<string, string> {
  return {
    [`Report/${element}/ItemStatus/ItemStatusCode`]: 'only what is seized (SEIZED, 6) becomes a Seizure',
    [`Report/${element}/ItemValue/ItemValueAmount/Amount`]: item,
    [`Report/${element}/ItemValue/ItemValueDate/Date`]: 'Seizure.seizedAt',
    [`Report/${element}/ItemValue/ItemValueDate/DateTime`]: 'Seizure.seizedAt',
    [`Report/${element}/ItemCategoryNIBRSPropertyCategoryCode`]: item,
  };
}
