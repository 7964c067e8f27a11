import { nibrs } from '../../../../ingest/formats/nibrs/nibrs.js';
import { readAll, writeFile } from '../../support/samples.js';

// All reports are invented.
export const agency = 'XADEMO100';

export function submission(reports: string, version = '4.2'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- invented -->
<nibrs:Submission xmlns:nibrs="http://fbi.gov/cjis/nibrs/${version}" xmlns:cjis="http://fbi.gov/cjis/1.0"
  xmlns:j="http://release.niem.gov/niem/domains/jxdm/5.2/" xmlns:nc="http://release.niem.gov/niem/niem-core/3.0/"
  xmlns:s="http://release.niem.gov/niem/structures/3.0/">
<cjis:MessageMetadata><cjis:MessageImplementationVersion>${version}</cjis:MessageImplementationVersion></cjis:MessageMetadata>
${reports}
</nibrs:Submission>`;
}

export function report(category: string, action: string, body: string, ori = agency): string {
  return `<nibrs:Report><nibrs:ReportHeader><nibrs:NIBRSReportCategoryCode>${category}</nibrs:NIBRSReportCategoryCode>
<nibrs:ReportActionCategoryCode>${action}</nibrs:ReportActionCategoryCode>
<nibrs:ReportingAgency><j:OrganizationAugmentation><j:OrganizationORIIdentification><nc:IdentificationID>${ori}</nc:IdentificationID></j:OrganizationORIIdentification></j:OrganizationAugmentation></nibrs:ReportingAgency>
</nibrs:ReportHeader>${body}</nibrs:Report>`;
}

export const incident = (number: string, date = '<nc:Date>2024-05-06</nc:Date>', more = '') =>
  `<nc:Incident><nc:ActivityIdentification><nc:IdentificationID>${number}</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityDate>${date}</nc:ActivityDate>${more}</nc:Incident>`;
export const offence = (code: string, attempted = false) =>
  `<j:Offense s:id="O${code}"><nibrs:OffenseUCRCode>${code}</nibrs:OffenseUCRCode><j:OffenseAttemptedIndicator>${attempted}</j:OffenseAttemptedIndicator></j:Offense>`;
export const drug = (code: string, quantity: string, unit: string, status = 'SEIZED') =>
  `<nc:Substance><nc:ItemStatus><cjis:ItemStatusCode>${status}</cjis:ItemStatusCode></nc:ItemStatus><j:ItemCategoryNIBRSPropertyCategoryCode>10</j:ItemCategoryNIBRSPropertyCategoryCode><j:DrugCategoryCode>${code}</j:DrugCategoryCode><nc:SubstanceQuantityMeasure><nc:MeasureDecimalValue>${quantity}</nc:MeasureDecimalValue><j:SubstanceUnitCode>${unit}</j:SubstanceUnitCode></nc:SubstanceQuantityMeasure></nc:Substance>`;
export const property = (code: string, status: string, amount: string) =>
  `<nc:Item><nc:ItemStatus><cjis:ItemStatusCode>${status}</cjis:ItemStatusCode></nc:ItemStatus><nc:ItemValue><nc:ItemValueAmount><nc:Amount>${amount}</nc:Amount></nc:ItemValueAmount></nc:ItemValue><j:ItemCategoryNIBRSPropertyCategoryCode>${code}</j:ItemCategoryNIBRSPropertyCategoryCode><nc:ItemQuantity>2</nc:ItemQuantity></nc:Item>`;
export const person = (id: string, age: string, sex = 'F') =>
  `<nc:Person s:id="${id}"><nc:PersonAgeMeasure>${age}</nc:PersonAgeMeasure><j:PersonEthnicityCode>N</j:PersonEthnicityCode><j:PersonRaceNDExCode>W</j:PersonRaceNDExCode><j:PersonSexCode>${sex}</j:PersonSexCode></nc:Person>`;
export const range = (least: number, most: number) =>
  `<nc:MeasureRangeValue><nc:RangeMaximumIntegerValue>${most}</nc:RangeMaximumIntegerValue><nc:RangeMinimumIntegerValue>${least}</nc:RangeMinimumIntegerValue></nc:MeasureRangeValue>`;
export const years = (age: number) => `<nc:MeasureIntegerValue>${age}</nc:MeasureIntegerValue>`;
export const arrestee = (sequence: number, personId = `P${sequence}`) =>
  `<j:Arrestee s:id="A${sequence}"><nc:RoleOfPerson s:ref="${personId}"/><j:ArrestSequenceID>${sequence}</j:ArrestSequenceID></j:Arrestee>`;
export const arrest = (number: string, date = '2024-05-07', charge = '90D') =>
  `<j:Arrest s:id="X1"><nc:ActivityIdentification><nc:IdentificationID>${number}</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityDate><nc:Date>${date}</nc:Date></nc:ActivityDate><j:ArrestCharge><nibrs:ChargeUCRCode>${charge}</nibrs:ChargeUCRCode></j:ArrestCharge><j:ArrestCategoryCode>T</j:ArrestCategoryCode></j:Arrest>`;

export const read = (text: string) => readAll(nibrs, [writeFile('submission.xml', text)]);
export const groupA = (action: string, body: string) => report('GROUP A INCIDENT REPORT', action, body);
export const groupB = (action: string, body: string) => report('GROUP B ARREST REPORT', action, body);
