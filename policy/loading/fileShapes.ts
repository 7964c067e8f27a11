import { z } from 'zod';
import { masksOfDomain } from '../policy.js';
import { type AgencyKind, agencyKinds, classifications, effects, purposes, roles } from '../types.js';
import { dataSubjectCategories } from '../understood.js';

/*
 * The three policy files as they are written. Strict: an unknown key is a mistake, and a mistake stops the start.
 */
const effect = z.enum(effects);
const purpose = z.enum(purposes);
const role = z.enum(roles);
const text = z.string().trim().min(1);
// Why ten: a word is no meaning, and a letter no law.
const sentence = z.string().trim().min(10);
const purposeList = z.union([text, z.array(purpose)]);

/** A cell that is narrowed. */
export const cellShape = z.strictObject({
  effect,
  roles: z.array(role).min(1).optional(),
  purposes: z.array(purpose).min(1).optional(),
  otherwise: effect.optional(),
  scope: z.enum(['OWN', 'MANDATE']).optional(),
});
const cell = z.union([effect, cellShape]);

/** A role of `matrix.yaml`. */
export const roleShape = z.strictObject({ purposes: purposeList, caps: z.record(text, effect) });

const masks = z.strictObject({
  NAME: z.enum(masksOfDomain.NAME),
  NUMBER: z.enum(masksOfDomain.NUMBER),
  DATE: z.enum(masksOfDomain.DATE),
  POSITION: z.enum(masksOfDomain.POSITION),
});

/** A row of `matrix.yaml`. */
export const categoryShape = z.strictObject({
  meaning: sentence,
  legalBasis: sentence,
  purposes: z.union([text, z.array(purpose).min(1)]),
  personal: z.boolean().default(false),
  special: z.boolean().default(false),
  public: z.boolean().default(false),
  envelope: z.boolean().default(false),
  whole: z.boolean().default(false),
  own: z.boolean().default(true),
  thirdCountryConsent: z.boolean().default(true),
  needs: text.nullable().default(null),
  caseReference: z.boolean().default(false),
  cells: z.partialRecord(z.enum(agencyKinds), cell),
});

/** What a kind of agency gets where a row has no cell for it: what another kind gets. */
export const kindShape = z.strictObject({ like: z.enum(agencyKinds) });

/** Shape of `matrix.yaml`. Every agency kind must have its cell in every row, or be like one that has. */
export const matrixShape = z.strictObject({
  kinds: z.partialRecord(z.enum(agencyKinds), kindShape).default({}),
  purposeSets: z.record(text, z.array(purpose).min(1)),
  purposes: z.record(
    purpose,
    z.strictObject({ caseReference: z.boolean(), justification: z.boolean(), meaning: sentence }),
  ),
  roles: z.record(role, roleShape),
  linkSubjects: z.strictObject({
    roles: z.record(text, z.enum(dataSubjectCategories)),
    publicLists: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)),
  }),
  masks,
  categories: z.record(z.string().regex(/^[a-z]+(\.[a-zA-Z]+)?$/), categoryShape),
});

/** One of `agencies.yaml`. */
export const agencyShape = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}-[A-Z][A-Z-]*$/),
  name: text,
  kind: z.enum(agencyKinds),
  country: z.string().regex(/^[A-Z]{2}$/),
  contact: z.email(),
  originates: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)),
  roles: z.array(role).min(1),
  purposes: z.array(purpose).min(1),
  clearance: z.enum(classifications),
  caseReference: z.strictObject({ pattern: text, example: text }),
  issuers: z.array(z.url()).default([]),
  clientCertificates: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
  mandate: z.array(text).default([]),
  overseesNobody: z.boolean().default(false),
});

/** Shape of `agencies.yaml`. */
export const agenciesShape = z.strictObject({
  sources: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.array(z.string().regex(/^[a-z]+$/))),
  agencies: z.array(agencyShape),
});

/** One of `operations.yaml`. */
export const operationShape = z.strictObject({
  id: z.string().regex(/^operation_[a-z2-7]{24}$/),
  name: text,
  legalBasis: sentence,
  members: z.array(text).min(2),
  purposes: z.array(purpose).min(1),
  categories: z.array(text).min(1),
  effect: z.enum(['HIT', 'MASKED', 'FULL']),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
});

/** Shape of `operations.yaml`. Instants are UTC with a Z. */
export const operationsShape = z.strictObject({
  operations: z.array(operationShape),
});

/** A cell as it is written. */
export type WrittenCell = z.infer<typeof cell>;
/** The matrix as it is written. */
export type WrittenMatrix = z.infer<typeof matrixShape>;
type WrittenRow = WrittenMatrix['categories'][string];
/** The matrix with a cell for every kind; see `fillLikeKinds`. */
export type MatrixFile = Omit<WrittenMatrix, 'categories'> & {
  readonly categories: Record<string, Omit<WrittenRow, 'cells'> & { readonly cells: Record<AgencyKind, WrittenCell> }>;
};
export type AgenciesFile = z.infer<typeof agenciesShape>;
export type OperationsFile = z.infer<typeof operationsShape>;
