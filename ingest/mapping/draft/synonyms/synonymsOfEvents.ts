// SPDX-License-Identifier: Apache-2.0
import { type Synonym, synonym } from './synonym.js';

const place = [
  synonym(
    'placeOfLoading',
    3,
    'port of loading|pol|loading port|place of loading|departure port|origin port|port of origin|port of lading|foreign port of lading|load port|ladehafen|port de chargement|laadhaven|puerto de carga',
  ),
  synonym(
    'placeOfUnloading',
    3,
    'port of discharge|pod|port of unloading|place of unloading|discharge port|arrival port|destination port|port of destination|port of unlading|loschhafen|port de dechargement|loshaven|puerto de descarga',
  ),
  synonym('placeOfDelivery', 1, 'place of delivery|final destination|delivery place'),
];
const mode = 'transport mode|mode of transport|shipment mode|mode|verkehrszweig|mode de transport|vervoerswijze';

/** `consignment` */
export const consignmentSynonyms: readonly Synonym[] = [
  synonym(
    'countryOfDestination',
    2,
    'destination country|country of destination|bestimmungsland|pays de destination|importer|importing country|importer country',
  ),
  synonym('countryOfDestination', 0, 'country'),
  synonym(
    'countryOfExport',
    2,
    'country of export|export country|country of dispatch|country of departure|departure country|versendungsland|origin country|exporter|exporting country|exporter country',
  ),
  synonym(
    'deliveryTerms',
    3,
    'incoterm|incoterms|inco term|inco terms|vendor inco term|delivery terms|lieferbedingung',
  ),
  synonym('freightCost', 3, 'freight cost|freight|freight charges|frachtkosten|frais de transport'),
  synonym('insuranceCost', 3, 'insurance cost|insurance|line item insurance|insurance amount|versicherung'),
  synonym(
    'invoiceAmount',
    2,
    'invoice amount|invoice value|invoice total|total value|rechnungsbetrag|montant facture|customs value',
  ),
  synonym(
    'goodsItems.countryOfOrigin',
    2,
    'country of origin|origin|ursprungsland|pays d origine|manufacturing country',
  ),
  synonym(
    'placeOfLoadingStated',
    1,
    'port of loading|pol|loading port|place of loading|departure port|origin port|port of origin|port of lading|foreign port of lading|load port|ladehafen|port de chargement',
  ),
  synonym(
    'placeOfUnloadingStated',
    1,
    'port of discharge|pod|port of unloading|place of unloading|discharge port|arrival port|destination port|port of destination|port of unlading|loschhafen|port de dechargement',
  ),
  synonym('placeOfDeliveryStated', 1, 'place of delivery|final destination|destination'),
  synonym('declaredAt', 2, 'declaration date|declared at|date of declaration|anmeldedatum|date de declaration'),
  synonym('seals', 0, 'seals|seal numbers'),
  synonym('parties[role=MANUFACTURER].name', 2, 'manufacturer|manufacturing site|hersteller|fabricant'),
  synonym('mrn', 3, 'mrn|movement reference number|movement reference'),
  synonym('lrn', 3, 'lrn|local reference number'),
  synonym('ucr', 3, 'ucr|unique consignment reference'),
  synonym(
    'transportDocument.reference',
    3,
    'bill of lading|b l|bl|bl number|b l number|bol|awb|air waybill|waybill|house bill|master bill|transport document|cmr|konnossement|frachtbrief|connaissement|asn dn|bill of lading number|bol number|bill of lading no|bill of lading nbr|bl no|b l no|blno|hbl|mbl|hbl number|mbl number|house bill of lading|master bill of lading|awb number|tracking number',
  ),
  synonym('transportMode', 2, mode),
  synonym('conveyanceReference', 2, 'voyage|voyage number|flight|flight number|reisenummer|voyage no'),
  synonym('vesselName', 1, 'vessel name|vessel|ship name|ship|schiff|navire|schip|buque|carrier vessel|name of vessel'),
  synonym('vesselImo', 1, 'imo|imo number|vessel imo'),
  ...place,
  synonym(
    'estimatedArrival',
    3,
    'eta|estimated arrival|expected arrival|arrival date|scheduled delivery date|ankunft|date d arrivee|aankomst|fecha de llegada|eta date|estimated arrival date|expected arrival date',
  ),
  synonym(
    'actualArrival',
    2,
    'ata|actual arrival|delivered to client date|delivered|delivery date|actual arrival date',
  ),
  synonym(
    'departure',
    2,
    'etd|departure|departure date|atd|shipped on|ship date|shipping date|abfahrt|date de depart|shipment date|date shipped|sailing date|etd date|departed',
  ),
  synonym(
    'customsOfficeFirstEntry',
    2,
    'customs office|office of entry|customs office of entry|zollstelle|bureau de douane|douanekantoor',
  ),
  synonym(
    'grossMassKg',
    2,
    'gross weight|gross mass|gross kg|gross wt|gross kgs|total kg|total weight|gross weight kg|weight kg|weight kilograms|weight|bruttogewicht|gewicht|poids brut|poids|brutogewicht|peso bruto|peso lordo|waga brutto',
  ),
  synonym('goodsItems.netMassKg', 1, 'net weight|net mass|nettogewicht|poids net|peso neto'),
  synonym(
    'goodsItems.hs6',
    3,
    'hs code|hs|hscode|hs6|hs6 code|hs 6|commodity code|tariff code|cn code|taric|zolltarifnummer|warennummer|code sh|goederencode|codigo hs|hts|hts code',
  ),
  synonym(
    'goodsItems',
    3,
    'goods description|description of goods|goods|cargo description|cargo|commodity|item description|warenbezeichnung|ware|designation des marchandises|marchandise|goederenomschrijving|mercancia|merce|towar|product description|description|goods descriptions|product|commodity description|cargo type',
  ),
  synonym(
    'goodsItems.packageCount',
    2,
    'packages|number of packages|package count|colli|kolli|pkgs|packstucke|nombre de colis|no of packages|pieces|piece count|package quantity|no of pkgs|number of pieces',
  ),
  synonym('goodsItems.packageType', 2, 'package type|pkg type|kind of packages|packaging|verpackungsart'),
  synonym('goodsItems.packageMarks', 2, 'marks|marks and numbers|shipping marks'),
  synonym(
    'transportEquipment',
    3,
    'container|container number|container no|container id|containers|containernummer|conteneur|contenedor|numero de conteneur|kontener|equipment number',
  ),
  synonym('transportEquipment.sizeType', 2, 'container type|container size|iso type'),
  synonym('transportEquipment.seals', 3, 'seal|seal number|seal no|seals|siegel|plombe|scelle'),
  synonym(
    'parties[role=CONSIGNOR].name',
    3,
    'consignor|consignor name|shipper|shipper name|sender|exporter|versender|absender|expediteur|afzender|remitente|mittente|nadawca|exporteur',
  ),
  synonym('parties[role=CONSIGNOR].country', 2, 'consignor country|shipper country|origin country|exporter country'),
  synonym(
    'parties[role=CONSIGNEE].name',
    3,
    'consignee|consignee name|receiver|recipient|importer|empfanger|destinataire|ontvanger|destinatario|odbiorca|importeur',
  ),
  synonym('parties[role=CONSIGNOR].street', 1, 'shipper address|consignor address|exporter address|sender address'),
  synonym('parties[role=CONSIGNEE].street', 1, 'consignee address|importer address|receiver address'),
  synonym('parties[role=CONSIGNEE].country', 2, 'consignee country|importer country'),
  synonym('parties[role=NOTIFY_PARTY].name', 3, 'notify party|notify|notify name'),
  synonym('parties[role=CARRIER].name', 2, 'carrier|carrier name|shipping line|frachtfuhrer|transporteur|vervoerder'),
  synonym(
    'parties[role=DECLARANT].name',
    3,
    'declarant|declarant name|customs broker|broker|anmelder|declarant en douane',
  ),
  synonym('parties[role=DECLARANT].eori', 3, 'eori|declarant eori|eori number'),
  synonym('parties[role=SELLER].name', 2, 'seller|vendor|supplier|verkaufer|vendeur|lieferant'),
  synonym('parties[role=BUYER].name', 2, 'buyer|purchaser|kaufer|acheteur'),
];

