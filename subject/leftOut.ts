import type { SubjectSource } from './sources.js';

/**
 * Why something is not in the letter: a ground of the law, its category (which is not told by default), that it is of another person
 * of the name, or that a supervisor's letter tells nothing.
 */
export type WhyLeftOut = 'GROUND' | 'NOT_TOLD_BY_DEFAULT' | 'ANOTHER_PERSON' | 'ARTICLE_17';

/**
 * Why a recipient is not: also because another agency has not agreed, it was told nothing, the data that it saw are left out, or it
 * cannot be told whether it saw what is told or what is left out.
 */
export type WhyRecipientLeftOut = WhyLeftOut | 'RESTRICTED' | 'IN_VAIN' | 'DATA_LEFT_OUT' | 'CANNOT_BE_TOLD_APART';

/** A ground with its article and the officer's reason; null where nothing of the kind was needed. */
export interface StatedGround {
  readonly ground: string | null;
  readonly article: string | null;
  readonly reason: string | null;
}

/** Values of one record or link that are not in the letter, for one reason. */
export interface LeftOutRecord extends StatedGround {
  readonly source: SubjectSource;
  readonly holding: string;
  readonly type: string;
  readonly recordId: string | null;
  readonly categories: readonly string[];
  readonly paths: readonly string[];
  readonly why: WhyLeftOut;
}

/** A line of the recipients that is not in the letter. */
export interface LeftOutRecipient extends StatedGround {
  readonly source: SubjectSource;
  readonly agency: string | null;
  readonly told: string | null;
  readonly purpose: string | null;
  readonly month: string | null;
  readonly contact: string | null;
  readonly why: WhyRecipientLeftOut;
}

/**
 * All that was found and is not in the letter, without a value of it, and what the officer said to it. It lies apart from the letter;
 * the supervisor may ask for it (Directive (EU) 2016/680, Article 15(4)).
 */
export interface LeftOut {
  readonly form: 'portcullis-subject-left-out-1';
  readonly request: string;
  readonly agency: string;
  readonly caseReference: string;
  /** Of the letter. */
  readonly nonce: string;
  readonly records: readonly LeftOutRecord[];
  readonly recipients: readonly LeftOutRecipient[];
  /** Records of the name alone: nobody said whose they are. */
  readonly namesakes: readonly { readonly source: SubjectSource; readonly id: string }[];
  /** How many more of these there are. */
  readonly namesakesLeftOut: number;
  /** How many records are above the officer's clearance, and why they stay out. */
  readonly aboveClearance: readonly (StatedGround & { readonly source: SubjectSource; readonly count: number })[];
  /** What the officer told although it is not told by default, and why. */
  readonly notes: readonly { readonly at: string; readonly note: string }[];
}

/** `SubjectLeftOutInput` of the graph. */
export interface SubjectLeftOutInput {
  readonly holding: string | null;
  readonly categories: readonly string[];
  readonly ground: string;
  readonly reason: string;
}

/** What was left out as a file. */
export function writeLeftOut(leftOut: LeftOut): string {
  return `${JSON.stringify(leftOut, null, 2)}\n`;
}

/** What was left out on a ground, as the entry of the answer seals it: `leftOut` of `subjectAnswer`. */
export function leftOutInputs({ records, recipients, aboveClearance }: LeftOut): SubjectLeftOutInput[] {
  const all = [
    ...records.map(({ holding, categories, ground, reason }) => ({ holding, categories, ground, reason })),
    ...[...recipients, ...aboveClearance].map(({ ground, reason }) => ({
      holding: null,
      categories: [],
      ground,
      reason,
    })),
  ];
  const seen = new Set<string>();
  return all.flatMap(({ holding, categories, ground, reason }) => {
    if (ground === null || reason === null) return [];
    const key = JSON.stringify([holding, categories, ground, reason]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ holding, categories, ground, reason }];
  });
}
