import type { Purpose, Role } from '../../policy/types.js';

/** One agency of the demonstration, and how it asks. */
export interface Asker {
  /** Id of `agencies.yaml`. */
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly caseReference?: string;
  /** What its answer shows, in a few words. */
  readonly says: string;
}

/** The three who ask the same question. */
export const askers: readonly Asker[] = [
  {
    agency: 'NL-CUSTOMS',
    role: 'ANALYST',
    purpose: 'JOINT_OPERATION',
    says: 'member of the operation, within its time box',
  },
  {
    agency: 'DE-POLICE',
    role: 'INVESTIGATOR',
    purpose: 'CRIMINAL_INVESTIGATION',
    caseReference: 'DEP-2026-00902',
    says: 'on a case of its own',
  },
  {
    agency: 'EU-ANTIFRAUD',
    role: 'ANALYST',
    purpose: 'EU_FRAUD_INVESTIGATION',
    caseReference: 'OF-2026-0815',
    says: 'goods and traders; of the case only parts, and whom to ask',
  },
];

/** The supervisory authority that reads the log entries of the three. */
export const auditor: Asker = {
  agency: 'EU-SUPERVISOR',
  role: 'AUDITOR',
  purpose: 'DATA_PROTECTION_AUDIT',
  caseReference: 'SV-2026-00011',
  says: 'mandate over all three',
};
