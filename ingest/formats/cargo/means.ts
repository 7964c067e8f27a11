import { parseImo } from '../../../schema/identifiers/imo.js';
import type { ConsignmentRecord } from '../../records/cargo.js';
import type { Statement } from './messageTable.js';
import { type Flag, readCountry } from './readings.js';
import { textOf } from './statements.js';

/** Default type of identification (EUCDM 19 08) for each mode of transport. */
const identificationOfMode: Readonly<Record<number, number>> = { 1: 10, 3: 30, 8: 80 };

const imoNumber = 10;
const vesselName = 11;

/**
 * The active means of transport at the border, or the inland one (EUCDM 19 05, 19 06) where only that is identified. By
 * sea, without a stated type, an IMO number is expected: anything else is kept as stated, with a flag.
 */
export function readMeans(
  message: Statement,
  mode: number | null,
  flag: Flag,
): Pick<ConsignmentRecord, 'borderTransportMeans' | 'vesselImo' | 'vesselName'> {
  const border = textOf(message, 'meansId', flag);
  const identification = border ?? textOf(message, 'inlandMeansId', flag);
  const stated = textOf(message, border === null ? 'inlandMeansType' : 'meansType', flag);
  const nationality = readCountry(textOf(message, 'meansNationality', flag), flag);
  if (identification === null && nationality === null) return { borderTransportMeans: null };
  const expected =
    stated !== null && /^\d{2}$/.test(stated) ? Number(stated) : (identificationOfMode[mode ?? -1] ?? null);
  const imo = expected === imoNumber && identification !== null ? parseImo(identification) : null;
  const isNoImo = expected === imoNumber && identification !== null && imo === null;
  if (isNoImo) flag('IMO_FORM');
  return {
    borderTransportMeans: {
      type: identification === null || (isNoImo && stated === null) ? null : expected,
      identification,
      nationality,
    },
    vesselImo: imo,
    vesselName: expected === vesselName ? identification : null,
  };
}
