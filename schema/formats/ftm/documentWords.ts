import type { identificationTypes } from '../../records/parts/subject.js';

/** Words from which readers derive the type of a document without a scheme; a passport has a schema of its own. */
export const documentWords: Readonly<Partial<Record<(typeof identificationTypes.stored)[number], string>>> = {
  NATIONAL_ID: 'National ID',
  DRIVING_LICENCE: 'Driving licence',
  TAX_NUMBER: 'Tax number',
  SOCIAL_SECURITY_NUMBER: 'Social security number',
  RESIDENCE_PERMIT: 'Residence permit',
  SEAFARER_ID: 'Seafarer ID',
};
