import { writeZip } from '../../support/zipWriter.js';

// All designations are invented, and shaped like those of the list: no person, organization or ship of these names exists.
export const columns = [
  ...['Last Updated', 'Unique ID', 'OFSI Group ID', 'UN Reference Number', 'Name 6', 'Name 1', 'Name 2', 'Name 3'],
  ...['Name 4', 'Name 5', 'Name type', 'Alias strength', 'Title', 'Name non-latin script', 'Non-latin script type'],
  ...['Non-latin script language', 'Regime Name', 'Designation Type', 'Designation source', 'Sanctions Imposed'],
  ...['Other Information', 'UK Statement of Reasons', 'Address Line 1', 'Address Line 2', 'Address Line 3'],
  ...['Address Line 4', 'Address Line 5', 'Address Line 6', 'Address Postal Code', 'Address Country', 'Phone number'],
  ...['Website', 'Email address', 'Date Designated', 'D.O.B', 'Nationality(/ies)', 'National Identifier number'],
  ...['National Identifier additional information', 'Passport number', 'Passport additional information', 'Position'],
  ...['Gender', 'Town of birth', 'Country of birth', 'Type of entity', 'Subsidiaries', 'Parent company'],
  ...['Business registration number (s)', 'IMO number', 'Current owner/operator (s)', 'Previous owner/operator (s)'],
  ...['Current believed flag of ship', 'Previous flags', 'Type of ship', 'Tonnage of ship', 'Length of ship'],
  ...['Year Built', 'Hull identification number (HIN)'],
];
export type Row = Readonly<Record<string, string>>;

export const regime = 'The Specimen (Sanctions) (EU Exit) Regulations 2020';
const listing = { 'Last Updated': '01/02/2026', 'Regime Name': regime, 'Designation source': 'UK' };
const person = {
  ...listing,
  'Unique ID': 'XXX0001',
  'OFSI Group ID': '99901',
  'UN Reference Number': 'XXi.901',
  'Designation Type': 'Individual',
  'Sanctions Imposed': 'Asset freeze|Travel Ban',
  'UK Statement of Reasons': 'Led the fictitious group.',
  'Other Information': 'Keeps specimens.',
  'Date Designated': '31/12/2020',
};
export const persons: readonly Row[] = [
  {
    ...person,
    'Name 6': 'EXEMPLAROFF',
    'Name 1': 'F.',
    'Name type': 'Alias',
    'Alias strength': 'Low quality a.k.a',
    'D.O.B': 'dd/mm/1962',
  },
  {
    ...person,
    'Name 6': 'EXEMPLAROV',
    'Name 1': 'Fictius',
    'Name 2': 'Specimen',
    'Name type': 'Primary Name',
    Title: 'Dr',
    'Name non-latin script': 'Фиктиус Экземпляров',
    'Non-latin script type': 'Cyrillic',
    'Non-latin script language': 'Russian',
    'D.O.B': '28/06/1960',
    'Town of birth': 'Exemple',
    'Country of birth': 'Malta',
    'Nationality(/ies)': 'Malta',
    'Passport number': 'X0000001',
    'Passport additional information': 'issued in Exemple',
    'National Identifier number': '00-0001',
    Position: 'Minister of Examples',
    Gender: 'Male',
    'Address Line 1': '1 Specimen Road',
    'Address Line 6': 'Exemple',
    'Address Postal Code': '00000',
    'Address Country': 'Malta',
    'Phone number': '+000 17 00',
    'Email address': 'a@example.org',
  },
  {
    ...person,
    'Name 6': 'EXEMPLAR',
    'Name 1': 'Fictius',
    'Name type': 'Primary Name Variation',
    'D.O.B': '15/08/19yy',
  },
];
export const entity: Row = {
  ...listing,
  'Unique ID': 'XXX0002',
  'Designation Type': 'Entity',
  'Name 6': 'SPECIMEN TRADING "S"',
  'Name type': 'Primary Name',
  'Type of entity': 'Company',
  Subsidiaries: 'Specimen Ltd',
  'Business registration number (s)': 'INN: 0000000001',
  Website: 'www.example.org',
  'Sanctions Imposed': 'Asset freeze',
};
export const ship: Row = {
  ...listing,
  'Unique ID': 'XXX0003',
  'Designation Type': 'Ship',
  'Name 6': 'SPECIMEN STAR',
  'Name type': 'Primary Name',
  'IMO number': 'IMO9074729',
  'Current owner/operator (s)': 'Specimen Shipping',
  'Current believed flag of ship': 'Malta',
  'Previous flags': 'France',
  'Type of ship': 'Oil Tanker',
  'Tonnage of ship': '1234',
  'Length of ship': '100',
  'Year Built': '1999',
};
export const all = [...persons, entity, ship];

const toLine = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
export const toCells = (row: Row): string[] => columns.map((column) => row[column] ?? '');
export const csvOf = (...rows: Row[]): string =>
  ['Report Date: 01-Feb-2026', columns.join(','), ...rows.map((row) => toLine(toCells(row))), ''].join('\r\n');

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const tag = (name: string, text: string | undefined): string => (text ? `<${name}>${escapeText(text)}</${name}>` : '');
const list = (outer: string, inner: string, row: Row, column: string): string =>
  row[column] ? `<${outer}>${tag(inner, row[column])}</${outer}>` : '';

