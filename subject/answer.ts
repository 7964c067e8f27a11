import { z } from 'zod';
import { forEachSource, type SubjectSource } from './sources.js';

const texts = z.array(z.string());
const textOrNull = z.string().nullable();

/** A sort of reason for which something may be left out, as agencies.yaml states it for a regime. */
const groundShape = z.object({ code: z.string(), article: z.string(), words: z.string() });

const reachable = z.object({ name: z.string(), contact: z.string() });

const regimeShape = z.object({
  /** Groups of categories: the part of their names before the dot. */
  groups: texts,
  /** The act, e.g. `Directive (EU) 2016/680`. */
  regime: z.string(),
  /** Day by which it is answered, YYYY-MM-DD; null where the request was asked before: the log has the day. */
  answerBy: textOrNull,
  grounds: z.array(groundShape),
  /** To whom the person may complain. */
  authority: reachable,
  /** Who approved it for the agency; null: nobody, and each letter is marked as a proposal. */
  approvedBy: textOrNull,
});

const categoryShape = z.object({
  category: z.string(),
  words: z.string(),
  /** Whether it is in a letter where nobody says otherwise. */
  told: z.boolean(),
  group: z.string(),
  /** The acts on which the category rests, in words. */
  basis: texts,
  /** Purposes for which it may be processed, by their codes. */
  purposes: texts,
});

const datumShape = z.object({
  path: z.string(),
  coordinate: z.string(),
  category: z.string(),
  value: z.string(),
  /** Of the record that states the link, not of the link. */
  ofRecord: z.boolean(),
});

const holdingShape = z.object({
  id: z.string(),
  type: z.string(),
  recordId: textOrNull,
  recordType: textOrNull,
  foundBy: z.string(),
  /** Which of several people of one name and date of birth, from 1; null where there is one, or where it cannot be told. */
  twin: z.number().int().positive().nullable(),
  source: z.string(),
  sourceRef: textOrNull,
  originator: textOrNull,
  caseReference: textOrNull,
  /** UTC ISO 8601; null: no end is stated. */
  expiresAt: textOrNull,
  classification: textOrNull,
  data: z.array(datumShape),
});

const namesakeShape = z.object({
  id: z.string(),
  type: textOrNull,
  /** NAME, DOCUMENT, EORI: what of it is the same as was stated. */
  alikeBy: textOrNull,
  source: textOrNull,
  sourceRef: textOrNull,
  caseReference: textOrNull,
});

const recipientShape = z.object({
  /** Null: an operator of the deployment. */
  agency: textOrNull,
  agencyKind: textOrNull,
  country: textOrNull,
  thirdCountry: z.boolean(),
  /** SHOWN, PRESENCE, ASKED (in vain); null where restricted. */
  told: textOrNull,
  purpose: textOrNull,
  /** YYYY-MM. */
  month: textOrNull,
  categories: texts.nullable(),
  times: z.number().int().nullable(),
  /** Another agency that has not agreed that more is told of its looks. */
  restricted: z.boolean(),
  contact: textOrNull,
});

const holdingsShape = z.object({
  source: z.string(),
  found: z.array(holdingShape),
  namesakes: z.array(namesakeShape),
  /** How many more there are. */
  namesakesLeftOut: z.number().int().nonnegative(),
  aboveClearance: z.number().int().nonnegative(),
  /** Null: nothing was found, so nobody can have seen it. */
  seen: z
    .object({ recipients: z.object({ rows: z.array(recipientShape), looks: z.number().int(), next: z.null() }) })
    .nullable(),
});

/** An answer of which nothing is missing, as a draft keeps it. */
export const wholeAnswerShape = z.object({
  /** The request's public id. */
  id: z.string(),
  agency: z.string(),
  answeredBy: reachable,
  /** UTC ISO 8601. */
  askedAt: z.string(),
  regimes: z.array(regimeShape),
  categories: z.array(categoryShape),
  ...forEachSource(() => holdingsShape),
});

/** An answer of which nothing is missing. */
export type WholeAnswer = z.infer<typeof wholeAnswerShape>;

/** What one source holds of the asked person. */
export type Holdings = z.infer<typeof holdingsShape>;

/** A record or link of the asked person. */
export type Holding = z.infer<typeof holdingShape>;

/** One value of it. */
export type SubjectDatum = z.infer<typeof datumShape>;

/** Who was told of it: an agency, a purpose, a month. */
export type Recipient = z.infer<typeof recipientShape>;

/** Under which act categories are answered. */
export type Regime = z.infer<typeof regimeShape>;

/** Any member may be missing. */
type Received<Whole> = Whole extends readonly (infer One)[]
  ? readonly Received<One>[] | null
  : Whole extends object
    ? { readonly [Name in keyof Whole]: Received<Whole[Name]> } | null
    : Whole | null;

/** What a source answered, as it was received: there may be further pages. */
type ReceivedHoldings = Omit<NonNullable<Received<Holdings>>, 'seen'> & {
  readonly seen: {
    readonly recipients: {
      readonly rows: readonly Recipient[] | null;
      readonly looks: number | null;
      readonly next: string | null;
    } | null;
  } | null;
};

/** `data.subject` as it was received: any member may be null, and pages of recipients may be left. */
export type SubjectAnswer = Omit<NonNullable<Received<WholeAnswer>>, SubjectSource> &
  Readonly<Record<SubjectSource, ReceivedHoldings | null>>;

/** The answer of a gateway to `subjectDocument`. */
export interface SubjectResponse {
  readonly data?: { readonly subject?: SubjectAnswer | null } | null | undefined;
  readonly errors?: readonly { readonly message?: string; readonly path?: readonly (string | number)[] }[] | undefined;
  readonly extensions?: { readonly withheld?: readonly unknown[] | undefined } | undefined;
}
