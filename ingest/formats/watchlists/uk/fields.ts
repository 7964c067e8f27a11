import type { Frame } from '../../../records/record.js';
import { toColumnKey } from '../../tables/namedColumns.js';

/**
 * What a row of either list may state. Of each field the names by which the lists have it, its first one in words: headings of
 * the tables, elements of the XML, labels within `Other Information`. Names are alike where they differ in case, spaces and marks
 * alone.
 */
const names = {
  name1: ['Name 1'],
  name2: ['Name 2'],
  name3: ['Name 3'],
  name4: ['Name 4'],
  name5: ['Name 5'],
  name6: ['Name 6'],
  title: ['Title'],
  nonLatin: ['Name Non-Latin Script'],
  scriptType: ['Non-Latin Script Type'],
  scriptLanguage: ['Non-Latin Script Language'],
  birth: ['DOB', 'Individual_DateOfBirth'],
  town: ['Town of Birth', 'Individual_TownOfBirth'],
  birthCountry: ['Country of Birth', 'Individual_CountryOfBirth'],
  nationality: ['Nationality', 'Individual_Nationality', 'Nationality(/ies)'],
  passport: ['Passport Number', 'Individual_PassportNumber'],
  passportDetails: ['Passport Details', 'Individual_PassportDetails', 'Passport additional information'],
  nationalId: ['National Identification Number', 'Individual_NINumber', 'National Identifier number'],
  nationalIdDetails: [
    ...(['National Identification Details', 'Individual_NIDetails'] as const),
    'National Identifier additional information',
  ],
  position: ['Position', 'Individual_Position'],
  gender: ['Gender', 'Individual_Gender'],
  address1: ['Address 1', 'Address Line 1'],
  address2: ['Address 2', 'Address Line 2'],
  address3: ['Address 3', 'Address Line 3'],
  address4: ['Address 4', 'Address Line 4'],
  address5: ['Address 5', 'Address Line 5'],
  address6: ['Address 6', 'Address Line 6'],
  postCode: ['Post/Zip Code', 'PostCode', 'Address Postal Code'],
  country: ['Country', 'Address Country'],
  phones: ['Phone number'],
  emails: ['Email address'],
  websites: ['Website'],
  entityType: ['Type of entity', 'Entity_Type'],
  registration: [
    ...(['Business Reg No', 'Business registration number', 'Entity_BusinessRegNumber'] as const),
    'Business registration number(s)',
  ],
  parents: ['Parent company', 'Entity_ParentCompany'],
  subsidiaries: ['Subsidiaries', 'Entity_Subsidiaries', 'Subsidiary'],
  imo: ['IMO number', 'Ship_IMONumber'],
  owners: ['Current owners', 'Current owner/operator', 'Ship_CurrentOwners', 'Current owner/operator(s)'],
  formerOwners: [
    ...(['Previous owners', 'Previous owner/operator', 'Ship_PreviousOwners'] as const),
    'Previous owner/operator(s)',
  ],
  flag: ['Flag of ship', 'Current believed flag of ship', 'Ship_Flag'],
  formerFlags: ['Previous flags', 'Ship_PreviousFlags', 'Previous flag'],
  shipType: ['Type of ship', 'Ship_Type'],
  tonnage: ['Tonnage of ship', 'Ship_Tonnage'],
  length: ['Length of ship', 'Ship_Length'],
  built: ['Year built', 'Ship_YearBuilt'],
  hull: ['Hull identification number', 'Hull identification number (HIN)', 'Ship_HullIdentificationNumber'],
  other: ['Other Information'],
  reference: ['UK Sanctions List Ref'],
  unReference: ['UN Ref', 'UN Reference Number'],
  reasons: ['UK Statement of Reasons'],
  groupType: ['Group Type', 'GroupTypeDescription', 'Designation Type', 'IndividualEntityShip'],
  aliasType: ['Alias Type', 'Name type'],
  aliasQuality: ['Alias Quality', 'Alias strength'],
  regime: ['Regime', 'RegimeName'],
  listedOn: ['Listed On', 'DateListed'],
  designatedOn: ['UK Sanctions List Date Designated', 'DateDesignated'],
  status: ['Group Status'],
  statusLetter: ['GrpStatus'],
  sanctions: ['Group Sanctions'],
  imposed: ['Sanctions Imposed'],
  designatedBy: ['Designation source'],
  ofsiGroup: ['OFSI Group ID'],
  sanctionedOn: ['Date Additional Sanctions'],
  listingType: ['Listing Type'],
  lastUpdated: ['Last Updated'],
  group: ['Group ID', 'Unique ID'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type UkField = keyof typeof names;

/** What is stated together, by field: a row of a table, or a name, address or document of the XML. One line each, none empty. */
export type UkValues = Readonly<Partial<Record<UkField, string>>>;

/** All of them, in the order in which notes state them. */
export const ukFields = Object.keys(names) as readonly UkField[];

const byKey: ReadonlyMap<string, UkField> = new Map(
  ukFields.flatMap((field) => names[field].map((name) => [toColumnKey(name), field] as const)),
);

/** The field that a heading, element or label names. */
export function fieldOf(name: string): UkField | undefined {
  return byKey.get(toColumnKey(name));
}

/** A field in the list's own words. */
export function labelOf(field: UkField): string {
  return names[field][0];
}

/** A row of a table, or an element of the XML, of one group. */
export interface UkRow {
  readonly group: string;
  readonly file: string;
  readonly line: number;
  /** Of XML. */
  readonly path?: string;
  readonly raw: string;
  /** Of a table's row one. */
  readonly stated: readonly UkValues[];
  /** What makes `raw` a file again. */
  readonly frame: Frame;
}

/** The distinct values that are stated of a field, in file order. */
export function valuesOf(stated: readonly UkValues[], field: UkField): readonly string[] {
  return [...new Set(stated.flatMap((values) => values[field] ?? []))];
}
