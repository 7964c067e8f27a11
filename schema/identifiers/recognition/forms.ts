/** What a text may be, the most specific form first. */
export const textForms = [
  ...([
    'MRZ',
    'MRN',
    'CONTAINER',
    'IBAN',
    'WALLET',
    'LEI',
    'VIN',
    'EMAIL',
    'TELEPHONE',
    'IMO',
    'MMSI',
    'DATE',
  ] as const),
  ...(['CASE_REFERENCE', 'COORDINATES', 'AIR_WAYBILL', 'UN_NUMBER', 'REGISTRATION_MARK', 'FLIGHT'] as const),
  ...(['VAT_NUMBER', 'EORI', 'HS_CODE', 'ICAO_ADDRESS', 'BIC', 'UNLOCODE', 'CALL_SIGN', 'LICENCE_PLATE'] as const),
  ...(['DOCUMENT_NUMBER', 'NAME', 'WORDS'] as const),
] as const;
export type TextForm = (typeof textForms)[number];

/** A form that a text has, and its value as stored and compared. */
export interface RecognisedForm {
  readonly form: TextForm;
  readonly value: string;
}

/** A form, and what it tells by itself. */
export interface Recognised extends RecognisedForm {
  /** Null where the form has no check digit, or its state uses none. A wrong one is looked up all the same. */
  readonly checkDigitValid: boolean | null;
  /** Countries that it may be of, ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
}

/** What a recogniser reads: a value of its own form, or of another one that it holds. */
export type Reading = Pick<Recognised, 'value'> & Partial<Recognised>;

type Readings = Reading | readonly Reading[] | null;

/** How a form is told. */
export interface Recogniser {
  readonly form: TextForm;
  /** Words that people write before the value, as alternatives of a regular expression. */
  readonly label?: string;
  /** The label may be the beginning of something else: UN1203 a plate, too. */
  readonly isWeak?: true;
  /**
   * Takes what `identifierText` gives, without the label.
   *
   * @param isLabelled whether the label was there
   */
  readonly read: (text: string, isLabelled: boolean) => Readings | Promise<Readings>;
}

/** Types under which the log names a number of each form. */
export const identifiedAs: Partial<Record<TextForm, readonly string[]>> = {
  MRN: ['Mrn'],
  CONTAINER: ['Container'],
  WALLET: ['Identification'],
  IBAN: ['Identification'],
  LEI: ['RegisteredNumber'],
  EMAIL: ['Identification'],
  TELEPHONE: ['Identification'],
  IMO: ['Vessel'],
  MMSI: ['VesselNumber'],
  CASE_REFERENCE: ['CaseReference'],
  AIR_WAYBILL: ['TransportDocument'],
  REGISTRATION_MARK: ['AircraftNumber'],
  FLIGHT: ['Identification'],
  VAT_NUMBER: ['RegisteredNumber'],
  EORI: ['EconomicOperator'],
  ICAO_ADDRESS: ['AircraftNumber'],
  CALL_SIGN: ['VesselNumber'],
  LICENCE_PLATE: ['Identification'],
  DOCUMENT_NUMBER: ['Identification', 'RegisteredNumber'],
};

const goods = ['consignments', 'seizures', 'incidents'] as const;
const subjects = ['persons', 'organizations'] as const;
const journeys = ['consignments', 'seizures'] as const;

/**
 * Fields of `Search` that are searched by a form. None: no record is looked up by it, though sources may hold it. A test
 * holds it equal to the sources.
 */
export const searchedIn: Readonly<Partial<Record<TextForm, readonly string[]>>> = {
  MRN: goods,
  CONTAINER: goods,
  WALLET: ['persons'],
  IBAN: ['persons'],
  LEI: ['organizations'],
  EMAIL: subjects,
  TELEPHONE: subjects,
  IMO: ['vessels', ...goods],
  MMSI: ['vessels'],
  CASE_REFERENCE: ['seizures', 'incidents'],
  COORDINATES: ['seizures', 'incidents'],
  AIR_WAYBILL: ['consignments'],
  REGISTRATION_MARK: ['aircraft', ...journeys],
  FLIGHT: journeys,
  VAT_NUMBER: ['organizations'],
  EORI: ['persons', 'organizations', 'consignments'],
  HS_CODE: ['consignments'],
  ICAO_ADDRESS: ['aircraft'],
  UNLOCODE: goods,
  CALL_SIGN: ['vessels'],
  LICENCE_PLATE: ['seizures'],
  DOCUMENT_NUMBER: ['persons', 'organizations', ...journeys],
  NAME: ['persons', 'organizations', 'vessels', 'aircraft', 'incidents'],
  WORDS: [...goods, 'jointOperations'],
};
