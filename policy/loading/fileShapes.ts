import { z } from 'zod';
import { masksOfDomain } from '../policy.js';
import { dataSubjectCategories, handlingCodes } from '../protectedSubjects.js';
import { type AgencyKind, agencyKinds, classifications, effects, purposes, roles, untoldRules } from '../types.js';

// The policy files as they are written. Strict: an unknown key is a mistake, and a mistake stops the start.
const effect = z.enum(effects);
const purpose = z.enum(purposes);
const role = z.enum(roles);
const text = z.string().trim().min(1);
// Ten characters: a single word does not explain anything.
const sentence = z.string().trim().min(10);
const purposeList = z.union([text, z.array(purpose)]);

const approval = z
  .union([z.literal('PROPOSAL'), z.strictObject({ by: text, on: z.iso.date(), reference: text })])
  .describe('who approved it, when, and where that stands; PROPOSAL: nobody');

/** Owner, legal basis and approval of a row or an operation. */
const legalBasis = {
  owner: z.email().describe('who answers for it: a role mailbox'),
  basis: z
    .array(
      z.strictObject({
        act: text.describe('the act, with its number'),
        article: text.optional().describe('article, where one is known'),
        on: text.optional().describe('what the act says of it'),
      }),
    )
    .min(1)
    .describe('the acts on which it rests'),
  note: sentence.optional().describe('what is to be known beside'),
  approval,
};

/** A cell narrowed by role, purpose or scope. */
export const cellShape = z.strictObject({
  effect,
  roles: z.array(role).min(1).optional(),
  purposes: z.array(purpose).min(1).optional(),
  otherwise: effect.optional(),
  scope: z.enum(['OWN', 'MANDATE']).optional(),
});
const cell = z.union([effect, cellShape]);
const kindName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/)
  .meta({ examples: [...agencyKinds] });

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
  meaning: sentence.describe('the data that it covers'),
  ...legalBasis,
  validity: z
    .strictObject({ from: z.iso.datetime(), to: z.iso.datetime() })
    .optional()
    .describe('from (inclusive) to (exclusive), UTC; outside of it the row is NONE. Of every row but public'),
  purposes: z.union([text, z.array(purpose).min(1)]).describe('purposes that open it, or the name of a purpose set'),
  personal: z.boolean().default(false).describe('data on persons: victims, witnesses and minors are MASKED at most'),
  special: z.boolean().default(false).describe('special category of data: NONE for everybody'),
  public: z.boolean().default(false).describe('FULL for everybody'),
  envelope: z.boolean().default(false).describe('stands on every record: holding it makes no record visible'),
  whole: z.boolean().default(false).describe('holds at once what other categories hold apart'),
  own: z.boolean().default(true).describe("whether an originator's own record lifts the cell"),
  thirdCountryConsent: z.boolean().default(true).describe('whether a third country needs consent for more than HIT'),
  needs: text.nullable().default(null).describe('category that must be FULL on the record for others'),
  caseReference: z.boolean().default(false).describe('whether the request must state a case'),
  subjectAccess: z
    .boolean()
    .default(false)
    .describe('whether the letter to a person who asks what is held of him has it, unless the officer leaves it out'),
  cells: z.record(kindName, cell).describe('what each kind of agency gets on a record of somebody else'),
});

/** A kind of agency that gets what another kind gets, except where it has cells of its own. */
export const kindShape = z.strictObject({
  like: z.enum(agencyKinds).describe('the kind whose cells it has where it has none'),
  cells: z.record(text, cell).default({}).describe('cells of its own, by category'),
});

const perDay = z.number().int().min(1).max(10_000);
const datesOfName = {
  roles: z.array(role).min(1).nullable().default(null).describe('whom the row is for; all where absent'),
  kinds: z.array(kindName).min(1).nullable().default(null).describe('for whose agencies; all where absent'),
  datesOfName: perDay.describe('dates of birth of one name'),
  datesOfUsualName: perDay.describe('the same, where both rarest words of the name are usual in names'),
};

/** Limits on questions of what is held of a person. */
const subjectTrials = z
  .strictObject({
    perOfficer: perDay.describe('persons of whom one officer may ask in a day; the same again is free'),
    perAgency: perDay.describe('the same of all officers of an agency together'),
  })
  .describe('of how many persons it may be asked in a day what is held of them');

/** Daily limits on guessing at records of which a viewer may only know; the first matching row applies. */
const trialsShape = z.strictObject({
  ...legalBasis,
  officers: z
    .array(
      z.strictObject({
        ...datesOfName,
        namesOfDate: perDay.describe('names of one date of birth; 1 January is not counted'),
        documentsOfStem: perDay.describe(
          'numbers of documents of persons that have all but three characters in common',
        ),
        caseReferencesOfStem: perDay.describe('the same of case references'),
      }),
    )
    .min(1)
    .describe('what one officer, or one system, may try in a day'),
  agencies: z
    .array(
      z.strictObject({
        ...datesOfName,
        entered: perDay.describe('dates of one name from which on the audit log has an entry of it'),
      }),
    )
    .min(1)
    .describe('what all officers of an agency together may try in a day; roles that a row names are counted apart'),
  subjects: subjectTrials,
});

/** A right to hits on protected records. */
const protectedHitsShape = z.strictObject({
  kind: kindName,
  by: z.literal('NUMBER').describe('what must be stated: a number with all that makes it one'),
  ...legalBasis,
});

/** A right to take whole answers along as files. */
const exportShape = z.strictObject({
  kinds: z.array(kindName).min(1).describe('of whose agencies'),
  roles: z.array(role).min(1).describe('who'),
  purposes: z.array(purpose).min(1).describe('for what; the request states one of them'),
  ...legalBasis,
});

