import { mark } from '../words.js';
import type { Officer } from './ask.js';

type Row = readonly [agency: string, role: string, clearance: string, purpose: string, caseReference: string];

const rows: readonly Row[] = [
  ['EU-ANALYSIS', 'ANALYST', 'SECRET_UE', 'CRIMINAL_INVESTIGATION', 'AP-2026-71001'],
  ['DE-POLICE', 'INVESTIGATOR', 'SECRET_UE', 'CRIMINAL_INVESTIGATION', 'DEP-2026-71002'],
  ['DE-POLICE', 'INVESTIGATOR', 'RESTREINT_UE', 'CRIMINAL_INVESTIGATION', 'DEP-2026-71003'],
  ['NL-CUSTOMS', 'ANALYST', 'CONFIDENTIEL_UE', 'JOINT_OPERATION', 'NLC-2026-71004'],
  ['NL-CUSTOMS', 'TARGETER', 'CONFIDENTIEL_UE', 'RISK_ANALYSIS', 'NLC-2026-71005'],
  ['PL-BORDER', 'FRONT_LINE', 'RESTREINT_UE', 'BORDER_CHECK', 'PLB-2026-71006'],
  ['ES-TAX', 'ANALYST', 'BASIC_PROTECTION_LEVEL', 'SANCTIONS_ENFORCEMENT', 'EST-2026-71007'],
];

/** Those who ask all night: several agencies, of one two officers. */
export const officers: readonly Officer[] = rows.map(officerOf);

/** Reads the log of all agencies. */
export const supervisor: Officer = officerOf(
  ['EU-SUPERVISOR', 'AUDITOR', 'SECRET_UE', 'DATA_PROTECTION_AUDIT', 'SV-2026-71008'],
  rows.length,
);

/** A partner's system, which runs registered documents alone. */
export const machine: Officer = officerOf(
  ['BE-CUSTOMS', 'SYSTEM_CLIENT', 'RESTREINT_UE', 'SANCTIONS_ENFORCEMENT', 'BEC-2026-71009'],
  rows.length + 1,
);

/** Words of the officers and their cases: in no line, metric or trace. */
export const told: readonly string[] = [
  mark,
  ...rows.map(([, , , , reference]) => reference),
  'SV-2026-71008',
  'BEC-2026-71009',
];

function officerOf([agency, role, clearance, purpose, caseReference]: Row, at: number): Officer {
  return { agency, role, clearance, purpose, caseReference, subject: `officer-${mark}-${at}` };
}
