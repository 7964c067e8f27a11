import { analyseRecord, type ComparedRecord, compareRecords, cutOff } from '../../../matching/index.js';
import { vesselNameKey } from '../../../schema/identifiers/vesselName.js';
import { explainMatch, type StatedVessel, type VesselMatch } from './explain.js';

/** A vessel's record, as far as its source let it through for this viewer. */
export interface VesselProbe {
  readonly names: readonly string[];
  readonly imo?: string | null | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly flag?: string | null | undefined;
  readonly pastFlags?: readonly string[] | null | undefined;
  readonly type?: string | null | undefined;
}

/** Compares the vessel of a probe with those that incidents state; null where the names are not similar. */
export function vesselMatcher(probe: VesselProbe): (stated: StatedVessel) => VesselMatch | null {
  const names = probe.names.filter(isName);
  if (names.length === 0) return () => null;
  const asked = analyseRecord(toRecord(names, probe));
  return (stated) => {
    if (!isName(stated.name)) return null;
    const record = analyseRecord(toRecord([stated.name], stated));
    const compared = compareRecords(asked, record);
    return compared.name.score < cutOff ? null : explainMatch(compared, names, stated, record);
  };
}

/** Whether a text names a ship: registers and reports write words like "unknown" where they do not know the name. */
export const isName = (name: string): boolean => vesselNameKey(name) !== '';

function toRecord(
  names: readonly string[],
  { imo, flag, type, pastFlags }: Omit<VesselProbe, 'names'>,
): ComparedRecord {
  return {
    kind: 'vessel',
    names,
    ...(imo ? { identifiers: [{ kind: 'imo', number: imo }] } : {}),
    ...(isCountryCode(flag) ? { flag } : {}),
    ...(pastFlags ? { formerFlags: pastFlags.filter(isCountryCode) } : {}),
    ...(type ? { type } : {}),
  };
}

/** Why: a flag in words cannot be compared with a code, and is left out instead of counted as different. */
function isCountryCode(flag: string | null | undefined): flag is string {
  return /^[A-Z]{2}$/.test(flag ?? '');
}
