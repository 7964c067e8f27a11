import { canonicalize } from '../../../auditlog/canonical.js';
import { classifications, type Envelope } from '../../../policy/types.js';
import { isObject } from '../../../schema/isObject.js';
import type { EnvelopeTerms } from '../../../storage/envelopeTerms.js';

/**
 * The part of an envelope that rows share. Invariant: rows share a judgement by what is here, so `decide` may read nothing
 * else. Columns that differ from row to row throw, which denies. To let `decide` read one, add it here and to the text.
 */
export class SharedEnvelope implements Envelope {
  readonly originator: string;
  readonly handlingCodes: readonly string[];
  readonly addressees: readonly string[];
  readonly classification: Envelope['classification'];
  readonly releasableTo: readonly string[];
  readonly hitTo: readonly string[];
  readonly purposeLimits: readonly string[];
  readonly dataSubjectCategory: string | null;
  readonly minor: boolean;
  readonly jointOperation: string | null;
  readonly expiresAt: string | null;
  readonly source: string;

  constructor(originator: string, terms: EnvelopeTerms, expiresAt: string | null) {
    this.originator = originator;
    this.handlingCodes = terms.handlingCodes;
    this.addressees = terms.addressees;
    this.classification = classifications[terms.classification] as Envelope['classification'];
    this.releasableTo = terms.releasableTo;
    this.hitTo = terms.hitTo;
    this.purposeLimits = terms.purposeLimits;
    this.dataSubjectCategory = terms.dataSubjectCategory;
    this.minor = terms.minor;
    this.jointOperation = terms.jointOperation;
    this.expiresAt = expiresAt;
    this.source = terms.source;
  }

  get sourceRef(): string {
    return unshared('sourceRef');
  }
  get handlingNote(): string {
    return unshared('handlingNote');
  }
  get sourceEvaluation(): string {
    return unshared('sourceEvaluation');
  }
  get informationEvaluation(): number {
    return unshared('informationEvaluation');
  }
  get caseReference(): string {
    return unshared('caseReference');
  }
}

function unshared(name: string): never {
  throw new Error(`${name} is not in the key of the verdict that rows share`);
}

/** An envelope, and the categories under it that visibility ignores. */
export interface StatedEnvelope {
  readonly originator: string;
  readonly terms: EnvelopeTerms;
  /** Categories in which the rows hold data and that visibility ignores: the source has no field of them. */
  readonly unseen: readonly string[];
}

/** Values that the text leaves out. */
const defaults = {
  addressees: [],
  dataSubjectCategory: null,
  handlingCodes: [],
  hitTo: [],
  holds: [],
  jointOperation: null,
  minor: false,
  purposeLimits: [],
  releasableTo: [],
} as const;

/** The envelope as the log keeps it: canonical JSON (RFC 8785) of what it states, so that equal ones have one text. */
export function writeEnvelope({ originator, terms: { classification, ...terms }, unseen }: StatedEnvelope): string {
  const stated = Object.entries({ unseen, ...terms }).filter(([name, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== defaults[name as keyof typeof defaults],
  );
  const level = classifications[classification] ?? String(classification);
  return canonicalize({ originator, classification: level, ...Object.fromEntries(stated) });
}

/** The members of the text. */
type WrittenEnvelope = Omit<StatedEnvelope, 'terms'> &
  Omit<EnvelopeTerms, 'classification'> &
  Pick<Envelope, 'classification'>;

/** What such a text states. @throws RangeError, SyntaxError for any other text */
export function readEnvelope(text: string): StatedEnvelope {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || typeof value.originator !== 'string' || typeof value.source !== 'string')
    throw new RangeError('an envelope of another form');
  const { originator, classification, unseen = [], ...stated } = value as unknown as WrittenEnvelope;
  // An unknown level becomes -1, as it was when written: `decide` does not understand it, which denies.
  const level = classifications.indexOf(classification);
  return { originator, terms: Object.assign({}, defaults, stated, { classification: level }), unseen };
}
