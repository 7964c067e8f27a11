// SPDX-License-Identifier: Apache-2.0
import type { MessageTable, Target } from '../cargo/messageTable.js';

/*
 * Elements of the filings of the second Import Control System: harmonised trader interface, information exchanges of
 * specification 2.02 (2022-05-04), "ICS2 XML name" of IE3F10 to IE3F51 and of their amendments IE3A10 to IE3A51. All
 * filings share one set of element names, of which each uses a part. Times may stand in a `DateTime` of their own.
 */

/** A party with its address, as every level writes it. */
function party(path: string, role: string): MessageTable {
  return {
    [path]: `+party:${role}`,
    [`${path}/name`]: 'party.name',
    [`${path}/identificationNumber`]: 'party.eori',
    [`${path}/typeOfPerson`]: 'party.personType',
    [`${path}/status`]: 'raw',
    [`${path}/communication`]: 'raw',
    [`${path}/address/street`]: 'party.street',
    [`${path}/address/streetAdditionalLine`]: 'party.streetMore',
    [`${path}/address/number`]: 'party.number',
    [`${path}/address/poBox`]: 'party.poBox',
    [`${path}/address/postCode`]: 'party.postcode',
    [`${path}/address/city`]: 'party.city',
    [`${path}/address/subDivision`]: 'raw',
    [`${path}/address/country`]: 'party.country',
  };
}

function time(path: string, target: Target): MessageTable {
  return { [path]: target, [`${path}/DateTime`]: target };
}

function place(path: string, kind: string): MessageTable {
  return {
    [path]: `+place:${kind}`,
    [`${path}/UNLOCODE`]: 'place.code',
    [`${path}/location`]: 'place.text',
    [`${path}/address/country`]: 'place.country',
  };
}

/** Documents, statements and actors, which every level may have. */
function statements(path: string): MessageTable {
  return {
    [`${path}/supportingDocuments`]: '+document:supporting',
    [`${path}/supportingDocuments/type`]: 'document.type',
    [`${path}/supportingDocuments/referenceNumber`]: 'document.reference',
    [`${path}/additionalInformation`]: '+information',
    [`${path}/additionalInformation/code`]: 'information.code',
    [`${path}/additionalInformation/text`]: 'information.text',
    [`${path}/additionalSupplyChainActor`]: '+party:ACTOR',
    [`${path}/additionalSupplyChainActor/identificationNumber`]: 'party.eori',
    [`${path}/additionalSupplyChainActor/role`]: 'party.role',
    [`${path}/passiveBorderTransportMeans`]: 'raw',
    [`${path}/transportEquipment`]: '+equipment',
    [`${path}/transportEquipment/containerIdentificationNumber`]: 'equipment.id',
    [`${path}/transportEquipment/containerSizeAndType`]: 'equipment.sizeType',
    [`${path}/transportEquipment/containerPackedStatus`]: 'equipment.packed',
    [`${path}/transportEquipment/containerSupplierType`]: 'equipment.supplier',
    [`${path}/transportEquipment/numberOfSeals`]: 'raw',
    [`${path}/transportEquipment/seal`]: '+seal',
    [`${path}/transportEquipment/seal/identifier`]: 'seal.id',
  };
}

function goodsItem(path: string): MessageTable {
  return {
    [path]: '+item',
    [`${path}/goodsItemNumber`]: 'item.sequence',
    [`${path}/commodity/descriptionOfGoods`]: 'item.description',
    [`${path}/commodity/cusCode`]: 'item.cusCode',
    [`${path}/commodity/commodityCode/harmonizedSystemSubHeadingCode`]: 'item.commodityCode',
    [`${path}/commodity/commodityCode/combinedNomenclatureCode`]: 'item.commodityCodeMore',
    [`${path}/commodity/dangerousGoods/UNNumber`]: 'item.unNumber',
    [`${path}/weight/grossMass`]: 'item.grossMass',
    [`${path}/weight/netMass`]: 'item.netMass',
    [`${path}/countryOfOrigin`]: 'item.origin',
    [`${path}/packaging`]: '+package',
    [`${path}/packaging/typeOfPackages`]: 'package.type',
    [`${path}/packaging/numberOfPackages`]: 'package.count',
    [`${path}/packaging/shippingMarks`]: 'package.marks',
    ...statements(path),
  };
}

