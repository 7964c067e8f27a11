import { classifications } from '../../../policy/types.js';
import type { EnvelopeTerms } from '../../../storage/envelopeTerms.js';
import type { RawBuilder } from '../../../storage/kysely.js';
import { envelopeColumns, handlingColumns, statedEnvelopeColumns } from '../../../storage/sql.js';
import type { EnvelopeRow, HandlingRow } from '../rows.js';

/** The columns of a row's envelope that decide, under a table alias; select the record's `id` beside them. */
export function envelope(alias = 'r'): RawBuilder<unknown> {
  return envelopeColumns(alias);
}

/** The same for a row of no records' table, which has no envelope key. */
export function statedEnvelope(alias = 'r'): RawBuilder<unknown> {
  return statedEnvelopeColumns(alias);
}

/** The other columns that a row's `handling` shows: see `HandlingRow`. */
export function handlingOf(alias = 'r'): RawBuilder<unknown> {
  return handlingColumns(alias);
}

/** The envelope as the SDL's `Handling`. Throws for a row read without these columns: it would look like one without values. */
export function toHandling(row: EnvelopeRow | HandlingRow, terms: EnvelopeTerms): Record<string, unknown> {
  if (!('env_source_ref' in row)) throw new Error('a record was read without its handling');
  return {
    originator: row.env_originator,
    handlingCodes: terms.handlingCodes,
    handlingNote: row.env_handling_note,
    sourceEvaluation: row.env_source_evaluation,
    informationEvaluation: row.env_information_evaluation,
    classification: classifications[terms.classification] ?? null,
    purposeLimits: terms.purposeLimits,
    dataSubjectCategory: terms.dataSubjectCategory,
    minor: terms.minor,
    expiresAt: row.env_expires_at === null ? null : new Date(row.env_expires_at).toISOString(),
    source: terms.source,
    caseReference: row.env_case_reference,
    addressees: terms.addressees,
    releasableTo: terms.releasableTo,
    hitTo: terms.hitTo,
    jointOperation: terms.jointOperation,
    sourceRef: row.env_source_ref,
  };
}
