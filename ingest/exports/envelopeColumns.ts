// SPDX-License-Identifier: Apache-2.0
import { classifications } from '../../policy/types.js';
import type { EnvelopeStatement } from '../records/base.js';

/** The envelope columns of a record table, as they are selected. */
export interface EnvelopeRow {
  readonly originator: string;
  readonly handling_codes: readonly string[];
  readonly handling_note: string | null;
  readonly addressees: readonly string[];
  readonly source_evaluation: string | null;
  readonly information_evaluation: number | null;
  readonly classification: number;
  readonly releasable_to: readonly string[];
  readonly hit_to: readonly string[];
  readonly purpose_limits: readonly string[];
  readonly data_subject_category: string | null;
  readonly minor: boolean;
  readonly joint_operation: string | null;
  readonly expires_at: string | null;
  readonly case_reference: string | null;
}

/** Selects an envelope of the table with this alias. */
export function selectEnvelope(alias: string): string {
  const plain = [
    ...['originator', 'handling_codes', 'handling_note', 'addressees', 'source_evaluation', 'information_evaluation'],
    ...['classification', 'releasable_to', 'hit_to', 'purpose_limits', 'data_subject_category', 'minor'],
    ...['joint_operation', 'case_reference'],
  ].map((column) => `${alias}.${column}`);
  const expiry = `to_char(${alias}.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as expires_at`;
  return [...plain, expiry].join(', ');
}

/** The whole envelope of a stored record as a record states it. Nothing is left out, so that no default takes its place. */
export function toStatedEnvelope(row: EnvelopeRow): EnvelopeStatement {
  return {
    originator: row.originator,
    handlingCodes: row.handling_codes,
    handlingNote: row.handling_note,
    addressees: row.addressees,
    sourceEvaluation: row.source_evaluation,
    informationEvaluation: row.information_evaluation,
    classification: classifications[row.classification] ?? 'BASIC_PROTECTION_LEVEL',
    releasableTo: row.releasable_to,
    hitTo: row.hit_to,
    purposeLimits: row.purpose_limits,
    dataSubjectCategory: row.data_subject_category,
    minor: row.minor,
    jointOperation: row.joint_operation,
    expiresAt: row.expires_at,
    caseReference: row.case_reference,
  };
}
