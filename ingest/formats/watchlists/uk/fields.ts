import { toColumnKey } from '../../tables/namedColumns.js';

/** Kinds of group: individual, entity, ship. */
export type UkKind = 'I' | 'E' | 'S';

interface FieldRow {
  /**
   * Its names in the lists, first the one used in notes: headings of tables, elements of the XML, labels within `Other
   * Information`. Case, spaces and punctuation do not count.
   */
  readonly names: readonly [string, ...string[]];
  /** Kinds whose record has a place for it; for other kinds it becomes a note. All by default. */
  readonly of?: string;
  /**
   * For fields that the CSV states as `(Label):value` within `Other Information`: the form of the value, where prose may
   * follow.
   */
  readonly labelled?: RegExp;
}

/** A value without prose after it. */
const whole = /^.*$/s;

/** Fields of both lists, in the order of notes. */
const fields = {
  name1: { names: ['Name 1'] },
  name2: { names: ['Name 2'] },
  name3: { names: ['Name 3'] },
  name4: { names: ['Name 4'] },
  name5: { names: ['Name 5'] },
  name6: { names: ['Name 6'] },
  title: { names: ['Title'], of: 'I' },
  nonLatin: { names: ['Name Non-Latin Script'] },
  scriptType: { names: ['Non-Latin Script Type'] },
  scriptLanguage: { names: ['Non-Latin Script Language'] },
  birth: { names: ['DOB', 'Individual_DateOfBirth'], of: 'I' },
  town: { names: ['Town of Birth', 'Individual_TownOfBirth'], of: 'I' },
  birthCountry: { names: ['Country of Birth', 'Individual_CountryOfBirth'], of: 'I' },
  nationality: { names: ['Nationality', 'Individual_Nationality', 'Nationality(/ies)'], of: 'I' },
  passport: { names: ['Passport Number', 'Individual_PassportNumber'], of: 'I' },
  passportDetails: {
    names: ['Passport Details', 'Individual_PassportDetails', 'Passport additional information'],
    of: 'I',
  },
  nationalId: {
    names: ['National Identification Number', 'Individual_NINumber', 'National Identifier number'],
    of: 'I',
  },
  nationalIdDetails: {
    names: ['National Identification Details', 'Individual_NIDetails', 'National Identifier additional information'],
    of: 'I',
  },
  position: { names: ['Position', 'Individual_Position'], of: 'I' },
  gender: { names: ['Gender', 'Individual_Gender'], of: 'I', labelled: /^(?:male|female)(?!\w)/i },
  address1: { names: ['Address 1', 'Address Line 1'], of: 'IE' },
  address2: { names: ['Address 2', 'Address Line 2'], of: 'IE' },
  address3: { names: ['Address 3', 'Address Line 3'], of: 'IE' },
  address4: { names: ['Address 4', 'Address Line 4'], of: 'IE' },
  address5: { names: ['Address 5', 'Address Line 5'], of: 'IE' },
  address6: { names: ['Address 6', 'Address Line 6'], of: 'IE' },
  postCode: { names: ['Post/Zip Code', 'PostCode', 'Address Postal Code'], of: 'IE' },
  country: { names: ['Country', 'Address Country'], of: 'IE' },
  phones: { names: ['Phone number'], of: 'IE', labelled: whole },
  emails: { names: ['Email address'], of: 'IE', labelled: whole },
  websites: { names: ['Website'], of: 'IE', labelled: whole },
  entityType: { names: ['Type of entity', 'Entity_Type'], of: 'E', labelled: whole },
  registration: {
    names: [
      'Business Reg No',
      'Business registration number',
      'Entity_BusinessRegNumber',
      'Business registration number(s)',
    ],
    of: 'E',
    labelled: whole,
  },
  parents: { names: ['Parent company', 'Entity_ParentCompany'], of: '', labelled: whole },
  subsidiaries: { names: ['Subsidiaries', 'Entity_Subsidiaries', 'Subsidiary'], of: '', labelled: whole },
  imo: { names: ['IMO number', 'Ship_IMONumber'], of: 'S', labelled: /^(?:IMO\s*)?\d{7}(?!\d)/i },
  owners: {
    names: ['Current owners', 'Current owner/operator', 'Ship_CurrentOwners', 'Current owner/operator(s)'],
    of: 'S',
    labelled: whole,
  },
  formerOwners: {
    names: ['Previous owners', 'Previous owner/operator', 'Ship_PreviousOwners', 'Previous owner/operator(s)'],
    of: '',
    labelled: whole,
  },
  flag: { names: ['Flag of ship', 'Current believed flag of ship', 'Ship_Flag'], of: 'S', labelled: whole },
  formerFlags: { names: ['Previous flags', 'Ship_PreviousFlags', 'Previous flag'], of: 'S', labelled: whole },
  shipType: { names: ['Type of ship', 'Ship_Type'], of: 'S', labelled: whole },
  tonnage: { names: ['Tonnage of ship', 'Ship_Tonnage'], of: 'S', labelled: whole },
  length: { names: ['Length of ship', 'Ship_Length'], of: '', labelled: whole },
  built: { names: ['Year built', 'Ship_YearBuilt'], of: 'S', labelled: whole },
  hull: {
    names: ['Hull identification number', 'Hull identification number (HIN)', 'Ship_HullIdentificationNumber'],
    of: 'S',
    labelled: whole,
  },
  other: { names: ['Other Information'], of: '' },
  reference: { names: ['UK Sanctions List Ref'], labelled: /^[A-Z]{2,4}\d{3,5}(?![\w])/ },
  unReference: { names: ['UN Ref', 'UN Reference Number'], of: '', labelled: /^[A-Za-z]{2}[ie]\.\d{3,4}(?!\w)/ },
  reasons: { names: ['UK Statement of Reasons'], labelled: whole },
  groupType: { names: ['Group Type', 'GroupTypeDescription', 'Designation Type', 'IndividualEntityShip'] },
  aliasType: { names: ['Alias Type', 'Name type'] },
  aliasQuality: { names: ['Alias Quality', 'Alias strength'] },
  regime: { names: ['Regime', 'RegimeName'] },
  listedOn: { names: ['Listed On', 'DateListed'] },
  designatedOn: { names: ['UK Sanctions List Date Designated', 'DateDesignated'] },
  status: { names: ['Group Status'] },
  statusLetter: { names: ['GrpStatus'] },
  sanctions: { names: ['Group Sanctions'] },
  imposed: { names: ['Sanctions Imposed'] },
  designatedBy: { names: ['Designation source'], of: '' },
  ofsiGroup: { names: ['OFSI Group ID'], of: '' },
  sanctionedOn: { names: ['Date Additional Sanctions'] },
  listingType: { names: ['Listing Type'] },
  lastUpdated: { names: ['Last Updated'] },
  group: { names: ['Group ID', 'Unique ID'] },
} as const satisfies Readonly<Record<string, FieldRow>>;

