import { z } from 'zod';
import {
  type AgencyKind,
  type Category,
  classifications,
  type Effect,
  type Envelope,
  effects,
  purposes,
  roles,
} from '../types.js';

/*
 * The files beside a policy that test it. Strict: an unknown key is a mistake. A kind, an agency or a category that the policy
 * does not have is not a mistake of form but a failed case.
 */
const effect = z.enum(effects);
const purpose = z.enum(purposes);
const role = z.enum(roles);
const sentence = z.string().trim().min(10);
const name = z.string().min(1);
const byEffect = z.partialRecord(effect, z.array(name));

/** Parts of a record's envelope. Any value is allowed: one that is not understood is a case too. */
const parts = [
  ...(['originator', 'handlingCodes', 'handlingNote', 'addressees', 'sourceEvaluation'] as const),
  ...(['informationEvaluation', 'classification', 'releasableTo', 'hitTo', 'purposeLimits'] as const),
  ...(['dataSubjectCategory', 'minor', 'jointOperation', 'expiresAt', 'source', 'sourceRef', 'caseReference'] as const),
] as const satisfies readonly (keyof Envelope)[];
const envelope = z.partialRecord(z.enum(parts), z.unknown());

/** One case: who asks, for what purpose, of which record, and the decision that must follow. */
export const caseShape = z.strictObject({
  description: sentence,
  /** `AGENCY ROLE`. */
  viewer: z.string().regex(/^\S+ \S+$/),
  /** The agency's highest where absent. */
  clearance: z.enum(classifications).optional(),
  /** `none`: no purpose stated. */
  purpose: z.enum([...purposes, 'none']),
  case: name.optional(),
  /** `instantOf` the policy where absent. */
  asOf: name.optional(),
  category: name,
  /** What differs from an ordinary record of an agency that no policy names; `none`: no envelope. */
  envelope: z.union([z.literal('none'), envelope]).optional(),
  /** Whether the record was found to be that of the person who asks what is held of him. */
  ofAsked: z.boolean().optional(),
  /** An effect, or an effect with the reason and the rule. */
  expect: z.union([
    effect,
    z.strictObject({ effect, reason: z.string().nullable().optional(), rule: name.optional() }),
  ]),
});

/** One category in one sentence: who gets what of it, for which purposes, and what a record may change. */
export const rightsShape = z.strictObject({
  description: sentence,
  category: name,
  /** Every purpose that opens it; all others close it. */
  purposes: z.array(purpose),
  /** Who asks; ANALYST where absent. */
  role: role.optional(),
  /** `needed`: without a case it is closed. */
  case: z.literal('needed').optional(),
  /** What differs from an ordinary record of an agency that no policy names; the originator SELF is the viewer's agency. */
  record: envelope.optional(),
  /** Every kind, by what it gets; a third country with the originator's consent. */
  gets: byEffect,
  /** What other roles get instead. */
  by: z.partialRecord(role, byEffect).optional(),
  /** Whether it holds together what others hold separately; see docs/WALLS.md. */
  whole: z.boolean().optional(),
  /** Whether the letter to a person who asks what is held of him has it, unless it is left out. */
  told: z.boolean().optional(),
  /** What an agency gets of its own record; FULL where absent. */
  own: effect.optional(),
  /** The most where the person is a victim; no limit where absent. */
  protected: effect.optional(),
  /** The most under a restriction in words (H3); MASKED where absent. */
  restricted: effect.optional(),
  /** The most that a third country gets without the originator's consent; HIT where absent. */
  unconsented: effect.optional(),
});

/** One role in one sentence. */
export const roleShape = z.strictObject({
  description: sentence,
  role,
  purposes: z.array(purpose),
  /** The most that it gets of categories; `else` for all that are not named. */
  atMost: byEffect.optional(),
  else: effect,
});

/** One kind of agency in one sentence: it gets what another kind gets, wherever no sentence on a category names it. */
export const kindShape = z.strictObject({
  description: sentence,
  kind: name,
  like: name,
  /** Categories of which it gets something different. */
  gets: byEffect.optional(),
});

/** Changes of the policy that nothing notices, and why that is acceptable. */
export const survivorShape = z.strictObject({ reason: sentence, changes: z.array(name).min(1) });

type Writing<Shape extends z.ZodType> = Readonly<z.output<Shape>>;
export type PolicyCase = Writing<typeof caseShape>;
export type RightsRow = Writing<typeof rightsShape>;
export type RoleSentence = Writing<typeof roleShape>;
export type KindSentence = Writing<typeof kindShape>;
export type SurvivorRow = Writing<typeof survivorShape>;

/** Kinds of agency, or categories, by effect. */
export type Gets = Readonly<Partial<Record<Effect, readonly (AgencyKind | Category)[]>>>;
