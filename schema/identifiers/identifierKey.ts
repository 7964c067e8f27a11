import { compactNumber } from './documentNumber.js';
import { parseImo } from './imo.js';

/** The form in which the log names a number: `7937317` for `IMO 7937317`, `CSQU3054383` for `csqu 305438-3`. */
export function identifierKey(type: string, text: string): string {
  return (type === 'Vessel' ? parseImo(text) : null) ?? compactNumber(text);
}

/** Types under which the log names numbers. A joint operation is named by its id in the policy. */
export const numberTypes: ReadonlySet<string> = new Set([
  ...['Mrn', 'TransportDocument', 'CaseReference', 'Container', 'EconomicOperator', 'Identification'],
  ...['RegisteredNumber', 'Vessel', 'VesselNumber', 'AircraftNumber'],
]);
