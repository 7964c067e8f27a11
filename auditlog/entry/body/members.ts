import { nameKey } from '../../../schema/identifiers/nameKey.js';
import { areDisclosed, areStrings, mergeDisclosed } from '../../disclosed.js';
import { areSearched, type Searched } from '../../searched.js';
import { always, type Member, type SaidBySource, saidBySources, sometimes } from './member.js';
import type { Decided, DisclosedGroup, EntrySource, EntryWithheld, Enumeration } from './parts.js';

/**
 * The members of the sealed body, in the order in which it has them. Type, writer, blind index, manifest and what the auditor sees
 * are made from this list; the SDL and docs/AUDIT.md are held to it by a test.
 */
export const bodyMembers = {
  document: always<string | null>(null, {
    read: ({ extracted }) => extracted?.text ?? null,
    fields: { document: { type: 'String', category: 'audit.content' } },
  }),
  /** Of free text, which may have several operations; the header names that of a registered document. */
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
  disclosed: saidBySources(
    always<readonly DisclosedGroup[]>([], {
      fields: { disclosed: { type: '[AuditDisclosure!]', category: 'audit.disclosed' } },
    }),
    { isValid: areDisclosed, join: (stated) => mergeDisclosed(stated.flat()) },
  ),
  searched: saidBySources(
    sometimes<readonly Searched[]>({
      fields: { searched: { type: 'String', category: 'audit.log', of: (told) => told && JSON.stringify(told) } },
    }),
    { isValid: areSearched, join: (stated) => stated.flat() },
  ),
  /** Names that were asked for, each as `nameKey` writes it: whether anybody was found, disclosed says. */
  askedNames: saidBySources(
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
  /** The log puts it in by itself, with digests in the place of envelopes; absent where no viewer asked. */
  decided: sometimes<Decided>({
    foundBy: { kind: 'grant', filter: 'grant', of: ({ grants = [] }) => grants },
    fields: { grants: { type: '[ID!]', category: 'audit.log', of: (decided) => decided?.grants ?? [] } },
  }),
  /** Of an ENUMERATION alone. */
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
type Standing = { [Each in Name]: Members[Each] extends { empty: unknown } ? Each : never }[Name];
type SaidBySourceName = { [Each in Name]: Members[Each] extends { saidBySource: object } ? Each : never }[Name];
type ValueOf<Each extends Name> = Members[Each] extends Member<infer Value> ? Value : never;

/** Some members, each with its value; those that not each body has may be absent. */
type Some<Names extends Name> = { readonly [Each in Names & Standing]: ValueOf<Each> } & {
  readonly [Each in Exclude<Names, Standing>]?: ValueOf<Each>;
};

/** The sealed part of an entry: AES-256-GCM under a key of its own. */
export type EntryBody = Some<Name>;

/** What one source states in its manifest for the body. */
export type Stated = Some<SaidBySourceName>;

/** A member as those see it who go through all of them. */
export type AnyMember = Member<unknown> & { readonly empty?: unknown; readonly saidBySource?: SaidBySource<unknown> };

/** All members by name, in their order. */
export const allMembers = Object.entries(bodyMembers) as unknown as readonly (readonly [Name, AnyMember])[];

function listed(text: string | null): readonly string[] {
  return text === null ? [] : [text];
}

function withoutContact({ path, category, effect, reason, rule, count }: EntryWithheld): EntryWithheld {
  return { path, category, effect, reason, rule, count };
}