/** A designation as the list's XML has it, from the rows of its table. */
export function designationOf(all: readonly Row[]): string {
  // A table states values beside each name; the XML states them by themselves, in an order of its own.
  const rows = all.toSorted((row) => (row['Name type'] === 'Primary Name' ? -1 : 0));
  const [first] = rows as [Row, ...Row[]];
  const each = (toXml: (row: Row) => string): string => rows.map(toXml).join('');
  const parts = (row: Row, names: Readonly<Record<string, string>>): string =>
    Object.entries(names)
      .map(([name, column]) => tag(name, row[column]))
      .join('');
  const name = (row: Row): string =>
    `<Name>${[1, 2, 3, 4, 5, 6].map((n) => tag(`Name${n}`, row[`Name ${n}`])).join('')}${parts(row, { NameType: 'Name type', AliasStrength: 'Alias strength' })}</Name>`;
  const lines = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`AddressLine${n}`, `Address Line ${n}`]));
  const addressed = { ...lines, AddressPostalCode: 'Address Postal Code', AddressCountry: 'Address Country' };
  const ofShip: readonly (readonly [string, string, string])[] = [
    ['IMONumbers', 'IMONumber', 'IMO number'],
    ['CurrentOwnerOperators', 'CurrentOwnerOperator', 'Current owner/operator (s)'],
    ['CurrentBelievedFlagOfShips', 'CurrentBelievedFlagOfShip', 'Current believed flag of ship'],
    ['PreviousFlags', 'PreviousFlag', 'Previous flags'],
    ['TypeOfShipDetails', 'TypeOfShip', 'Type of ship'],
    ['TonnageOfShipDetails', 'TonnageOfShip', 'Tonnage of ship'],
    ['LengthOfShipDetails', 'LengthOfShip', 'Length of ship'],
    ['YearsBuilt', 'YearBuilt', 'Year Built'],
  ];
  const top = {
    LastUpdated: 'Last Updated',
    DateDesignated: 'Date Designated',
    UniqueID: 'Unique ID',
    OFSIGroupID: 'OFSI Group ID',
    UNReferenceNumber: 'UN Reference Number',
    RegimeName: 'Regime Name',
    IndividualEntityShip: 'Designation Type',
    DesignationSource: 'Designation source',
    SanctionsImposed: 'Sanctions Imposed',
    OtherInformation: 'Other Information',
    UKStatementofReasons: 'UK Statement of Reasons',
  };
  return `<Designation>${parts(first, top)}
    <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze></SanctionsImposedIndicators>
    <Names>${each(name)}</Names>
    ${each((row) => (row['Name non-latin script'] ? `<NonLatinNames><NonLatinName>${parts(row, { NameNonLatinScript: 'Name non-latin script', NonLatinScriptType: 'Non-latin script type', NonLatinScriptLanguage: 'Non-latin script language' })}</NonLatinName></NonLatinNames>` : ''))}
    ${each((row) => list('Titles', 'Title', row, 'Title'))}
    ${each((row) => (row['Address Country'] ? `<Addresses><Address>${parts(row, addressed)}</Address></Addresses>` : ''))}
    ${each((row) => list('PhoneNumbers', 'PhoneNumber', row, 'Phone number'))}
    ${each((row) => list('Websites', 'Website', row, 'Website'))}
    ${each((row) => list('EmailAddresses', 'EmailAddress', row, 'Email address'))}
    <IndividualDetails><Individual>
      ${each((row) => list('DOBs', 'DOB', row, 'D.O.B'))}
      ${each((row) => list('Nationalities', 'Nationality', row, 'Nationality(/ies)'))}
      ${each((row) => (row['Passport number'] ? `<PassportDetails><Passport>${parts(row, { PassportNumber: 'Passport number', PassportAdditionalInformation: 'Passport additional information' })}</Passport></PassportDetails>` : ''))}
      ${each((row) => (row['National Identifier number'] ? `<NationalIdentifierDetails><NationalIdentifier>${tag('NationalIdentifierNumber', row['National Identifier number'])}</NationalIdentifier></NationalIdentifierDetails>` : ''))}
      ${each((row) => list('Positions', 'Position', row, 'Position'))}
      ${each((row) => list('Genders', 'Gender', row, 'Gender'))}
      ${each((row) => (row['Town of birth'] ? `<BirthDetails><Location>${parts(row, { TownOfBirth: 'Town of birth', CountryOfBirth: 'Country of birth' })}</Location></BirthDetails>` : ''))}
    </Individual></IndividualDetails>
    <EntityDetails><Entity>
      ${each((row) => list('TypeOfEntities', 'TypeOfEntity', row, 'Type of entity'))}
      ${each((row) => list('Subsidiaries', 'Subsidiary', row, 'Subsidiaries'))}
      ${each((row) => list('BusinessRegistrationNumbers', 'BusinessRegistrationNumber', row, 'Business registration number (s)'))}
    </Entity></EntityDetails>
    <ShipDetails><Ship>${each((row) => ofShip.map(([outer, inner, column]) => list(outer, inner, row, column)).join(''))}</Ship></ShipDetails>
  </Designation>`;
}
export const xmlOf = (...designations: string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<Designations><DateGenerated>01/02/2026</DateGenerated>\n${designations.join('\n')}\n</Designations>\n`;

export const cellOf = (text: string): string =>
  text === ''
    ? '<table:table-cell/>'
    : `<table:table-cell office:value-type="string"><text:p>${escapeText(text)}</text:p></table:table-cell>`;
export const rowOf = (cells: readonly string[]): string =>
  `<table:table-row>${cells.map(cellOf).join('')}</table:table-row>`;
export const contentOf = (...rows: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="UK Sanctions List">${rows.join('')}</table:table></office:spreadsheet></office:body></office:document-content>`;
export const odsOf = (content: string): Buffer =>
  writeZip([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
    { name: 'styles.xml', data: '<styles/>' },
    { name: 'content.xml', data: content },
  ]);
export const title = rowOf(['Report Date: 01-Feb-2026']);
export const empty =
  '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
