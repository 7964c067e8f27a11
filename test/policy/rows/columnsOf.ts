import { classifications, type Envelope } from '../../../policy/types.js';

/** An envelope as columns of a record's table. A classification that is not on the scale is -1, as an index that is not found. */
export function columnsOf(envelope: Envelope) {
  return {
    originator: envelope.originator,
    handling_codes: envelope.handlingCodes,
    addressees: envelope.addressees,
    classification: classifications.indexOf(envelope.classification),
    releasable_to: envelope.releasableTo,
    hit_to: envelope.hitTo,
    purpose_limits: envelope.purposeLimits,
    data_subject_category: envelope.dataSubjectCategory,
    minor: envelope.minor,
    joint_operation: envelope.jointOperation,
    expires_at: envelope.expiresAt,
  };
}

/** The same in SQL, of a record as of a table. */
export const columnTypes = `originator text, handling_codes text[], addressees text[], classification int, releasable_to text[],
  hit_to text[], purpose_limits text[], data_subject_category text, minor boolean, joint_operation text, expires_at timestamptz`;
