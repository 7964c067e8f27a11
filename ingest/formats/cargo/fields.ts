/** What the elements of a declaration may mean, whatever the message calls them, and the field of the graph that has it. */
export const fields = {
  mrn: 'Consignment.mrn',
  lrn: 'Consignment.lrn',
  sender: 'Handling.sourceRef',
  ucr: 'Consignment.ucr',
  functionCode: 'Consignment.qualityFlags',
  amendmentReason: 'Consignment.qualityFlags',
  declarationType: 'Consignment.declarationType',
  specificCircumstance: 'Consignment.specificCircumstanceIndicator',
  split: 'Consignment.splitConsignment',
  previousMrn: 'Consignment.previousMrn',
  declaredAt: 'Consignment.declaredAt',
  acceptedAt: 'Consignment.declaredAt',
  transportMode: 'Consignment.transportMode',
  meansId: 'Consignment.borderTransportMeans.identification',
  meansType: 'Consignment.borderTransportMeans.identificationType',
  meansNationality: 'Consignment.borderTransportMeans.nationality',
  inlandMeansId: 'Consignment.borderTransportMeans.identification',
  inlandMeansType: 'Consignment.borderTransportMeans.identificationType',
  conveyance: 'Consignment.conveyanceReference',
  departure: 'Consignment.departure',
  estimatedArrival: 'Consignment.estimatedArrival',
  actualArrival: 'Consignment.actualArrival',
  entryOffice: 'Consignment.customsOfficeFirstEntry',
  exitOffice: 'Consignment.customsOfficeExit',
  exportCountry: 'Consignment.countryOfExport',
  destinationCountry: 'Consignment.countryOfDestination',
  totalItems: 'Consignment.qualityFlags',
  totalMass: 'Consignment.grossMassKg',
  invoiceAmount: 'Consignment.invoiceAmount',
  termsCode: 'Consignment.deliveryTerms',
  termsPlace: 'Consignment.deliveryTerms',
  goodsLocationName: 'Consignment.goodsLocation',
  goodsLocationType: 'Consignment.goodsLocation',
  goodsLocationQualifier: 'Consignment.goodsLocation',
  goodsLocationCountry: 'Consignment.goodsLocation',
  'route.country': 'Consignment.countriesOfRouting',
  'route.sequence': 'Consignment.countriesOfRouting',
  'place.text': 'Consignment.placeOfLoading, placeOfUnloading, placeOfAcceptance, placeOfDelivery',
  'place.code': 'Consignment.placeOfLoading, placeOfUnloading, placeOfAcceptance, placeOfDelivery',
  'place.country': 'Consignment.placeOfLoadingStated and its like',
  'party.name': 'TradeParty.name',
  'party.eori': 'TradeParty.eori',
  'party.role': 'TradeParty.role',
  'party.personType': 'TradeParty.personType',
  'party.street': 'TradeParty.address.street',
  'party.streetMore': 'TradeParty.address.street',
  'party.number': 'TradeParty.address.street',
  'party.poBox': 'TradeParty.address.street',
  'party.city': 'TradeParty.address.city',
  'party.postcode': 'TradeParty.address.postcode',
  'party.country': 'TradeParty.address.country',
  'document.type': 'Consignment.transportDocument, documents; GoodsItem.documents',
  'document.category': 'Consignment.transportDocument, documents; GoodsItem.documents',
  'document.reference': 'Consignment.transportDocument, documents; GoodsItem.documents',
  'information.code': 'GoodsItem.additionalInformation',
  'information.text': 'GoodsItem.additionalInformation',
  'equipment.id': 'TransportEquipment.containerId',
  'equipment.sequence': 'TransportEquipment.sequence',
  'equipment.sizeType': 'TransportEquipment.sizeType',
  'equipment.packed': 'TransportEquipment.packedStatus',
  'equipment.supplier': 'TransportEquipment.supplierType',
  'seal.id': 'TransportEquipment.seals; Consignment.seals',
  'item.sequence': 'GoodsItem.sequence',
  'item.description': 'GoodsItem.description',
  'item.commodityCode': 'GoodsItem.commodityCode, hs6, cn8',
  'item.commodityCodeMore': 'GoodsItem.commodityCode, cn8',
  'item.cusCode': 'GoodsItem.cusCode',
  'item.unNumber': 'GoodsItem.dangerousGoodsUnNumber',
  'item.grossMass': 'GoodsItem.grossMassKg',
  'item.netMass': 'GoodsItem.netMassKg',
  'item.origin': 'GoodsItem.countryOfOrigin',
  'item.value': 'GoodsItem.value',
  'item.statisticalValue': 'GoodsItem.value',
  'item.ucr': 'HouseConsignment.ucr',
  'classification.code': 'GoodsItem.commodityCode, hs6, cn8',
  'classification.type': 'GoodsItem.commodityCode, hs6, cn8',
  'package.type': 'GoodsItem.packages.type',
  'package.count': 'GoodsItem.packages.count',
  'package.marks': 'GoodsItem.packages.marks',
  'house.ucr': 'HouseConsignment.ucr',
  'house.grossMass': 'HouseConsignment.grossMassKg',
} as const satisfies Record<string, string>;

export type Field = keyof typeof fields;

/** Groups of elements that may be repeated. */
export type Scope =
  | 'message'
  | 'party'
  | 'place'
  | 'route'
  | 'document'
  | 'information'
  | 'equipment'
  | 'seal'
  | 'item'
  | 'classification'
  | 'package'
  | 'house';
