import { nameKey } from '../../../schema/identifiers/nameKey.js';
import { areDisclosed, areStrings, mergeDisclosed } from '../../disclosed.js';
import { areSearched, type Searched } from '../../searched.js';
import { always, type Member, sometimes, statedBySources } from './member.js';
import type { Decided, DisclosedGroup, EntrySource, EntryWithheld, Enumeration, Exported } from './parts.js';

/**
 * The members of the sealed body, in their order. Type, writer, blind index, manifest and the auditor's fields are made from this
 * list; a test holds the SDL and docs/AUDIT.md to it.
 */
export const bodyMembers = {
  document: always<string | null>(null, {
    read: ({ extracted }) => extracted?.text ?? null,
    fields: { document: { type: 'String', category: 'audit.content' } },
  }),
  /** Of a free document, which may have several operations; of a registered one the header names it. */
  operation: sometimes<string>({
    read: ({ asked }) => (asked.registered ? undefined : (asked.operationName ?? undefined)),
    fields: { operation: { type: 'String', category: 'audit.content' } },
  }),
  literals: always<readonly unknown[]>([], {
    read: ({ extracted }) => extracted?.literals ?? [],
    fields: { literals: { type: 'String', category: 'audit.content', of: (values) => JSON.stringify(values) } },
  }),
  variables: always<Readonly<Record<string, unknown>> | null>(null, {
    read: ({ asked }) => asked.parameters?.variables ?? null,
    fields: {
      variables: { type: 'String', category: 'audit.content', of: (values) => values && JSON.stringify(values) },
    },
  }),
  caseReference: always<string | null>(null, {
    read: ({ asked }) => asked.facts?.caseReference ?? null,
    foundBy: { kind: 'case', filter: 'caseReference', of: (stated) => listed(stated) },
    fields: { caseReference: { type: 'String', category: 'audit.content' } },
  }),
  justification: always<string | null>(null, {
    read: ({ asked }) => asked.justification ?? null,
    foundBy: { kind: 'justification', filter: 'justification', of: (stated) => listed(stated) },
    fields: { justification: { type: 'String', category: 'audit.content' } },
  }),
  disclosed: statedBySources(
    always<readonly DisclosedGroup[]>([], {
      fields: { disclosed: { type: '[AuditDisclosure!]', category: 'audit.disclosed' } },
    }),
    { isValid: areDisclosed, join: (stated) => mergeDisclosed(stated.flat()) },
  ),
  searched: statedBySources(
    sometimes<readonly Searched[]>({
      fields: { searched: { type: 'String', category: 'audit.log', of: (told) => told && JSON.stringify(told) } },
    }),
    { isValid: areSearched, join: (stated) => stated.flat() },
  ),
  /** Names that were asked for, each as `nameKey` writes it; `disclosed` says whether anybody was found. */
  askedNames: statedBySources(
    sometimes<readonly string[]>({
      foundBy: { kind: 'name', filter: 'askedName', of: (keys) => keys, sought: nameKey },
      fields: { askedNames: { type: '[String!]', category: 'audit.content' } },
    }),
    { isValid: areStrings, join: (stated) => [...new Set(stated.flat())] },
  ),
  withheld: always<readonly EntryWithheld[]>([], {
    read: ({ answer }) => (answer?.shaped?.withheld ?? []).map(withoutContact),
    fields: { withheld: { type: '[AuditWithheld!]', category: 'audit.log' } },
  }),
  sources: always<readonly EntrySource[]>([], {
    read: ({ asked }) => asked.sources,
    fields: { sources: { type: '[AuditSource!]', category: 'audit.log' } },
  }),
  errorCodes: always<readonly string[]>([], {
    read: ({ errorCodes }) => errorCodes,
    fields: { errorCodes: { type: '[String!]', category: 'audit.log' } },
  }),
  /** Added by the log itself, with digests for envelopes; absent if no viewer asked. */
  decided: sometimes<Decided>({
    foundBy: { kind: 'grant', filter: 'grant', of: ({ grants = [] }) => grants },
    fields: { grants: { type: '[ID!]', category: 'audit.log', of: (decided) => decided?.grants ?? [] } },
  }),
  /** Only in entries of an export. */
  exported: sometimes<Exported>({
    read: ({ asked }) => asked.exported,
    fields: {
      exportFormat: { type: 'String', category: 'audit.log', of: (told) => told?.format },
      exportPart: { type: 'Int', category: 'audit.log', of: (told) => told?.part },
      exportParts: { type: 'Int', category: 'audit.log', of: (told) => told?.parts },
      exportRows: { type: 'Int', category: 'audit.log', of: (told) => told?.rows },
      exportSha256: { type: 'String', category: 'audit.log', of: (told) => told?.sha256 },
    },
  }),
  /** How a person's request was decided, where the letter is stated. Why sealed: a header is in every export of the log. */
  subjectDecision: sometimes<string>({
    read: ({ asked }) => asked.subjectAct?.decision,
    fields: { subjectDecision: { type: 'SubjectDecision', category: 'audit.log' } },
  }),
  /** Only in an ENUMERATION. */
  enumeration: sometimes<Enumeration>({
    fields: {
      triedName: { type: 'ID', category: 'audit.log', of: (tried) => tried?.name },
      triedDates: { type: 'Int', category: 'audit.log', of: (tried) => tried?.dates },
      triedBy: { type: '[String!]', category: 'audit.content', of: (tried) => tried?.askers },
    },
  }),
};

type Members = typeof bodyMembers;
type Name = keyof Members;
type AlwaysName = { [Each in Name]: Members[Each] extends { empty: unknown } ? Each : never }[Name];
type StatedName = { [Each in Name]: Members[Each] extends { statedBySource: object } ? Each : never }[Name];
type ValueOf<Each extends Name> = Members[Each] extends Member<infer Value> ? Value : never;

/** Some members with their values; optional unless every body has them. */
type Some<Names extends Name> = { readonly [Each in Names & AlwaysName]: ValueOf<Each> } & {
  readonly [Each in Exclude<Names, AlwaysName>]?: ValueOf<Each>;
};

/** The sealed part of an entry: AES-256-GCM under a key of its own. */
export type EntryBody = Some<Name>;

/** What one source states in its manifest for the body. */
export type Stated = Some<StatedName>;

/** Any member of the list. */
export type AnyMember = Member<unknown> & { readonly empty?: unknown };

/** All members by name, in their order. */
export const allMembers = Object.entries(bodyMembers) as unknown as readonly (readonly [Name, AnyMember])[];

function listed(text: string | null): readonly string[] {
  return text === null ? [] : [text];
}

function withoutContact({ path, category, effect, reason, rule, count }: EntryWithheld): EntryWithheld {
  return { path, category, effect, reason, rule, count };
}
