/** Numbers of the reference values below, by what they mean. The publisher's own are others: no format may know them. */
const values = {
  AliasType: { 'A.K.A.': 11, 'F.K.A.': 12, 'N.K.A.': 13, Name: 14 },
  DocNameStatus: { 'Primary Latin': 21, Others: 22 },
  NamePartType: {
    'Last Name': 31,
    'First Name': 32,
    Patronymic: 33,
    'Entity Name': 34,
    'Vessel Name': 35,
    'Aircraft Name': 36,
  },
  PartyType: { Individual: 41, Entity: 42, Location: 43, Transport: 44 },
  FeatureType: {
    ...{
      Birthdate: 51,
      'Place of Birth': 52,
      'Nationality Country': 53,
      'Citizenship Country': 54,
      Gender: 55,
      Title: 56,
    },
    ...{ Location: 57, Website: 58, 'Vessel Call Sign': 59, 'VESSEL TYPE': 60, 'Vessel Flag': 61, 'Vessel Owner': 62 },
    ...{ 'Vessel Gross Registered Tonnage': 63, 'Former Vessel Flag': 64, 'Organization Established Date': 65 },
    ...{ 'Secondary sanctions risk:': 66, 'Digital Currency Address - XBT': 67, 'Aircraft Model': 68 },
  },
  DetailReference: { Male: 71, Tug: 72 },
  LocPartType: { Unknown: 81, ADDRESS1: 82, ADDRESS2: 83, CITY: 84, 'STATE/PROVINCE': 85, 'POSTAL CODE': 86 },
  Country: { Iran: 91, Malta: 92, undetermined: 93, Nowhereland: 94 },
  IDRegDocType: {
    Passport: 101,
    'Registration Number': 102,
    'Tax ID No.': 103,
    'Vessel Registration Identification': 104,
    MMSI: 105,
    'Specimen Card': 106,
  },
  IDRegDocDateType: { 'Issue Date': 111, 'Expiration Date': 112 },
  Validity: { Valid: 121, Fraudulent: 122 },
  Reliability: { Reported: 131, False: 132 },
  List: { 'SDN List': 141, 'Specimen Sectoral List': 142 },
  LegalBasis: { 'Executive Order 99999': 151, Unknown: 152 },
  EntryEventType: { Created: 161, Removed: 162 },
  SanctionsType: { Program: 171, Block: 172 },
  RelationType: {
    'Owned or Controlled By': 181,
    'Family member of': 182,
    'Acting for or on behalf of': 183,
    'Providing support to': 184,
    'Leader or official of': 185,
  },
} as const;

type Values = typeof values;

/** The number of a reference value. */
export function idOf<Kind extends keyof Values>(kind: Kind, text: keyof Values[Kind] & string): string {
  return String(values[kind][text]);
}

const partySubTypes = { Vessel: 1, Aircraft: 2, entity: 3, individual: 4, place: 5 } as const;

const referenceValues = `<ReferenceValueSets>${Object.entries(values)
  .map(
    ([kind, set]) =>
      `<${kind}Values>${Object.entries(set)
        .map(([text, id]) => `<${kind} ID="${id}">${text}</${kind}>`)
        .join('')}</${kind}Values>`,
  )
  .join(
    '',
  )}<AreaCodeValues><AreaCode ID="95" CountryID="92" Description="Malta" AreaCodeTypeID="1">MT</AreaCode></AreaCodeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="44">Vessel</PartySubType><PartySubType ID="2" PartyTypeID="44">Aircraft</PartySubType>
<PartySubType ID="3" PartyTypeID="42">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="41">Unknown</PartySubType><PartySubType ID="5" PartyTypeID="43">Unknown</PartySubType></PartySubTypeValues></ReferenceValueSets>`;

/** A file in OFAC's advanced form, of the sections given. */
export function advancedList(sections: {
  readonly locations?: string;
  readonly documents?: string;
  readonly parties?: string;
  readonly relationships?: string;
  readonly entries?: string;
  readonly attributes?: string;
}): string {
  const { locations = '', documents = '', parties = '', relationships = '', entries = '', attributes = '' } = sections;
  return `<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="1"${attributes}>
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>1</Month><Day>2</Day></DateOfIssue>
${referenceValues}
<Locations>${locations}</Locations>
<IDRegDocuments>${documents}</IDRegDocuments>
<DistinctParties>${parties}</DistinctParties>
<ProfileRelationships>${relationships}</ProfileRelationships>
<SanctionsEntries>${entries}</SanctionsEntries>
<SanctionsEntryLinks />
</Sanctions>
`;
}

type PartText = readonly [part: keyof Values['NamePartType'] & string, text: string];

