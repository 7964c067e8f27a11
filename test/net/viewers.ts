import { loadPolicy } from '../../policy/loading/load.js';
import type { Purpose, Role } from '../../policy/types.js';
import type { Asker } from '../support/deployment.js';

const { agencies } = loadPolicy();

function ask(agency: string, purpose: Purpose, role: Role = 'ANALYST'): Asker {
  const caseReference = agencies[agency]?.caseReference.example ?? '';
  return { agency, purpose, role, caseReference, justification: 'The net' };
}

/** Who asks, by a short name: one of each kind of agency, and one of them for another purpose. */
export const viewers = {
  customs: ask('NL-CUSTOMS', 'CUSTOMS_CONTROL'),
  operation: ask('NL-CUSTOMS', 'JOINT_OPERATION'),
  otherCustoms: ask('BE-CUSTOMS', 'RISK_ANALYSIS', 'TARGETER'),
  police: ask('DE-POLICE', 'CRIMINAL_INVESTIGATION', 'INVESTIGATOR'),
  border: ask('PL-BORDER', 'BORDER_CHECK', 'FRONT_LINE'),
  tax: ask('ES-TAX', 'FINANCIAL_INVESTIGATION'),
  fiu: ask('IT-FIU', 'FINANCIAL_INVESTIGATION'),
  antifraud: ask('EU-ANTIFRAUD', 'EU_FRAUD_INVESTIGATION', 'INVESTIGATOR'),
  analysis: ask('EU-ANALYSIS', 'CRIMINAL_INVESTIGATION'),
  frontex: ask('EU-BORDER', 'RISK_ANALYSIS'),
  judicial: ask('EU-JUDICIAL', 'CRIMINAL_INVESTIGATION', 'CASE_PROSECUTOR'),
  prosecutor: ask('EU-PROSECUTOR', 'EU_FRAUD_INVESTIGATION', 'CASE_PROSECUTOR'),
  partner: ask('XA-CUSTOMS', 'CUSTOMS_CONTROL'),
  supervisor: ask('EU-SUPERVISOR', 'DATA_PROTECTION_AUDIT', 'AUDITOR'),
  auditor: ask('NL-CUSTOMS', 'DATA_PROTECTION_AUDIT', 'AUDITOR'),
} as const satisfies Record<string, Asker>;

export type ViewerName = keyof typeof viewers;

/** Everybody: for the operations that people know. */
export const everybody = Object.keys(viewers) as readonly ViewerName[];
/** For every path: an originator, another customs, police, a prosecutor, tax, a supervisor. */
export const some: readonly ViewerName[] = ['operation', 'otherCustoms', 'police', 'prosecutor', 'tax', 'supervisor'];
export const few: readonly ViewerName[] = ['operation', 'police', 'tax', 'supervisor'];
/** For what depends on the data more than on the viewer. */
export const two: readonly ViewerName[] = ['operation', 'police'];
