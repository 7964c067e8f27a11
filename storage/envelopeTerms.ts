import pg from 'pg';

/** A record's envelope without its originator and expiry: equal for many records, and often read together. */
export interface EnvelopeTerms {
  /** Rank of the classification. */
  readonly classification: number;
  readonly minor: boolean;
  readonly source: string;
  readonly dataSubjectCategory: string | null;
  readonly jointOperation: string | null;
  readonly handlingCodes: readonly string[];
  readonly addressees: readonly string[];
  readonly releasableTo: readonly string[];
  readonly hitTo: readonly string[];
  readonly purposeLimits: readonly string[];
  /** Categories in which the record holds data; only these count for visibility. */
  readonly holds: readonly string[];
}

/** Columns of the terms, in the order of their text form. */
export const termColumns: readonly string[] = [
  'classification',
  'minor',
  'source',
  'data_subject_category',
  'joint_operation',
  'handling_codes',
  'addressees',
  'releasable_to',
  'hit_to',
  'purpose_limits',
  'holds',
];

const TEXT_ARRAY: number = 1009;
const readList = pg.types.getTypeParser(TEXT_ARRAY, 'text') as (text: string) => (string | null)[];

/**
 * Reads the terms from the text of a PostgreSQL array, in which each list is an element's text. Equal texts are equal terms.
 * Throws RangeError for any other text: a row whose terms cannot be read is not judged.
 */
export function readEnvelopeTerms(text: string): EnvelopeTerms {
  const parts = readList(text);
  if (parts.length !== termColumns.length) throw new RangeError('an envelope has other terms');
  const [classification, minor, source, dataSubjectCategory, jointOperation, ...lists] = parts;
  const [handlingCodes, addressees, releasableTo, hitTo, purposeLimits, holds] = lists.map(listOf);
  if (!handlingCodes || !addressees || !releasableTo || !hitTo || !purposeLimits || !holds) return missing();
  return {
    classification: Number(classification ?? missing()),
    minor: truthOf(minor),
    source: source ?? missing(),
    dataSubjectCategory: dataSubjectCategory ?? null,
    jointOperation: jointOperation ?? null,
    handlingCodes,
    addressees,
    releasableTo,
    hitTo,
    purposeLimits,
    holds,
  };
}

function listOf(text: string | null): readonly string[] {
  return text === null ? missing() : Object.freeze(readList(text).map((item) => item ?? missing()));
}

function truthOf(text: string | null | undefined): boolean {
  return text === 'true' || (text === 'false' ? false : missing());
}

function missing(): never {
  throw new RangeError('an envelope lacks a term');
}