/** A name as written once, of parts whose groups `party` states. */
export function documentedName(status: keyof Values['DocNameStatus'], ...parts: readonly PartText[]): string {
  return `<DocumentedName ID="1" FixedRef="1" DocNameStatusID="${idOf('DocNameStatus', status)}">${parts
    .map(
      ([part, text]) =>
        `<DocumentedNamePart><NamePartValue NamePartGroupID="${groupOf(part)}" ScriptID="215" ScriptStatusID="1" Acronym="false">${text}</NamePartValue></DocumentedNamePart>`,
    )
    .join('')}</DocumentedName>`;
}

const groupOf = (part: PartText[0]): string => `9${idOf('NamePartType', part)}`;

/** An alias with its names; `options` are its attributes, where they are not those of the listed name. */
export function alias(names: string, type: keyof Values['AliasType'] = 'Name', isWeak = false): string {
  return `<Alias FixedRef="1" AliasTypeID="${idOf('AliasType', type)}" Primary="${type === 'Name'}" LowQuality="${isWeak}">${names}</Alias>`;
}

/** A party of one profile and identity; its identity has the number of the profile with a 7 before it. */
export function party(
  id: number,
  type: keyof typeof partySubTypes,
  aliases: string,
  features = '',
  comment = '',
): string {
  const groups = Object.keys(values.NamePartType).map((part) => {
    const type = part as PartText[0];
    return `<MasterNamePartGroup><NamePartGroup ID="${groupOf(type)}" NamePartTypeID="${idOf('NamePartType', type)}" /></MasterNamePartGroup>`;
  });
  return `<DistinctParty FixedRef="${id}"><Comment>${comment}</Comment><Profile ID="${id}" PartySubTypeID="${partySubTypes[type]}">
<Identity ID="7${id}" FixedRef="${id}" Primary="true" False="false">${aliases}<NamePartGroups>${groups.join('')}</NamePartGroups></Identity>
${features}</Profile></DistinctParty>`;
}

/** A feature of one version. */
export function feature(
  type: keyof Values['FeatureType'],
  version: string,
  reliability: keyof Values['Reliability'] = 'Reported',
): string {
  return `<Feature ID="1" FeatureTypeID="${idOf('FeatureType', type)}"><FeatureVersion ID="1" ReliabilityID="${idOf('Reliability', reliability)}"><Comment />${version}</FeatureVersion><IdentityReference IdentityID="1" IdentityFeatureLinkTypeID="1" /></Feature>`;
}

/** A detail in words. */
export const detail = (text: string): string => `<VersionDetail DetailTypeID="1432">${text}</VersionDetail>`;

/** A detail that the reference values say. */
export const referred = (text: keyof Values['DetailReference']): string =>
  `<VersionDetail DetailTypeID="1431" DetailReferenceID="${idOf('DetailReference', text)}" />`;

/** The place of a number. */
export const at = (location: number): string => `<VersionLocation LocationID="${location}" />`;

/** A date of year, month and day as an element. */
export function point(name: string, date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `<${name}><Year>${year}</Year>${month ? `<Month>${month}</Month>` : ''}${day ? `<Day>${day}</Day>` : ''}</${name}>`;
}

/** A period from the first to the last day that it may be. */
export function period(first: string, last = first, isApproximate = false): string {
  const bound = (name: string, date: string): string =>
    `<${name} Approximate="${isApproximate}" YearFixed="true" MonthFixed="true" DayFixed="true">${point('From', date)}${point('To', date)}</${name}>`;
  return `<DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true">${bound('Start', first)}${bound('End', last)}</DatePeriod>`;
}

/** A listing of a profile, on a day, under programmes. */
export function entry(
  profile: number,
  date: string,
  programmes: readonly string[],
  list: keyof Values['List'] = 'SDN List',
  more = '',
): string {
  const measures = programmes.map(
    (programme) =>
      `<SanctionsMeasure ID="1" SanctionsTypeID="${idOf('SanctionsType', 'Program')}"><Comment>${programme}</Comment></SanctionsMeasure>`,
  );
  return `<SanctionsEntry ID="${profile}" ProfileID="${profile}" ListID="${idOf('List', list)}"><EntryEvent ID="1" EntryEventTypeID="${idOf('EntryEventType', 'Created')}" LegalBasisID="${idOf('LegalBasis', 'Executive Order 99999')}"><Comment />${point('Date', date)}</EntryEvent>${measures.join('')}<SanctionsMeasure ID="2" SanctionsTypeID="${idOf('SanctionsType', 'Block')}"><Comment /></SanctionsMeasure>${more}</SanctionsEntry>`;
}

/** The place that is a country and no more. */
export const country = (id: number, name: 'Iran' | 'Malta' | 'undetermined' | 'Nowhereland') =>
  `<Location ID="${id}"><LocationCountry CountryID="${idOf('Country', name)}" CountryRelevanceID="1" /></Location>`;
