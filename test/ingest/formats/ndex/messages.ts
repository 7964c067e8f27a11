import { ndex } from '../../../../ingest/formats/ndex/ndex.js';
import { readAll, writeFile } from '../../support/samples.js';

// All data items are invented.
export interface Parts {
  readonly id?: string;
  readonly instruction?: string;
  readonly sharing?: string;
  readonly digest?: string;
  readonly payload?: string;
  readonly category?: string;
  readonly status?: string;
}

export function dataItem(parts: Parts = {}): string {
  const { id = 'SPECIMEN-1', instruction = 'Insert', sharing = 'Green', digest = incident(), payload = '' } = parts;
  return `<lexs:DataItemPackage><lexs:PackageMetadata><lexs:DataItemID>${id}</lexs:DataItemID>
<lexs:DataItemPublishInstruction>${instruction}</lexs:DataItemPublishInstruction><lexs:DataItemStatus>${parts.status ?? ''}</lexs:DataItemStatus>
<lexs:DataOwnerMetadata><lexs:DataOwnerIdentifier><lexs:ORI>XADEMO100</lexs:ORI><lexs:SystemID>RMS</lexs:SystemID></lexs:DataOwnerIdentifier></lexs:DataOwnerMetadata>
<lexs:DisseminationCriteriaValue><lexs:DisseminationCriteriaDomainText>N-DEx</lexs:DisseminationCriteriaDomainText><lexs:DisseminationCriteriaText>${sharing}</lexs:DisseminationCriteriaText></lexs:DisseminationCriteriaValue>
<lexs:DataItemCategory><lexs:DataItemCategoryText>${parts.category ?? 'Incident Report'}</lexs:DataItemCategoryText></lexs:DataItemCategory>
</lexs:PackageMetadata><lexs:Digest>${digest}</lexs:Digest>
<lexs:StructuredPayload><ndexia:IncidentReport>${payload}</ndexia:IncidentReport></lexs:StructuredPayload></lexs:DataItemPackage>`;
}

export function message(items: string, { version = '2.1', sensitivity = 'SBU', wrap = false } = {}): string {
  const publish = `<lexspd:doPublish xmlns:nc="http://niem.gov/niem/niem-core/2.0" xmlns:lexs="http://usdoj.gov/leisp/lexs/3.1"
 xmlns:lexspd="http://usdoj.gov/leisp/lexs/publishdiscover/3.1" xmlns:lexsdigest="http://usdoj.gov/leisp/lexs/digest/3.1"
 xmlns:s="http://niem.gov/niem/structures/2.0" xmlns:j="http://niem.gov/niem/domains/jxdm/4.0"
 xmlns:lexslib="http://usdoj.gov/leisp/lexs/library/3.1" xmlns:ndexia="http://fbi.gov/cjis/N-DEx/IncidentArrest/${version}">
<lexs:PublishMessageContainer><lexs:PublishMessage>
<lexs:PDMessageMetadata><lexs:LEXSVersion>3.1.4</lexs:LEXSVersion><lexs:DataSensitivity>${sensitivity}</lexs:DataSensitivity></lexs:PDMessageMetadata>
${items}
</lexs:PublishMessage></lexs:PublishMessageContainer></lexspd:doPublish>`;
  return wrap ? `<ir:IncidentReport xmlns:ir="http://state.example/incident">${publish}</ir:IncidentReport>` : publish;
}

export const incident = (date = '<nc:Date>2024-05-06</nc:Date>', more = '') =>
  `<lexsdigest:EntityActivity><nc:Activity s:id="I1"><nc:ActivityIdentification><nc:IdentificationID>CASE-1</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityCategoryText>Incident</nc:ActivityCategoryText><nc:ActivityDate>${date}</nc:ActivityDate>${more}</nc:Activity></lexsdigest:EntityActivity>`;
export const person = (id: string, name: string, role: string, more = '') =>
  `<lexsdigest:EntityPerson><lexsdigest:Person s:id="${id}">${more}${
    name === ''
      ? ''
      : `<nc:PersonName><nc:PersonGivenName>Fictius</nc:PersonGivenName><nc:PersonSurName>${name}</nc:PersonSurName></nc:PersonName>`
  }<nc:PersonSexCode>M</nc:PersonSexCode></lexsdigest:Person>${
    role === '' ? '' : `<j:${role}><nc:RoleOfPersonReference s:ref="${id}"/></j:${role}>`
  }</lexsdigest:EntityPerson>`;
export const born = (date: string) => `<nc:PersonBirthDate><nc:Date>${date}</nc:Date></nc:PersonBirthDate>`;
export const aged = (years: number) =>
  `<nc:PersonAgeMeasure><nc:MeasurePointValue>${years}</nc:MeasurePointValue></nc:PersonAgeMeasure>`;
export const location = (id: string, address: string) =>
  `<lexsdigest:EntityLocation><nc:Location s:id="${id}"><nc:LocationAddress><nc:StructuredAddress>${address}</nc:StructuredAddress></nc:LocationAddress></nc:Location></lexsdigest:EntityLocation>`;
export const link = (name: string, ...ends: readonly string[]) =>
  `<lexsdigest:${name}>${ends.map((end) => `<nc:${end.split('=')[0]} s:ref="${end.split('=')[1]}"/>`).join('')}</lexsdigest:${name}>`;

export const read = (items: string, options?: Parameters<typeof message>[1]) =>
  readAll(ndex, [writeFile('message.xml', message(items, options))]);
export const key = 'XADEMO100/RMS/SPECIMEN-1';