/** `seizure` */
export const seizureSynonyms: readonly Synonym[] = [
  synonym(
    'seizedAt',
    3,
    'seizure date|date of seizure|seized at|seized on|date seized|seizure time|sicherstellungsdatum|beschlagnahmedatum|date de saisie|datum inbeslagname|fecha de incautacion|data da apreensao|data apreensao|data sequestro|incident date|date of incident|interception date|date of interception',
  ),
  synonym('seizedAt', 1, 'date|datum|fecha|data'),
  synonym(
    'place.name',
    1,
    'place of seizure|seizure place|place|port|location|seizure location|ort|lieu|lieu de saisie|plaats|lugar|luogo|miejsce|seizure city|port of entry|poe|airport|municipality|municipio|seaport',
  ),
  synonym('place.name', 0, 'city|district'),
  synonym('place.country', 1, 'country of seizure|seizure country|country|land|pays|pais|paese|kraj'),
  synonym('place.unlocode', 1, 'unlocode|un locode|locode|port code'),
  synonym('place.latitude', 1, 'latitude|lat|breitengrad|y'),
  synonym('place.longitude', 1, 'longitude|lon|lng|long|langengrad|x'),
  synonym('customsOffice', 2, 'customs office|zollstelle|bureau de douane|douanekantoor'),
  synonym('legalStatus', 2, 'legal status|status'),
  synonym('riskChannel', 3, 'risk channel|channel|control channel'),
  synonym('detectionMethod', 3, 'detection method|detected by|method of detection|detection'),
  synonym('concealment', 3, 'concealment|hidden in|concealment method|versteck|cache|modus operandi'),
  synonym(
    'route.originCountry',
    1,
    'origin country|country of origin|origin|herkunftsland|pays d origine|departure country|provenance',
  ),
  synonym(
    'route.destinationCountry',
    1,
    'destination country|country of destination|destination|bestimmungsland|pays de destination',
  ),
  synonym('route.transitCountries', 2, 'transit country|transit countries|transit'),
  synonym('conveyance.mode', 1, mode),
  synonym(
    'conveyance.registration',
    2,
    'registration|licence plate|license plate|plate|kennzeichen|immatriculation|kenteken|vehicle registration',
  ),
  synonym('conveyance.vesselName', 1, 'vessel name|vessel|ship'),
  synonym('conveyance.vesselImo', 1, 'imo|imo number'),
  synonym(
    'items.quantity',
    2,
    'quantity|qty|amount|quantity seized|seized quantity|amount seized|weight|weight kg|menge|quantite|hoeveelheid|cantidad|quantidade|quantidade kg|quantita|ilosc|kg|kilograms|mass',
  ),
  synonym(
    'items.unit',
    1,
    'unit|uom|unit of measure|einheit|unite|eenheid|unidad|unidad de medida|unidade medida|unidade de medida',
  ),
  synonym(
    'items.drug',
    3,
    'drug|drug type|substance|drug name|droge|betaubungsmittel|drogue|drugs|droga|narkotyk|type of drug|stoff|substancia|tipo de entorpecente|entorpecente|tipo de droga',
  ),
  synonym('items.drugGroup', 3, 'drug group|drug class|drug category'),
  synonym('items.category', 2, 'category|goods category|type of goods|kategorie'),
  synonym(
    'items',
    1,
    'goods|commodity|commodity seized|item|description|goods description|items|ware|marchandise|seized goods|species|taxon|taxa|scientific name|common name|commodity type|article|object|seized item|seized items',
  ),
  synonym('persons[role=COURIER].statedName', 2, 'courier|suspect|suspect name|offender|person|kurier'),
  synonym('containers', 1, 'container|container number|container no'),
  synonym('consignments', 1, 'mrn|movement reference number'),
];