/** One value of a part of a place. */
export const value = (text: string, isMain = true, comment = '') =>
  `<LocationPartValue Primary="${isMain}" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment>${comment}</Comment><Value>${text}</Value></LocationPartValue>`;
/** A part of a place, with its values. */
export const part = (
  type: 'ADDRESS1' | 'ADDRESS2' | 'CITY' | 'STATE/PROVINCE' | 'POSTAL CODE' | 'Unknown',
  values: string,
) => `<LocationPart LocPartTypeID="${idOf('LocPartType', type)}">${values}</LocationPart>`;
/** A date of a document. */
export const documentDate = (type: 'Issue Date' | 'Expiration Date', date: string) =>
  `<DocumentDate IDRegDocDateTypeID="${idOf('IDRegDocDateType', type)}">${period(date)}</DocumentDate>`;
/** A document of an identity. */
export const documentOf = (
  identity: number,
  type: Parameters<typeof idOf<'IDRegDocType'>>[1],
  number: string,
  more = '',
  attributes = '',
) =>
  `<IDRegDocument ID="1" IDRegDocTypeID="${idOf('IDRegDocType', type)}" IdentityID="${identity}" ValidityID="${idOf('Validity', 'Valid')}"${attributes}><Comment /><IDRegistrationNo>${number}</IDRegistrationNo><IssuingAuthority />${more}</IDRegDocument>`;
/** The attribute that says who issued a document. */
export const issuedBy = (name: 'Iran' | 'Malta') => ` IssuedBy-CountryID="${idOf('Country', name)}"`;
/** An organization under one name. */
export const entity = (id: number, name: string, features = '') =>
  party(id, 'entity', alias(documentedName('Primary Latin', ['Entity Name', name])), features);
/** A person under one name. */
export const person = (id: number, features = '') =>
  party(
    id,
    'individual',
    alias(documentedName('Primary Latin', ['Last Name', 'EXEMPLAROV'], ['First Name', 'Fictius'])),
    features,
  );

/** A list of one person, of whom everything is said. */
export const wholeList: string = advancedList({
  locations: [
    country(1, 'Iran'),
    `<Location ID="2"><LocationAreaCode AreaCodeID="95" />${part('POSTAL CODE', value('00000'))}${part('CITY', value('Exemple') + value('Экземпль', false))}${part('ADDRESS2', value('Floor 2'))}${part('ADDRESS1', value('1 Specimen Road') + value('Образцовая 1', false))}<FeatureVersionReference FeatureVersionID="1" /></Location>`,
    `<Location ID="3">${part('Unknown', value('Exemple, Malta'))}</Location>`,
  ].join(''),
  documents: documentOf(
    799901,
    'Passport',
    'X0000001',
    documentDate('Issue Date', '1999-06-23') + documentDate('Expiration Date', '2004-02-05'),
    issuedBy('Iran'),
  ),
  parties: party(
    99901,
    'individual',
    [
      alias(documentedName('Others', ['Last Name', 'CASANOV']), 'A.K.A.'),
      alias(documentedName('Others', ['Last Name', 'THE SPECIMEN']), 'A.K.A.', true),
      alias(documentedName('Others', ['Last Name', 'FORMEROV'], ['First Name', 'F.']), 'F.K.A.', true),
      alias(
        documentedName('Others', ['Last Name', 'ЭКЗЕМПЛЯРОВ'], ['First Name', 'Фиктиус']) +
          documentedName('Others', ['Last Name', '样'], ['First Name', '本']) +
          documentedName(
            'Primary Latin',
            ['Last Name', 'EXEMPLAROV'],
            ['First Name', 'Fictius'],
            ['Patronymic', 'Ivanovich'],
          ),
      ),
    ].join(''),
    [
      feature('Birthdate', period('1970-01-01')),
      feature('Birthdate', period('1971-01-01', '1971-12-31')),
      feature('Birthdate', period('1972-02-01', '1972-02-29', true)),
      feature('Birthdate', period('1961-01-01', '1963-12-31')),
      feature('Birthdate', period('1950-05-05'), 'False'),
      feature('Place of Birth', at(3)),
      feature('Place of Birth', detail('Autreville, France')),
      feature('Nationality Country', detail('') + at(1)),
      feature('Citizenship Country', at(3)),
      feature('Gender', referred('Male')),
      feature('Title', detail('Dr.')),
      feature('Title', detail('Professor')),
      feature('Location', at(2)),
      feature('Website', detail('www.example.org')),
      feature('Secondary sanctions risk:', detail('section 0 of nothing; see there')),
      feature('Digital Currency Address - XBT', detail('1SpecimenAddress')),
    ].join(''),
    'Whole party',
  ),
  entries: entry(99901, '2001-12-04', ['DEMO', 'SPECIMEN']),
});