/** Shape of `matrix.yaml`. Every agency kind needs a cell in every row, or must be like a kind that has one. */
export const matrixShape = z.strictObject({
  kinds: z.record(kindName, kindShape).default({}).describe('kinds that are like another'),
  purposeSets: z.record(text, z.array(purpose).min(1)),
  purposes: z.record(
    purpose,
    z.strictObject({ caseReference: z.boolean(), justification: z.boolean(), meaning: sentence }),
  ),
  roles: z.record(role, roleShape),
  linkSubjects: z.strictObject({
    roles: z.record(text, z.enum(dataSubjectCategories)),
    publicLists: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)),
    untold: z
      .record(z.string().regex(/^[A-Z][A-Za-z]*$/), z.strictObject({ are: z.enum(untoldRules), reason: sentence }))
      .default({})
      .describe('how those are taken of whom nobody tells, by the type of the link; PROTECTED where it is not named'),
  }),
  trials: trialsShape,
  protectedHits: z
    .array(protectedHitsShape)
    .default([])
    .describe('kinds of agency that may know of protected records of which they see nothing; nobody where absent'),
  exports: z
    .array(exportShape)
    .default([])
    .describe('who may take whole answers along as files (POST /export); nobody where absent'),
  masks,
  categories: z.record(z.string().regex(/^[a-z]+(\.[a-zA-Z]+)?$/), categoryShape),
});

/** The law under which an agency answers a person who asks what is held of him. */
export const subjectRegimeShape = z.strictObject({
  groups: z
    .array(z.string().regex(/^[a-z]+$/))
    .min(1)
    .describe('groups of categories; each in one regime at most'),
  regime: text.describe('the act, with its number'),
  answerWithinDays: z.number().int().min(1).max(366).describe('days from the request to the end of the time to answer'),
  grounds: z
    .array(
      z.strictObject({
        code: z
          .string()
          .regex(/^[A-Z][A-Z0-9_]{1,39}$/)
          .describe('by which an officer names it'),
        article: text.describe('with its act, where that is not the regime'),
        words: sentence.describe('the ground, in words'),
      }),
    )
    .min(1)
    .describe('on which something may be left out of an answer; on no other'),
  authority: z
    .strictObject({ name: text, contact: text })
    .describe('with whom the person may lodge a complaint: its name and address'),
  approval,
});

/** One of `agencies.yaml`. */
export const agencyShape = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}-[A-Z][A-Z-]*$/),
  name: text,
  kind: kindName,
  country: z.string().regex(/^[A-Z]{2}$/),
  contact: z.email(),
  originates: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)),
  roles: z.array(role).min(1),
  purposes: z.array(purpose).min(1),
  clearance: z.enum(classifications),
  caseReference: z.strictObject({ pattern: text, example: text }),
  issuers: z.array(z.url()).default([]),
  clientCertificates: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
  clients: z
    .array(z.string().regex(/^[A-Za-z0-9][\w.:/-]{0,99}$/))
    .default([])
    .describe('programs that are counted by name: `client_id` of their tokens. They get no right by it'),
  mandate: z.array(text).default([]),
  overseesNobody: z.boolean().default(false),
  subjectRequests: z
    .array(subjectRegimeShape)
    .default([])
    .describe(
      'under which law it answers persons who ask what is held of them; none where absent, and it answers none',
    ),
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
  ...legalBasis,
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

const named = z.string().regex(/^(agency|kind|country):[A-Z][A-Z0-9_-]*$/);

/** The one envelope of all records of a foreign source, in `coordinates.yaml`. */
export const foreignEnvelopeShape = z.strictObject({
  originator: text.describe('the agency whose records these are'),
  classification: z.enum(classifications),
  handlingCodes: z.array(z.enum(handlingCodes)).default([]),
  handlingNote: text.nullable().default(null),
  addressees: z.array(text).default([]),
  releasableTo: z
    .array(named)
    .default([])
    .describe('agency:ID, kind:KIND, country:CC; empty: no limit beyond the matrix'),
  hitTo: z.array(named).default([]),
  purposeLimits: z.array(purpose).default([]),
  dataSubjectCategory: z.enum(dataSubjectCategories).nullable().default(null),
  minor: z.boolean().default(false),
  jointOperation: text.nullable().default(null).describe('id of a joint operation of operations.yaml'),
  expiresAt: z.iso.datetime().nullable().default(null),
});

/** Shape of `coordinates.yaml`. */
export const coordinatesShape = z.strictObject({
  sources: z
    .record(z.string().regex(/^[_A-Za-z][\w-]*$/), foreignEnvelopeShape)
    .describe('foreign sources, as the supergraph names them; all records of one stand under one envelope'),
  labels: z
    .record(z.string().regex(/^[_A-Za-z]\w*(\.[_A-Za-z]\w*(\([_A-Za-z]\w*:\))?)?$/), text)
    .describe(
      'category of Type.field, Type.field(argument:), Input.field, Enum.VALUE; of Type: of its members without one',
    ),
});

/** A cell as written: an effect, or one narrowed. */
export type WrittenCell = z.infer<typeof cell>;
/** `matrix.yaml` as written. */
export type WrittenMatrix = z.infer<typeof matrixShape>;
type WrittenRow = WrittenMatrix['categories'][string];
/** The matrix with a cell for every kind; see `fillLikeKinds`. */
export type MatrixFile = Omit<WrittenMatrix, 'categories'> & {
  readonly categories: Record<string, Omit<WrittenRow, 'cells'> & { readonly cells: Record<AgencyKind, WrittenCell> }>;
};
export type AgenciesFile = z.infer<typeof agenciesShape>;
export type OperationsFile = z.infer<typeof operationsShape>;
export type CoordinatesFile = z.infer<typeof coordinatesShape>;