/** `seizureStatistic` */
export const statisticSynonyms: readonly Synonym[] = [
  synonym('periodFrom', 2, 'year|fy|fiscal year|period|jahr|annee|jaar|ano|anno|rok|reporting year'),
  synonym('periodFrom', 0, 'month|date'),
  synonym(
    'reportedBy',
    1,
    'area of responsibility|reported by|reporting country|field office|source|authority|behorde|country',
  ),
  synonym('component', 2, 'component|agency component'),
  synonym('region', 1, 'region|sub region|subregion'),
  synonym('scope', 2, 'land filter|scope'),
  synonym('country', 1, 'iso code|iso|country code|country|land|pays'),
  synonym('drug', 3, 'drug type|drug|substance|drug name|droge|drogue'),
  synonym('drugGroup', 3, 'drug group|drug class'),
  synonym('events', 3, 'count of event|events|count|number of seizures|seizures|event count|cases|anzahl|nombre'),
  synonym(
    'quantity',
    3,
    'sum qty|sum qty lbs|total quantity|quantity|kg equivalent|qty|total kg|total weight|menge|quantite|kilograms|kg',
  ),
  synonym('unit', 1, 'unit|uom'),
];

/** `incident` */
export const incidentSynonyms: readonly Synonym[] = [
  synonym(
    'occurredAt',
    2,
    'incident date|date of incident|occurred at|occurred on|date time|datetime|event date|offence date|attack date|tatzeit|vorfallsdatum|date de l incident|date of event|fecha del incidente|dateofocc|date of occ|date occ|date occurred|date of occurrence|occurrence date|occurred date|occurred|arrest date|date of arrest|arrested date time|arrest date time|arrest datetime|date of attack|offence date time|offense date|crime date|incident datetime|incident date time|date stolen|stolen date|date of theft|dateocc',
  ),
  synonym('occurredAt', 1, 'date|datum|fecha|data|timestamp|month'),
  synonym(
    'title',
    1,
    'title|incident title|subject|headline|attack type|type of attack|offence|offense|event type|delikt|infraction|incident type|type|primary type|crime type|crime|crime description|offense description|offence description|charge description|charge|statute description|call type|incident category|offence type|offense type|hostility|delito|delikt art|incident type description|crm cd desc|ofns desc|offense desc|category',
  ),
  synonym(
    'narrative',
    3,
    'narrative|attack description|incident description|description|details|summary|sachverhalt|beschreibung|recit|omschrijving|descripcion',
  ),
  synonym('area', 2, 'area|tatort|lieu des faits|place|location|ort|lieu|plaats|lugar'),
  synonym(
    'address',
    0,
    'address|street address|block|hundred block|block address|incident address|offense address|street|street name|tatortadresse|adresse|direccion',
  ),
  synonym(
    'locationType',
    1,
    'location type|location description|premise type|premise|premises|premise description|premises description|premis desc|place type',
  ),
  synonym('countryCode', 2, 'nearest country|country|country code|land|pays|pais'),
  synonym(
    'area',
    0,
    'area name|neighborhood|neighbourhood|district|arrest boro|city or county|city|municipality|borough|county',
  ),
  synonym('seaArea', 2, 'sea area|eez country|sea|ocean'),
  synonym('latitude', 2, 'latitude|lat|breitengrad|breite|y|y coordinate|point y'),
  synonym('longitude', 2, 'longitude|lon|lng|long|langengrad|lange|x|x coordinate|point x'),
  synonym('unlocode', 1, 'unlocode|un locode|locode'),
  synonym('vessels', 2, 'vessel name|vessel|ship name|ship|schiff|navire'),
  synonym('vessels.statedType', 2, 'vessel type|ship type'),
  synonym('vessels.statedActivity', 3, 'vessel status|vessel activity'),
  synonym('vessels.imo', 1, 'imo|imo number'),
  synonym('status', 1, 'status|case status'),
  synonym('urgency', 2, 'urgency|priority'),
  synonym('persons[role=SUSPECT].statedName', 2, 'suspect|suspect name|offender|verdachtiger|verdachte'),
  synonym('persons[role=VICTIM].statedName', 2, 'victim|victim name|opfer|victime'),
];
