import { parseIcaoAddress } from '../../../../schema/identifiers/icaoAddress.js';
import { isValidImo, parseImo } from '../../../../schema/identifiers/imo.js';
import type { AircraftSourceRecord, StatedIdentification, VesselSourceRecord } from '../../../records/persons.js';
import { toAircraftMarks } from '../../watchlists/ofac/aircraftMarks.js';
import { ownIdentifications, withoutRepetitions } from './identifications.js';
import type { OwnFields, SubjectReading } from './subjectReading.js';

/** The members of a ship's record. */
export function toVessel({ entity, values, flags, parts }: SubjectReading): OwnFields<VesselSourceRecord> {
  const stated = values.text('imoNumber');
  const parsed = stated === null ? null : parseImo(stated);
  const imo = parsed !== null && isValidImo(parsed) ? parsed : null;
  if (stated !== null && imo === null) flags.add(parsed === null ? 'IMO_FORM' : 'IMO_CHECK_DIGIT');
  const main = [...(imo === null ? [] : ['imoNumber']), 'callSign', 'mmsi'];
  return {
    imo,
    flag: values.country('flag') ?? values.country('country'),
    pastFlags: values.countries('pastFlags'),
    type: values.text('type'),
    tonnage: values.number('tonnage'),
    grossRegisteredTonnage: values.number('grossRegisteredTonnage'),
    buildDate: values.earliest('buildDate'),
    registrationPort: values.text('registrationPort'),
    callSign: values.text('callSign'),
    mmsi: values.text('mmsi'),
    identifications: withoutRepetitions([...parts.identifications, ...ownIdentifications(entity, values, main)]),
  };
}

/** The members of an aircraft's record. */
export function toAircraft({ entity, values, flags, names, parts }: SubjectReading): OwnFields<AircraftSourceRecord> {
  const { registration, pastRegistrations, misshapen } = toAircraftMarks(values.texts('registrationNumber'), [], names);
  if (misshapen) flags.add('REGISTRATION_FORM');
  // Why both: the model means the type designator (ICAO Doc 8643), but publishers also state the 24-bit address here.
  const codes = values.texts('icaoCode');
  const address = codes.map(parseIcaoAddress).find((found) => found !== null) ?? null;
  if (codes.some((code) => parseIcaoAddress(code) === null && !typeDesignator.test(code)))
    flags.add('ICAO_ADDRESS_FORM');
  const hasField = ({ scheme, number }: StatedIdentification): boolean =>
    scheme === 'registrationNumber' ||
    (scheme === 'icaoCode' && address !== null && parseIcaoAddress(number) === address);
  const own = ownIdentifications(entity, values, ['serialNumber']).filter((document) => !hasField(document));
  return {
    registration,
    pastRegistrations,
    country: values.country('country'),
    serialNumber: values.text('serialNumber'),
    type: values.text('type'),
    model: values.text('model'),
    manufacturer: values.text('manufacturer'),
    buildDate: values.earliest('buildDate'),
    icaoAddress: address,
    identifications: withoutRepetitions([...parts.identifications, ...own]),
  };
}

/** A letter, then one to three letters or digits. @see ICAO Doc 8643 */
const typeDesignator = /^[A-Z][A-Z0-9]{1,3}$/i;