export type UkField = keyof typeof fields;

const table: Readonly<Record<UkField, FieldRow>> = fields;

/** Values stated together: of a row of a table, or of a name, address or document of the XML. One line each, none empty. */
export type UkValues = Readonly<Partial<Record<UkField, string>>>;

const ukFields = Object.keys(fields) as readonly UkField[];

const byKey: ReadonlyMap<string, UkField> = new Map(
  ukFields.flatMap((field) => fields[field].names.map((name) => [toColumnKey(name), field] as const)),
);

/** The field that a heading, element or label names. */
export function fieldOf(name: string): UkField | undefined {
  return byKey.get(toColumnKey(name));
}

/** A field's name in notes. */
export function labelOf(field: UkField): string {
  return fields[field].names[0];
}

/** The form of a field's value in `Other Information`; undefined for a field that is not stated there. */
export function labelledForm(field: UkField | undefined): RegExp | undefined {
  return field && table[field].labelled;
}

/** The fields that become notes in records of a kind. */
export function noteFieldsOf(kind: UkKind): readonly UkField[] {
  return ukFields.filter((field) => table[field].of?.includes(kind) === false);
}

/** The distinct values of a field, in file order. */
export function valuesOf(stated: readonly UkValues[], field: UkField): readonly string[] {
  return [...new Set(stated.flatMap((values) => values[field] ?? []))];
}
