// SPDX-License-Identifier: Apache-2.0
import type { MessageTable, Target } from '../cargo/messageTable.js';

/*
 * Classes and attributes of the WCO Data Model 3 as a declaration (`DEC`) of the DMS customisation writes them, with the
 * data elements that customs services of the Union and the United Kingdom use. Paths begin below `Declaration`.
 */

function party(path: string, role: string): MessageTable {
  return {
    [path]: `+party:${role}`,
    [`${path}/ID`]: 'party.eori',
    [`${path}/ID@schemeID`]: 'raw',
    [`${path}/Name`]: 'party.name',
    [`${path}/Name@languageID`]: 'raw',
    [`${path}/FunctionCode`]: 'raw',
    [`${path}/RoleCode`]: 'party.role',
    [`${path}/Communication`]: 'raw',
    [`${path}/Contact`]: 'raw',
    [`${path}/Address/Line`]: 'party.street',
    [`${path}/Address/CityName`]: 'party.city',
    [`${path}/Address/PostcodeID`]: 'party.postcode',
    [`${path}/Address/CountryCode`]: 'party.country',
    [`${path}/Address/CountrySubDivisionCode`]: 'raw',
    [`${path}/Address/CountrySubDivisionName`]: 'raw',
    [`${path}/Address/TypeCode`]: 'raw',
  };
}

/** A time in `DateTimeString`, with its format code. */
function time(path: string, target: Target): MessageTable {
  return { [`${path}/DateTimeString`]: target, [`${path}/DateTimeString@formatCode`]: 'raw' };
}

function document(path: string, kind: string): MessageTable {
  return {
    [path]: `+document:${kind}`,
    [`${path}/CategoryCode`]: 'document.category',
    [`${path}/TypeCode`]: 'document.type',
    [`${path}/ID`]: 'document.reference',
    [`${path}/Name`]: 'raw',
    [`${path}/LineNumeric`]: 'raw',
    [`${path}/LPCOExemptionCode`]: 'raw',
    [`${path}/EffectiveDateTime`]: 'raw',
    [`${path}/IssueDateTime`]: 'raw',
    [`${path}/Submitter`]: 'raw',
    [`${path}/WriteOff`]: 'raw',
  };
}

function information(path: string): MessageTable {
  return {
    [path]: '+information',
    [`${path}/StatementCode`]: 'information.code',
    [`${path}/StatementDescription`]: 'information.text',
    [`${path}/StatementTypeCode`]: 'raw',
    [`${path}/LimitDateTime`]: 'raw',
    [`${path}/Pointer`]: 'raw',
  };
}

function amount(path: string, target: Target): MessageTable {
  return { [path]: target, [`${path}@currencyID`]: 'raw' };
}

function mass(path: string, target: Target): MessageTable {
  return { [path]: target, [`${path}@unitCode`]: 'raw' };
}

function place(path: string, kind: string): MessageTable {
  return { [path]: `+place:${kind}`, [`${path}/ID`]: 'place.code', [`${path}/Name`]: 'place.text' };
}

/** Containers; `SequenceNumeric` numbers them within the declaration, as the order of the message does. */
function equipment(path: string): MessageTable {
  return {
    [path]: '+equipment',
    [`${path}/SequenceNumeric`]: 'raw',
    [`${path}/ID`]: 'equipment.id',
    [`${path}/CharacteristicCode`]: 'equipment.sizeType',
    [`${path}/FullnessCode`]: 'equipment.packed',
    [`${path}/Seal`]: '+seal',
    [`${path}/Seal/SequenceNumeric`]: 'raw',
    [`${path}/Seal/ID`]: 'seal.id',
  };
}

function itinerary(path: string): MessageTable {
  return {
    [path]: '+route',
    [`${path}/SequenceNumeric`]: 'route.sequence',
    [`${path}/RoutingCountryCode`]: 'route.country',
    [`${path}/ID`]: 'raw',
  };
}

function inlandMeans(path: string): MessageTable {
  return {
    [`${path}/ID`]: 'inlandMeansId',
    [`${path}/IdentificationTypeCode`]: 'inlandMeansType',
    [`${path}/ModeCode`]: 'raw',
    [`${path}/TypeCode`]: 'raw',
    [`${path}/Name`]: 'raw',
  };
}

const shipment = 'GoodsShipment';
const consignment = `${shipment}/Consignment`;
const item = `${shipment}/GovernmentAgencyGoodsItem`;

