// SPDX-License-Identifier: Apache-2.0
import type { MappedKind } from '../catalogue/index.js';

/**
 * How files head their columns, by the field that is meant: words in English, German, French, Dutch, Spanish, Italian,
 * Polish. Headers are compared in lower case, without accents, words parted by one space. Weight: how much such a
 * column says about the kind of record; 3 says it alone.
 */
export interface Synonym {
  readonly field: string;
  readonly weight: 0 | 1 | 2 | 3;
  readonly words: readonly string[];
}

function synonym(field: string, weight: 0 | 1 | 2 | 3, words: string): Synonym {
  return { field, weight, words: words.split('|') };
}

const address = [
  synonym(
    'addresses.street',
    1,
    'street|street address|address line 1|address 1|strasse|rue|straat|calle|via|ulica|adres',
  ),
  synonym(
    'addresses.city',
    0,
    'city|town|place of residence|stadt|ort|wohnort|ville|commune|plaats|woonplaats|ciudad|citta|miasto',
  ),
  synonym('addresses.region', 0, 'region|state|province|county|bundesland|departement|provincia|wojewodztwo'),
  synonym(
    'addresses.postalCode',
    0,
    'postal code|postcode|zip|zip code|plz|postleitzahl|code postal|codigo postal|cap|kod pocztowy',
  ),
  synonym(
    'addresses.country',
    0,
    'address country|country of residence|residence country|country|land|pays|pais|paese|kraj|staat|country code|wohnsitzland|pays de residence',
  ),
  synonym('addresses', 1, 'address|addresses|full address|adresse|anschrift|direccion|indirizzo|adres zamieszkania'),
];
const listing = [
  synonym(
    'sanctions.programme',
    1,
    'program|programs|programme|programmes|sanctions program|sanctions|regime|list name|source list',
  ),
  synonym(
    'sanctions.listingDate',
    1,
    'listing date|listed on|date listed|effective date|start date|designation date|date of listing',
  ),
  synonym('sanctions.endDate', 0, 'expiration date|end date|delisted on|valid until'),
  synonym('sanctions.sourceUrl', 0, 'source url|source list url|source information url'),
  synonym('reason', 0, 'reason|grounds|grund|motif|motivo|reden|powod'),
  synonym(
    'notes',
    0,
    'notes|note|remarks|remark|comment|comments|bemerkung|bemerkungen|anmerkung|remarques|opmerkingen|observaciones|uwagi',
  ),
];
const place = [
  synonym(
    'placeOfLoading',
    3,
    'port of loading|pol|loading port|place of loading|departure port|ladehafen|port de chargement|laadhaven|puerto de carga',
  ),
  synonym(
    'placeOfUnloading',
    3,
    'port of discharge|pod|port of unloading|place of unloading|discharge port|arrival port|loschhafen|port de dechargement|loshaven|puerto de descarga',
  ),
  synonym('placeOfDelivery', 1, 'place of delivery|final destination|delivery place'),
];
const mode = 'transport mode|mode of transport|shipment mode|mode|verkehrszweig|mode de transport|vervoerswijze';

