import { isMappedSource, mappedSources, mayOriginate } from '../../../policy/mayOriginate.js';
import type { Policy } from '../../../policy/policy.js';
import { dataSubjectCategories, handlingCodes } from '../../../policy/protectedSubjects.js';
import { type Classification, classifications, type Envelope } from '../../../policy/types.js';
import { badUserInput, PortcullisError } from '../../../schema/errors.js';
import type { EnvelopeStatement } from '../../records/base.js';
import { describeReason } from '../../records/reasons.js';
import { findDefectOfEnvelope } from '../../records/validate.js';

/** What the command line or a mapping says of the envelope of a whole run. */
export interface EnvelopeOptions {
  /** Agency id. */
  readonly originator: string;
  /** Handling codes H0 to H3. */
  readonly handling?: readonly string[];
  readonly handlingNote?: string;
  readonly classification?: string;
  /** UTC ISO 8601. */
  readonly expiresAt?: string;
  readonly dataSubjectCategory?: string;
  /** `agency:ID`, `kind:KIND`, `country:CC`. */
  readonly releasableTo?: readonly string[];
  /** Who may learn that the records exist where they are held (H2) or not released; written like `releasableTo`. */
  readonly hitTo?: readonly string[];
  readonly purposeLimits?: readonly string[];
  readonly caseReference?: string;
}

/**
 * The envelope statement of a run: the format's defaults under the command's options. A purpose, code or level that policy
 * does not know is refused, never stored.
 *
 * @param source value of the envelope's `source`, which the originator must originate
 * @throws BAD_USER_INPUT for an unknown agency, code, level, category, release or purpose, or a text that no envelope may have;
 *   FORBIDDEN where `agencies.yaml` does not list the source among those that the agency originates
 */
export function resolveEnvelope(
  policy: Policy,
  source: string,
  defaults: EnvelopeStatement,
  options: EnvelopeOptions,
): ResolvedEnvelope {
  assertOriginates(policy, options.originator, source);
  const { handling, classification, ...others } = options;
  const { dataSubjectCategory, releasableTo, hitTo, purposeLimits } = others;
  assertKnown(handling ?? [], handlingCodes, 'handling code');
  assertKnown(purposeLimits ?? [], Object.keys(policy.purposes), 'purpose');
  assertKnown(
    dataSubjectCategory === undefined ? [] : [dataSubjectCategory],
    dataSubjectCategories,
    'category of data subjects',
  );
  assertNames(releasableTo, 'says nobody to release to');
  assertNames(hitTo, 'says nobody to point to the records');
  const stated = {
    ...others,
    ...(handling ? { handlingCodes: handling } : {}),
    ...(classification ? { classification: parseClassification(classification) } : {}),
  };
  const envelope = { ...defaults, ...stated };
  const defect = findDefectOfEnvelope(envelope);
  if (defect !== null)
    throw badUserInput(`Nothing can be stored under this envelope: ${defect.field}: ${describeReason(defect.reason)}.`);
  return { envelope, stated };
}

/** The envelope statement of a run, and what of it the command itself states. */
export interface ResolvedEnvelope {
  readonly envelope: EnvelopeStatement;
  readonly stated: EnvelopeStatement;
}

function assertNames(names: readonly string[] | undefined, what: string): void {
  const wrong = names?.find((name) => !/^(?:agency|kind|country):[A-Z0-9_-]+$/.test(name));
  if (wrong === undefined) return;
  throw badUserInput(`${wrong} ${what}: agency:ID, kind:KIND or country:CC.`);
}

/**
 * What a record states of its own envelope that policy does not know; null where all is known.
 *
 * @remarks Such a record would be shown to nobody (policy/decide.ts), without anybody knowing why.
 */
