// SPDX-License-Identifier: Apache-2.0
import { type Synonym, synonym } from './synonym.js';

const address = [
  synonym(
    'addresses.street',
    1,
    'street|street address|address line 1|address line1|addr line1|address 1|premise street|street name|strasse|rue|straat|calle|via|ulica|adres',
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
const contact = [
  synonym('emails', 0, 'email|e mail|mail|email address|e mail address|courriel|correo electronico|adres e mail'),
  synonym(
    'phones',
    0,
    'phone|telephone|phone number|telephone number|mobile|mobile phone|tel|telefon|telefonnummer|telefoon|telefono|telefone|numer telefonu',
  ),
];
const nameKind = synonym('names.kind', 0, 'name type|alias type|type of name|aka type');
const listing = [
  synonym(
    'sanctions.programme',
    1,
    'program|programs|programme|programmes|sanctions program|sanctions|regime|list name|source list',
  ),
  synonym(
    'sanctions.listingDate',
    1,
    'listing date|listed on|date listed|listed|listed since|listed date|date added|effective date|start date|designation date|date of listing|from date|date from',
  ),
  synonym(
    'sanctions.endDate',
    0,
    'expiration date|end date|delisted on|delisted|date delisted|delisting date|valid until|to date|date to',
  ),
  synonym('sanctions.sourceUrl', 0, 'source url|source list url|source information url'),
  synonym('reason', 0, 'reason|grounds|grund|motif|motivo|reden|powod'),
  synonym(
    'notes',
    0,
    'notes|note|remarks|remark|comment|comments|bemerkung|bemerkungen|anmerkung|remarques|opmerkingen|observaciones|uwagi',
  ),
];

/** `person` */
export const personSynonyms: readonly Synonym[] = [
  synonym(
    'names',
    1,
    'name|full name|fullname|whole name|name full|person name|person|subject|suspect|nom complet|volledige naam|nombre completo|nome completo|complete name|vollstandiger name|imie i nazwisko',
  ),
  synonym(
    'lastName',
    3,
    'last name|lastname|name last|surname|family name|nachname|familienname|nom|nom de famille|achternaam|apellido|apellidos|sobrenome|apelido|cognome|nazwisko',
  ),
  synonym(
    'firstName',
    3,
    'first name|firstname|name first|given name|given names|forename|vorname|vornamen|prenom|prenoms|primeiro nome|voornaam|voornamen|nombre|nome|imie',
  ),
  synonym('middleName', 2, 'middle name|name middle|second name|deuxieme prenom'),
  synonym('fatherName', 2, 'father name|fathers name|patronymic|vatersname|nom du pere'),
  synonym(
    'names[kind=ALIAS].name',
    1,
    'alias|aliases|aka|alt name|alt names|also known as|other names|aliasname|alias namen|alias nom|pseudonym|pseudonyme|known as|a k a|akas|name non latin script|non latin name|original script name|native name|name original script|name in original script',
  ),
  nameKind,
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
    'place of birth|birth place|birthplace|places of birth|pob|geburtsort|lieu de naissance|geboorteplaats|lugar de nacimiento|luogo di nascita|miejsce urodzenia|town of birth|city of birth|birth city',
  ),
  synonym(
    'birthCountry',
    2,
    'country of birth|birth country|birth date country|geburtsland|pays de naissance|geboorteland',
  ),
  synonym('deathDate', 2, 'date of death|death date|deceased|sterbedatum|date de deces'),
  synonym(
    'nationalities',
    3,
    'nationality|nationalities|citizenship|citizenships|nat|staatsangehorigkeit|nationalitat|nationalite|nationaliteit|nacionalidad|nazionalita|cittadinanza|obywatelstwo|staatsburgerschaft',
  ),
  synonym('countries', 1, 'countries|linked countries'),
  synonym('positions', 1, 'occupation|profession|job title|designation|beruf|metier|beroep|profesion|zawod'),
  synonym('gender', 3, 'gender|sex|sex id|geschlecht|geschl|sexe|geslacht|sexo|sesso|plec'),
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
  ...contact,
  ...listing,
];

/** `organization` */
export const organizationSynonyms: readonly Synonym[] = [
  synonym('names', 1, 'name'),
  synonym(
    'names',
    3,
    'company|company name|firm name|vendor name|whole name|organization|organisation|organization name|entity|entity name|firma|firmenname|unternehmen|societe|raison sociale|bedrijf|bedrijfsnaam|handelsnaam|empresa|azienda|ragione sociale|spolka|business name|legal name',
  ),
  nameKind,
  synonym('names[kind=ALIAS].name', 1, 'alias|aliases|aka|alt name|alt names|trading name|trade name|other names|dba'),
  synonym(
    'registrationNumber',
    3,
    'registration number|company number|reg no|reg nr|reg number|registration no|register number|handelsregisternummer|hrb|siren|siret|kvk|kvk nummer|krs|company registration number|registry number',
  ),
  synonym(
    'jurisdiction',
    3,
    'jurisdiction|country of incorporation|country of registration|incorporation country|sitzland',
  ),
  synonym('countries', 1, 'countries|linked countries'),
  synonym('legalForm', 3, 'legal form|company type|rechtsform|forme juridique|rechtsvorm'),
  synonym(
    'incorporationDate',
    3,
    'incorporation date|incorporated|date of incorporation|founded|registered on|grundungsdatum|date de creation|oprichtingsdatum',
  ),
  synonym('dissolutionDate', 3, 'dissolution date|dissolved on|closed on'),
  synonym('vatCode', 3, 'vat|vat number|vat code|vat id|ust id|ustid|numero tva|btw nummer'),
  synonym('leiCode', 3, 'lei|lei code'),
  synonym('eori', 2, 'eori|eori number|eori nummer'),
  synonym('taxNumber', 1, 'tax number|tax id|steuernummer'),
  ...address,
  ...contact,
  ...listing,
];

/** `vesselRecord` */
export const vesselSynonyms: readonly Synonym[] = [
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
];

/** `aircraftRecord`. Why so little for common words: lists of persons, companies and goods have them too. */
export const aircraftSynonyms: readonly Synonym[] = [
  synonym('names', 0, 'name'),
  synonym('names', 2, 'aircraft name|aircraft|flugzeug|luftfahrzeug|avion|aeronef|aeronave'),
  synonym(
    'registration',
    3,
    'registration mark|tail number|tail no|tail|aircraft registration|aircraft tail number|luftfahrzeugkennzeichen|marche',
  ),
  synonym('registration', 1, 'registration|registration number|kennzeichen|immatriculation|matricula'),
  synonym('pastRegistrations', 3, 'previous tail number|previous registration|former registration|ex registration'),
  synonym('serialNumber', 3, 'msn|manufacturer serial number|aircraft serial number'),
  synonym('serialNumber', 1, 'serial number|serial no|construction number|werknummer'),
  synonym(
    'icaoAddress',
    3,
    'icao24|icao address|icao 24 bit address|mode s|mode s code|mode s transponder code|hex code',
  ),
  synonym('country', 0, 'country|country of registration|registration country|state of registry|land|pays'),
  synonym('manufacturer', 1, 'manufacturer|manufacturer name|hersteller|constructeur|fabricante'),
  synonym('model', 1, 'model|aircraft model|muster|modele|modelo'),
  synonym('type', 2, 'aircraft type|type of aircraft'),
  synonym('type', 0, 'type'),
  synonym('buildDate', 1, 'built|year built|build year|manufacture date|year of manufacture|baujahr'),
  synonym('owner', 1, 'owner|registered owner|eigentumer|proprietaire|eigenaar'),
  synonym('operator', 1, 'operator|airline|halter|betreiber|exploitant'),
  ...listing.filter(({ field }) => field !== 'reason'),
];