/** By kind of record; the likelier field first where one word names several. */
export const synonyms: Readonly<Record<MappedKind, readonly Synonym[]>> = {
  person: [
    synonym(
      'names',
      1,
      'name|full name|fullname|person name|person|subject|suspect|nom complet|volledige naam|nombre completo|nome completo|complete name|vollstandiger name|imie i nazwisko',
    ),
    synonym(
      'lastName',
      3,
      'last name|lastname|surname|family name|nachname|familienname|nom|nom de famille|achternaam|apellido|apellidos|cognome|nazwisko',
    ),
    synonym(
      'firstName',
      3,
      'first name|firstname|given name|given names|forename|vorname|vornamen|prenom|prenoms|voornaam|voornamen|nombre|nome|imie',
    ),
    synonym('middleName', 2, 'middle name|second name|deuxieme prenom'),
    synonym('fatherName', 2, 'father name|fathers name|patronymic|vatersname|nom du pere'),
    synonym(
      'names[kind=ALIAS].name',
      1,
      'alias|aliases|aka|alt name|alt names|also known as|other names|aliasname|alias namen|alias nom|pseudonym|pseudonyme',
    ),
    synonym(
      'names[kind=PREVIOUS].name',
      2,
      'birth name|maiden name|geburtsname|nom de naissance|geboortenaam|former name|previous name',
    ),
    synonym(
      'birthDates',
      3,
      'date of birth|birth date|birthdate|birthday|dob|born|dates of birth|geburtsdatum|geb datum|geboren|date de naissance|ne le|geboortedatum|fecha de nacimiento|data di nascita|data urodzenia|year of birth|yob|geburtsjahr',
    ),
    synonym(
      'birthPlace',
      3,
      'place of birth|birth place|birthplace|places of birth|pob|geburtsort|lieu de naissance|geboorteplaats|lugar de nacimiento|luogo di nascita|miejsce urodzenia',
    ),
    synonym('birthCountry', 2, 'country of birth|birth country|geburtsland|pays de naissance|geboorteland'),
    synonym('deathDate', 2, 'date of death|death date|deceased|sterbedatum|date de deces'),
    synonym(
      'nationalities',
      3,
      'nationality|nationalities|citizenship|citizenships|nat|staatsangehorigkeit|nationalitat|nationalite|nationaliteit|nacionalidad|nazionalita|cittadinanza|obywatelstwo|staatsburgerschaft',
    ),
    synonym('gender', 3, 'gender|sex|geschlecht|geschl|sexe|geslacht|sexo|sesso|plec'),
    synonym(
      'identifications[type=PASSPORT].number',
      3,
      'passport|passport number|passport no|passport nr|passnummer|reisepass|pass nr|pass|numero de passeport|passeport|paspoortnummer|paspoort|pasaporte|passaporto|paszport|passports',
    ),
    synonym(
      'identifications[type=PASSPORT].country',
      2,
      'passport country|passport issuing country|issuing country|ausstellungsland',
    ),
    synonym('identifications[type=PASSPORT].expiresAt', 2, 'passport expiry|passport expiry date|expiry date'),
    synonym(
      'identifications[type=NATIONAL_ID].number',
      2,
      'national id|id number|id card|identity number|personal number|ausweisnummer|personalausweis|carte d identite|identiteitskaart|dni|bsn|pesel|national identification number|identity card',
    ),
    synonym(
      'identifications[type=DRIVING_LICENCE].number',
      2,
      'driving licence|drivers license|driver license|fuhrerschein|permis de conduire|rijbewijs',
    ),
    synonym(
      'identifications[type=TAX_NUMBER].number',
      1,
      'tax number|tax id|steuernummer|numero fiscal|codice fiscale|nif|tin',
    ),
    synonym(
      'identifications[type=SOCIAL_SECURITY_NUMBER].number',
      2,
      'social security number|ssn|sozialversicherungsnummer|numero de securite sociale',
    ),
    synonym('title', 0, 'title|titel|titre|function|position|funktion'),
    synonym('physical.heightCm', 2, 'height|height cm|grosse|taille|lengte'),
    synonym('physical.eyeColor', 2, 'eye color|eye colour|eyes|augenfarbe'),
    synonym('physical.hairColor', 2, 'hair color|hair colour|hair|haarfarbe'),
    ...address,
    ...listing,
  ],
  organization: [
    synonym(
      'names',
      1,
      'name|company|company name|organization|organisation|organization name|entity|entity name|firma|firmenname|unternehmen|societe|raison sociale|bedrijf|bedrijfsnaam|handelsnaam|empresa|azienda|ragione sociale|spolka|business name|legal name',
    ),
    synonym(
      'names[kind=ALIAS].name',
      1,
      'alias|aliases|aka|alt name|alt names|trading name|trade name|other names|dba',
    ),
    synonym(
      'registrationNumber',
      3,
      'registration number|company number|registration no|register number|handelsregisternummer|hrb|siren|siret|kvk|kvk nummer|krs|company registration number|registry number',
    ),
    synonym(
      'jurisdiction',
      3,
      'jurisdiction|country of incorporation|country of registration|incorporation country|sitzland',
    ),
    synonym('legalForm', 3, 'legal form|company type|rechtsform|forme juridique|rechtsvorm'),
    synonym(
      'incorporationDate',
      3,
      'incorporation date|date of incorporation|founded|registered on|grundungsdatum|date de creation|oprichtingsdatum',
    ),
    synonym('dissolutionDate', 3, 'dissolution date|dissolved on|closed on'),
    synonym('vatCode', 3, 'vat|vat number|vat code|vat id|ust id|ustid|numero tva|btw nummer'),
    synonym('leiCode', 3, 'lei|lei code'),
    synonym('eori', 2, 'eori|eori number|eori nummer'),
    synonym('taxNumber', 1, 'tax number|tax id|steuernummer'),
    ...address,
    ...listing,
  ],
  vesselRecord: [
    synonym('names', 0, 'name'),
    synonym(
      'names',
      2,
      'vessel name|vessel|ship name|ship|schiffsname|schiff|navire|nom du navire|scheepsnaam|schip|buque|nave|statek',
    ),
    synonym('names[kind=PREVIOUS].name', 2, 'former name|previous name|ex name|former names'),
    synonym('imo', 3, 'imo|imo number|imo no|imo nr|imo nummer|ship imo'),
    synonym('mmsi', 3, 'mmsi'),
    synonym('callSign', 3, 'call sign|callsign|rufzeichen|indicatif'),
    synonym('flag', 3, 'flag|flag state|vessel flag|flagge|pavillon|vlag|bandera|bandiera|bandera del buque'),
    synonym('type', 2, 'vessel type|ship type|type of vessel|schiffstyp|type de navire|type'),
    synonym('tonnage', 3, 'dwt|deadweight|deadweight tonnage|tonnage'),
    synonym('grossRegisteredTonnage', 3, 'gt|grt|gross tonnage|gross registered tonnage|bruttoraumzahl|brz'),
    synonym('buildDate', 3, 'built|year built|build year|year of build|baujahr|annee de construction'),
    synonym('registrationPort', 3, 'port of registry|home port|registration port|heimathafen'),
    synonym('owner', 1, 'owner|vessel owner|registered owner|eigentumer|proprietaire|eigenaar'),
    synonym('operator', 1, 'operator|manager|ship manager|betreiber'),
    ...listing.filter(({ field }) => field !== 'reason'),
  ],
  consignment: [
    synonym(
      'countryOfDestination',
      2,
      'destination country|country of destination|bestimmungsland|pays de destination|country',
    ),
    synonym(
      'countryOfExport',
      2,
      'country of export|export country|country of dispatch|versendungsland|origin country',
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
      'port of loading|pol|loading port|place of loading|ladehafen|port de chargement',
    ),
    synonym(
      'placeOfUnloadingStated',
      1,
      'port of discharge|pod|port of unloading|place of unloading|loschhafen|port de dechargement',
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
      'bill of lading|b l|bl|bl number|b l number|bol|awb|air waybill|waybill|house bill|master bill|transport document|cmr|konnossement|frachtbrief|connaissement|asn dn|bill of lading number',
    ),
    synonym('transportMode', 2, mode),
    synonym('conveyanceReference', 2, 'voyage|voyage number|flight|flight number|reisenummer|voyage no'),
    synonym('vesselName', 1, 'vessel name|vessel|ship name|ship|schiff|navire|schip|buque'),
    synonym('vesselImo', 1, 'imo|imo number|vessel imo'),
    ...place,
    synonym(
      'estimatedArrival',
      3,
      'eta|estimated arrival|expected arrival|arrival date|scheduled delivery date|ankunft|date d arrivee|aankomst|fecha de llegada',
    ),
    synonym(
      'actualArrival',
      2,
      'ata|actual arrival|delivered to client date|delivered|delivery date|actual arrival date',
    ),
    synonym(
      'departure',
      2,
      'etd|departure|departure date|atd|shipped on|ship date|shipping date|abfahrt|date de depart',
    ),
    synonym(
      'customsOfficeFirstEntry',
      2,
      'customs office|office of entry|customs office of entry|zollstelle|bureau de douane|douanekantoor',
    ),
    synonym(
      'grossMassKg',
      2,
      'gross weight|gross mass|total weight|gross weight kg|weight kg|weight kilograms|weight|bruttogewicht|gewicht|poids brut|poids|brutogewicht|peso bruto|peso lordo|waga brutto',
    ),
    synonym('goodsItems.netMassKg', 1, 'net weight|net mass|nettogewicht|poids net|peso neto'),
    synonym(
      'goodsItems.hs6',
      3,
      'hs code|hs|hscode|commodity code|tariff code|cn code|taric|zolltarifnummer|warennummer|code sh|goederencode|codigo hs|hts|hts code',
    ),
    synonym(
      'goodsItems',
      3,
      'goods description|description of goods|goods|cargo description|cargo|commodity|item description|warenbezeichnung|ware|designation des marchandises|marchandise|goederenomschrijving|mercancia|merce|towar|product description|description',
    ),
    synonym(
      'goodsItems.packageCount',
      2,
      'packages|number of packages|package count|colli|kolli|pkgs|packstucke|nombre de colis|no of packages',
    ),
    synonym('goodsItems.packageType', 2, 'package type|kind of packages|packaging|verpackungsart'),
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
  ],
  seizure: [
    synonym(
      'seizedAt',
      3,
      'seizure date|date of seizure|seized at|seized on|date seized|seizure time|sicherstellungsdatum|beschlagnahmedatum|date de saisie|datum inbeslagname|fecha de incautacion|data sequestro|date|datum|fecha|data',
    ),
    synonym(
      'place.name',
      1,
      'place of seizure|seizure place|place|location|seizure location|ort|lieu|lieu de saisie|plaats|lugar|luogo|miejsce',
    ),
    synonym('place.country', 1, 'country of seizure|seizure country|country|land|pays|pais|paese|kraj'),
    synonym('place.unlocode', 1, 'unlocode|un locode|locode|port|port code'),
    synonym('place.latitude', 0, 'latitude|lat|breitengrad'),
    synonym('place.longitude', 0, 'longitude|lon|lng|long|langengrad'),
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
      'quantity|qty|amount|quantity seized|seized quantity|amount seized|weight|weight kg|menge|quantite|hoeveelheid|cantidad|quantita|ilosc|kg|kilograms|mass',
    ),
    synonym('items.unit', 1, 'unit|uom|unit of measure|einheit|unite|eenheid|unidad'),
    synonym(
      'items.drug',
      3,
      'drug|drug type|substance|drug name|droge|betaubungsmittel|drogue|drugs|droga|narkotyk|type of drug|stoff',
    ),
    synonym('items.drugGroup', 3, 'drug group|drug class|drug category'),
    synonym('items.category', 2, 'category|goods category|type of goods|kategorie'),
    synonym('items', 1, 'goods|item|description|goods description|items|ware|marchandise|seized goods'),
    synonym('persons[role=COURIER].statedName', 2, 'courier|suspect|suspect name|offender|person|kurier'),
    synonym('containers', 1, 'container|container number|container no'),
    synonym('consignments', 1, 'mrn|movement reference number'),
  ],
  seizureStatistic: [
    synonym('periodFrom', 2, 'year|fy|fiscal year|period|jahr|annee|jaar|ano|anno|rok|reporting year|month|date'),
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
  ],
  incident: [
    synonym(
      'occurredAt',
      2,
      'incident date|date of incident|occurred at|occurred on|date time|datetime|event date|offence date|attack date|tatzeit|vorfallsdatum|date de l incident|date of event|fecha del incidente|timestamp|date|datum|fecha|data',
    ),
    synonym(
      'title',
      1,
      'title|incident title|subject|headline|attack type|type of attack|offence|offense|event type|delikt|infraction|incident type|type',
    ),
    synonym(
      'narrative',
      3,
      'narrative|attack description|incident description|description|details|summary|sachverhalt|beschreibung|recit|omschrijving|descripcion',
    ),
    synonym('area', 2, 'area|location description|place|location|ort|lieu|plaats|lugar'),
    synonym('countryCode', 2, 'nearest country|country|country code|land|pays|pais'),
    synonym('seaArea', 2, 'sea area|eez country|sea|ocean'),
    synonym('latitude', 3, 'latitude|lat|breitengrad|breite'),
    synonym('longitude', 3, 'longitude|lon|lng|long|langengrad|lange'),
    synonym('unlocode', 1, 'unlocode|un locode|locode'),
    synonym('vessels', 2, 'vessel name|vessel|ship name|ship|schiff|navire'),
    synonym('vessels.statedType', 2, 'vessel type|ship type'),
    synonym('vessels.statedActivity', 3, 'vessel status|vessel activity'),
    synonym('vessels.imo', 1, 'imo|imo number'),
    synonym('status', 1, 'status|case status'),
    synonym('urgency', 2, 'urgency|priority'),
    synonym('persons[role=SUSPECT].statedName', 2, 'suspect|suspect name|offender|verdachtiger|verdachte'),
    synonym('persons[role=VICTIM].statedName', 2, 'victim|victim name|opfer|victime'),
  ],
};

/** Words in headers that speak for a kind although no field of it is meant by them. */
export const kindWords: Readonly<Record<MappedKind, readonly string[]>> = {
  person: ['person', 'individual', 'wanted', 'suspect', 'fugitive'],
  organization: ['company', 'organization', 'entity', 'firm', 'legal'],
  vesselRecord: ['vessel', 'ship', 'imo', 'mmsi', 'flag'],
  consignment: [
    'shipment',
    'freight',
    'incoterm',
    'inco',
    'container',
    'consignee',
    'shipper',
    'cargo',
    'invoice',
    'po',
    'declaration',
    'vendor',
  ],
  seizure: ['seizure', 'seized', 'seizing', 'confiscated', 'saisie', 'sicherstellung', 'beschlagnahme', 'incautacion'],
  seizureStatistic: ['count', 'sum', 'total', 'fy', 'equivalent', 'statistics'],
  incident: ['incident', 'attack', 'offence', 'offense', 'event', 'crime', 'vorfall'],
};