export function findEnvelopeDefect(
  policy: Policy,
  stated: EnvelopeStatement | null | undefined,
): { readonly field: string; readonly reason: string } | null {
  if (stated == null) return null;
  const { handlingCodes: codes, purposeLimits, dataSubjectCategory, classification, expiresAt } = stated;
  if (codes?.some((code) => !handlingCodes.includes(code)))
    return { field: 'handlingCodes', reason: 'envelope.unknown' };
  if (purposeLimits?.some((purpose) => !Object.hasOwn(policy.purposes, purpose))) {
    return { field: 'purposeLimits', reason: 'envelope.unknown' };
  }
  if (dataSubjectCategory != null && !dataSubjectCategories.includes(dataSubjectCategory)) {
    return { field: 'dataSubjectCategory', reason: 'envelope.unknown' };
  }
  if (classification != null && !classifications.includes(classification)) {
    return { field: 'classification', reason: 'envelope.unknown' };
  }
  if (expiresAt != null && Number.isNaN(Date.parse(expiresAt)))
    return { field: 'expiresAt', reason: 'instant.impossible' };
  return null;
}

function assertKnown(stated: readonly string[], known: readonly string[], what: string): void {
  const unknown = stated.find((word) => !known.includes(word));
  if (unknown === undefined) return;
  throw badUserInput(`${unknown} is no ${what}.`, { facts: { allowed: known } });
}

/** @throws BAD_USER_INPUT for an agency that policy does not list, FORBIDDEN for a source that it does not originate */
export function assertOriginates(policy: Policy, originator: string, source: string): void {
  const agency = policy.agencies[originator];
  if (agency === undefined) throw badUserInput(`${originator} is not listed in agencies.yaml.`);
  if (!mayOriginate(policy, originator, source)) {
    const register = agency.originates.includes(mappedSources) && !isMappedSource(source);
    throw new PortcullisError('FORBIDDEN', {
      message: `${originator} does not originate ${source}: agencies.yaml lists what it may enter.`,
      facts: {
        allowed: agency.originates,
        ...(register ? { hint: `It may enter a register of its own by a mapping, as ${mappedSources}-NAME.` } : {}),
      },
    });
  }
}

/**
 * A record's whole envelope: the run's statement under the record's own. A record whose classification nobody stated is
 * BASIC_PROTECTION_LEVEL, never PUBLIC.
 */
export function toEnvelope(
  run: EnvelopeStatement,
  record: EnvelopeStatement | undefined,
  source: string,
  sourceRef: string,
): Envelope {
  const stated = { ...run, ...record };
  if (stated.originator === undefined) throw new TypeError('a record without an originator');
  return {
    handlingCodes: [],
    addressees: [],
    releasableTo: [],
    hitTo: [],
    purposeLimits: [],
    minor: false,
    ...stated,
    originator: stated.originator,
    classification: stated.classification ?? 'BASIC_PROTECTION_LEVEL',
    source,
    sourceRef,
  };
}

/** Envelope as columns of a record table. */
export function toEnvelopeColumns(envelope: Envelope): Record<string, unknown> {
  return {
    originator: envelope.originator,
    handling_codes: envelope.handlingCodes,
    handling_note: envelope.handlingNote ?? null,
    addressees: envelope.addressees,
    source_evaluation: envelope.sourceEvaluation ?? null,
    information_evaluation: envelope.informationEvaluation ?? null,
    classification: classifications.indexOf(envelope.classification),
    releasable_to: envelope.releasableTo,
    hit_to: envelope.hitTo,
    purpose_limits: envelope.purposeLimits,
    data_subject_category: envelope.dataSubjectCategory ?? null,
    minor: envelope.minor,
    joint_operation: envelope.jointOperation ?? null,
    expires_at: envelope.expiresAt ?? null,
    source: envelope.source,
    source_ref: envelope.sourceRef,
    case_reference: envelope.caseReference ?? null,
  };
}

function parseClassification(text: string): Classification {
  const level = classifications.find((name) => name === text.toUpperCase());
  if (level === undefined) {
    throw badUserInput(`${text} is no classification.`, { facts: { allowed: classifications } });
  }
  return level;
}
