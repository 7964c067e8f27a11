import type { RawBuilder } from 'kysely';
import { classifications } from '../../policy/types.js';
import { envelopeColumns } from '../../storage/sql.js';
import type { EnvelopeRow } from './types.js';

/** Columns of a row's envelope for the table alias given, `r` by default; select the record's `id` beside them. */
export function envelope(alias = 'r'): RawBuilder<unknown> {
  return envelopeColumns(alias);
}

/** The envelope as the SDL's `Handling` words it. */
export function toHandling(row: EnvelopeRow): Record<string, unknown> {
  return {
    originator: row.env_originator,
    handlingCodes: row.env_handling_codes,
    handlingNote: row.env_handling_note,
    sourceEvaluation: row.env_source_evaluation,
    informationEvaluation: row.env_information_evaluation,
    classification: classifications[row.env_classification] ?? null,
    purposeLimits: row.env_purpose_limits,
    dataSubjectCategory: row.env_data_subject_category,
    minor: row.env_minor,
    expiresAt: row.env_expires_at === null ? null : new Date(row.env_expires_at).toISOString(),
    source: row.env_source,
    caseReference: row.env_case_reference,
    addressees: row.env_addressees,
    releasableTo: row.env_releasable_to,
    hitTo: row.env_hit_to,
    jointOperation: row.env_joint_operation,
    sourceRef: row.env_source_ref,
  };
}