/** `urn:wco:datamodel:WCO:DEC-DMS:2`, Data Model 3.6. */
export const declarationDms2: MessageTable = {
  ID: 'mrn',
  FunctionalReferenceID: 'lrn',
  FunctionCode: 'functionCode',
  TypeCode: 'declarationType',
  VersionID: 'raw',
  ProcedureCategory: 'raw',
  SpecificCircumstancesCodeCode: 'specificCircumstance',
  ...time('IssueDateTime', 'declaredAt'),
  IssueLocationID: 'raw',
  ...time('AcceptanceDateTime', 'acceptedAt'),
  DeclarationOfficeID: 'raw',
  GoodsItemQuantity: 'totalItems',
  LoadingListQuantity: 'raw',
  TotalPackageQuantity: 'raw',
  ...mass('TotalGrossMassMeasure', 'totalMass'),
  ...amount('InvoiceAmount', 'invoiceAmount'),
  AdditionalDocument: 'raw',
  ...information('AdditionalInformation'),
  'Amendment/ChangeReasonCode': 'amendmentReason',
  'Amendment/Pointer': 'raw',
  Authentication: 'raw',
  AuthorisationHolder: 'raw',
  CurrencyExchange: 'raw',
  ObligationGuarantee: 'raw',
  PresentationOffice: 'raw',
  SupervisingOffice: 'raw',
  ...party('Agent', 'REPRESENTATIVE'),
  ...party('Declarant', 'DECLARANT'),
  ...party('Exporter', 'EXPORTER'),
  ...party('Submitter', 'DECLARANT'),
  'BorderTransportMeans/ID': 'meansId',
  'BorderTransportMeans/IdentificationTypeCode': 'meansType',
  'BorderTransportMeans/RegistrationNationalityCode': 'meansNationality',
  'BorderTransportMeans/ModeCode': 'transportMode',
  'BorderTransportMeans/JourneyID': 'conveyance',
  'BorderTransportMeans/Name': 'raw',
  'BorderTransportMeans/TypeCode': 'raw',
  ...time('BorderTransportMeans/DepartureDateTime', 'departure'),
  ...time('BorderTransportMeans/EstimatedArrivalDateTime', 'estimatedArrival'),
  ...time('BorderTransportMeans/ArrivalDateTime', 'actualArrival'),
  ...itinerary('BorderTransportMeans/Itinerary'),
  ...party('Consignment/Carrier', 'CARRIER'),
  ...party('Consignment/Consignor', 'CONSIGNOR'),
  'Consignment/ConsignmentItem': 'raw',
  'Consignment/Freight': 'raw',
  ...itinerary('Consignment/Itinerary'),
  'EntryOffice/ID': 'entryOffice',
  'ExitOffice/ID': 'exitOffice',
  [`${shipment}/TransactionNatureCode`]: 'raw',
  [`${shipment}/ExitDateTime`]: 'raw',
  ...information(`${shipment}/AdditionalInformation`),
  ...document(`${shipment}/AdditionalDocument`, 'supporting'),
  ...document(`${shipment}/PreviousDocument`, 'previous'),
  ...party(`${shipment}/AEOMutualRecognitionParty`, 'ACTOR'),
  ...party(`${shipment}/Buyer`, 'BUYER'),
  ...party(`${shipment}/Seller`, 'SELLER'),
  ...party(`${shipment}/Consignor`, 'CONSIGNOR'),
  ...party(`${shipment}/Consignee`, 'CONSIGNEE'),
  ...party(`${shipment}/Exporter`, 'EXPORTER'),
  ...party(`${shipment}/Importer`, 'IMPORTER'),
  ...party(`${shipment}/NotifyParty`, 'NOTIFY_PARTY'),
  [`${shipment}/DomesticDutyTaxParty`]: 'raw',
  [`${shipment}/Invoice`]: 'raw',
  [`${shipment}/Payer`]: 'raw',
  [`${shipment}/Surety`]: 'raw',
  [`${shipment}/CustomsValuation`]: 'raw',
  [`${shipment}/Destination/CountryCode`]: 'destinationCountry',
  [`${shipment}/Destination/RegionID`]: 'raw',
  [`${shipment}/ExportCountry/ID`]: 'exportCountry',
  [`${shipment}/Origin`]: 'raw',
  [`${shipment}/TradeTerms/ConditionCode`]: 'termsCode',
  [`${shipment}/TradeTerms/LocationID`]: 'termsPlace',
  [`${shipment}/TradeTerms/LocationName`]: 'termsPlace',
  [`${shipment}/TradeTerms/Description`]: 'raw',
  [`${shipment}/TradeTerms/CountryRelationshipCode`]: 'raw',
  [`${shipment}/UCR/TraderAssignedReferenceID`]: 'ucr',
  [`${shipment}/UCR/ID`]: 'raw',
  [`${shipment}/Warehouse`]: 'raw',
  [`${consignment}/ContainerCode`]: 'raw',
  ...inlandMeans(`${consignment}/ArrivalTransportMeans`),
  ...inlandMeans(`${consignment}/DepartureTransportMeans`),
  ...party(`${consignment}/Carrier`, 'CARRIER'),
  ...party(`${consignment}/Consignor`, 'CONSIGNOR'),
  ...party(`${consignment}/Consignee`, 'CONSIGNEE'),
  ...party(`${consignment}/NotifyParty`, 'NOTIFY_PARTY'),
  [`${consignment}/GoodsLocation/Name`]: 'goodsLocationName',
  [`${consignment}/GoodsLocation/ID`]: 'goodsLocationName',
  [`${consignment}/GoodsLocation/TypeCode`]: 'goodsLocationType',
  [`${consignment}/GoodsLocation/Address/CountryCode`]: 'goodsLocationCountry',
  [`${consignment}/GoodsLocation/Address/TypeCode`]: 'goodsLocationQualifier',
  [`${consignment}/GoodsLocation/Address/Line`]: 'raw',
  [`${consignment}/GoodsLocation/Address/CityName`]: 'raw',
  [`${consignment}/GoodsLocation/Address/PostcodeID`]: 'raw',
  ...itinerary(`${consignment}/Itinerary`),
  ...place(`${consignment}/LoadingLocation`, 'loading'),
  ...place(`${consignment}/UnloadingLocation`, 'unloading'),
  ...place(`${consignment}/GoodsReceiptPlace`, 'delivery'),
  ...document(`${consignment}/TransportContractDocument`, 'transport'),
  ...equipment(`${consignment}/TransportEquipment`),
  [item]: '+item',
  [`${item}/SequenceNumeric`]: 'item.sequence',
  [`${item}/CustomsValueAmount`]: 'raw',
  ...amount(`${item}/StatisticalValueAmount`, 'item.statisticalValue'),
  [`${item}/TransactionNatureCode`]: 'raw',
  ...document(`${item}/AdditionalDocument`, 'supporting'),
  ...document(`${item}/PreviousDocument`, 'previous'),
  ...information(`${item}/AdditionalInformation`),
  ...party(`${item}/AEOMutualRecognitionParty`, 'ACTOR'),
  ...party(`${item}/Buyer`, 'BUYER'),
  ...party(`${item}/Seller`, 'SELLER'),
  ...party(`${item}/Consignor`, 'CONSIGNOR'),
  ...party(`${item}/Consignee`, 'CONSIGNEE'),
  ...party(`${item}/Exporter`, 'EXPORTER'),
  ...party(`${item}/Manufacturer`, 'MANUFACTURER'),
  [`${item}/DomesticDutyTaxParty`]: 'raw',
  [`${item}/Commodity/Description`]: 'item.description',
  [`${item}/Commodity/Description@languageID`]: 'raw',
  [`${item}/Commodity/Classification`]: '+classification',
  [`${item}/Commodity/Classification/ID`]: 'classification.code',
  [`${item}/Commodity/Classification/IdentificationTypeCode`]: 'classification.type',
  [`${item}/Commodity/Classification/BindingTariffReferenceID`]: 'raw',
  [`${item}/Commodity/DangerousGoods/UNDGID`]: 'item.unNumber',
  [`${item}/Commodity/DutyTaxFee`]: 'raw',
  ...mass(`${item}/Commodity/GoodsMeasure/GrossMassMeasure`, 'item.grossMass'),
  ...mass(`${item}/Commodity/GoodsMeasure/NetNetWeightMeasure`, 'item.netMass'),
  [`${item}/Commodity/GoodsMeasure/TariffQuantity`]: 'raw',
  [`${item}/Commodity/GoodsMeasure/TariffQuantity@unitCode`]: 'raw',
  ...amount(`${item}/Commodity/InvoiceLine/ItemChargeAmount`, 'item.value'),
  [`${item}/Commodity/TransportEquipment`]: 'raw',
  [`${item}/CustomsValuation`]: 'raw',
  [`${item}/Destination`]: 'raw',
  [`${item}/ExportCountry`]: 'raw',
  [`${item}/GovernmentProcedure`]: 'raw',
  [`${item}/Origin/CountryCode`]: 'item.origin',
  [`${item}/Origin/TypeCode`]: 'raw',
  [`${item}/Origin/RegionID`]: 'raw',
  [`${item}/Packaging`]: '+package',
  [`${item}/Packaging/SequenceNumeric`]: 'raw',
  [`${item}/Packaging/TypeCode`]: 'package.type',
  [`${item}/Packaging/QuantityQuantity`]: 'package.count',
  [`${item}/Packaging/MarksNumbersID`]: 'package.marks',
  [`${item}/Packaging/PackingMaterialDescription`]: 'raw',
  [`${item}/Packaging/LengthMeasure`]: 'raw',
  [`${item}/Packaging/WidthMeasure`]: 'raw',
  [`${item}/Packaging/HeightMeasure`]: 'raw',
  [`${item}/Packaging/VolumeMeasure`]: 'raw',
  [`${item}/RefundRecipientParty`]: 'raw',
  [`${item}/UCR/TraderAssignedReferenceID`]: 'item.ucr',
  [`${item}/UCR/ID`]: 'raw',
  [`${item}/ValuationAdjustment`]: 'raw',
};