/** What master and house level share. */
function level(path: string): MessageTable {
  return {
    [`${path}/containerIndicator`]: 'raw',
    [`${path}/receptacle`]: 'raw',
    [`${path}/transportCharges`]: 'raw',
    [`${path}/countriesOfRoutingOfConsignment`]: 'raw',
    ...place(`${path}/placeOfAcceptance`, 'acceptance'),
    ...place(`${path}/placeOfDelivery`, 'delivery'),
    ...place(`${path}/placeOfLoading`, 'loading'),
    ...place(`${path}/placeOfUnloading`, 'unloading'),
    ...party(`${path}/carrier`, 'CARRIER'),
    ...party(`${path}/consignor`, 'CONSIGNOR'),
    ...party(`${path}/consignee`, 'CONSIGNEE'),
    ...party(`${path}/notifyParty`, 'NOTIFY_PARTY'),
    ...party(`${path}/goodsShipment/buyer`, 'BUYER'),
    ...party(`${path}/goodsShipment/seller`, 'SELLER'),
    ...statements(path),
    ...goodsItem(`${path}/goodsItem`),
  };
}

function document(path: string, kind: string): MessageTable {
  return {
    [path]: `+document:${kind}`,
    [`${path}/documentNumber`]: 'document.reference',
    [`${path}/type`]: 'document.type',
  };
}

const master = 'consignmentMasterLevel';
const house = `${master}/consignmentHouseLevel`;

/** IE3F10 to IE3F51: filings, which name themselves by LRN. IE3A10 to IE3A51: amendments, which name a filing by MRN. */
export const ics2Filing: MessageTable = {
  LRN: 'lrn',
  MRN: 'mrn',
  ...time('documentIssueDate', 'declaredAt'),
  specificCircumstanceIndicator: 'specificCircumstance',
  referralRequestReference: 'raw',
  reEntryIndicator: 'raw',
  'splitConsignment/splitConsignmentIndicator': 'split',
  'splitConsignment/previousMRN': 'previousMrn',
  addressedMemberState: 'raw',
  supplementaryDeclarant: 'raw',
  ...party('representative', 'REPRESENTATIVE'),
  ...party('declarant', 'DECLARANT'),
  'activeBorderTransportMeans/identificationNumber': 'meansId',
  'activeBorderTransportMeans/typeOfIdentification': 'meansType',
  'activeBorderTransportMeans/typeOfMeansOfTransport': 'raw',
  'activeBorderTransportMeans/nationality': 'meansNationality',
  'activeBorderTransportMeans/modeOfTransport': 'transportMode',
  'activeBorderTransportMeans/conveyanceReferenceNumber': 'conveyance',
  ...time('activeBorderTransportMeans/actualDateAndTimeOfDeparture', 'departure'),
  ...time('activeBorderTransportMeans/estimatedDateAndTimeOfDeparture', 'departure'),
  ...time('activeBorderTransportMeans/estimatedDateAndTimeOfArrival', 'estimatedArrival'),
  ...time('activeBorderTransportMeans/actualDateAndTimeOfArrival', 'actualArrival'),
  'activeBorderTransportMeans/countriesOfRoutingOfMeansOfTransport': '+route',
  'activeBorderTransportMeans/countriesOfRoutingOfMeansOfTransport/sequenceNumber': 'route.sequence',
  'activeBorderTransportMeans/countriesOfRoutingOfMeansOfTransport/country': 'route.country',
  ...level(master),
  [`${master}/totalGrossMass`]: 'totalMass',
  [`${master}/referenceNumberUCR/referenceNumberUCR`]: 'ucr',
  ...document(`${master}/transportDocumentMasterLevel`, 'transport'),
  ...level(house),
  [house]: '+house',
  [`${house}/totalGrossMass`]: 'house.grossMass',
  [`${house}/referenceNumberUCR/referenceNumberUCR`]: 'house.ucr',
  ...document(`${house}/transportDocumentHouseLevel`, 'transport'),
  ...document(`${house}/transportDocumentMasterLevel`, 'master'),
  'customsOfficeOfFirstEntry/referenceNumber': 'entryOffice',
};
