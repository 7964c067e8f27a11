import { createHmac, randomBytes } from 'node:crypto';
import { isObject } from '../schema/isObject.js';
import { canonicalBytes } from './canonical.js';

/** A list that was searched, as far as the viewer may know of it. */
export interface SearchedList {
  /** The feed, e.g. `ofac-sdn`. */
  readonly source: string | null;
  readonly originator: string | null;
  readonly format: string | null;
  readonly formatVersion: string | null;
  /** When its last run was published, UTC ISO 8601. */
  readonly loadedAt: string | null;
  readonly records: number | null;
  readonly sequence: string | null;
  /** SHA-256 of its files as delivered, hex; null if the viewer may not know them. */
  readonly fileHashes: readonly string[] | null;
}

/** What the viewer gets, at most and at least, of a category that was compared. */
export interface SearchedCategory {
  readonly category: string;
  readonly most: string;
  readonly least: string;
}

/** What all questions of one field share. */
export interface SearchTerms {
  readonly matcherVersion: number;
  /** Null if the viewer may not know what is loaded. */
  readonly lists: readonly SearchedList[] | null;
  readonly compared: readonly SearchedCategory[];
}

/** The result of one question. */
export interface SearchOutcome {
  readonly state: string;
  readonly cutOff: number | null;
  readonly matches: number;
  readonly hit: boolean;
  /** Whether one was looked for: see `HitState` of the SDL. */
  readonly hitState: string;
}

/** A question of the body: its result, and the digest over all that is certified of it. */
export interface SearchedQuestion extends SearchOutcome {
  readonly digest: string;
}

/** The questions of one field of an answer, in their order. */
export interface Searched extends SearchTerms {
  /** `person`, `organization` or `vessel`. */
  readonly kind: string;
  readonly questions: readonly SearchedQuestion[];
}

/** Who searched, for which purpose, under which rights, and when. */
export interface Searcher {
  readonly at: string;
  readonly agency: string;
  readonly agencyKind: string;
  readonly role: string;
  readonly clearance: string;
  readonly purpose: string | null;
  readonly caseReference: string | null;
  readonly policyVersion: string;
}

/** Everything that is certified of one question. */
export interface CertifiedSearch extends SearchTerms, SearchOutcome, Searcher {
  readonly kind: string;
  /** Index among the questions of the kind. */
  readonly place: number;
  /** As asked, with its `ref`; null members count as absent. */
  readonly question: Readonly<Record<string, unknown>>;
}

/** A salt for one question, hex. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** The digest of a question under its salt: HMAC-SHA256 over the canonical text of all that is certified, hex. */
export function searchDigest(salt: string, certified: CertifiedSearch): string {
  // By name: additional members are not certified, and must not change the digest.
  const { kind, place, question, state, cutOff, matches, hit, hitState, matcherVersion, lists, compared } = certified;
  const { at, agency, agencyKind, role, clearance, purpose, caseReference, policyVersion } = certified;
  const searcher = { at, agency, agencyKind, role, clearance, purpose, caseReference, policyVersion };
  const outcome = { state, cutOff, matches, hit, hitState };
  const text = { kind, place, question: plain(question), ...outcome, matcherVersion, lists, compared, ...searcher };
  return createHmac('sha256', Buffer.from(salt, 'hex'))
    .update(canonicalBytes(plain(text)))
    .digest('hex');
}

/** Normalises JSON data: null and absent members are dropped, texts made well-formed. */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const stated = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(stated.map(([name, each]) => [name, plain(each)]));
}

/** True for searches as a source states them. */
export function areSearched(value: unknown): value is readonly Searched[] {
  return Array.isArray(value) && value.every(isSearched);
}

function isSearched(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.kind === 'string' &&
    Number.isSafeInteger(value.matcherVersion) &&
    (value.lists === null || (Array.isArray(value.lists) && value.lists.every(isObject))) &&
    Array.isArray(value.compared) &&
    value.compared.every(isObject) &&
    Array.isArray(value.questions) &&
    value.questions.every(isQuestion)
  );
}

function isQuestion(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.digest === 'string' &&
    typeof value.state === 'string' &&
    (value.cutOff === null || typeof value.cutOff === 'number') &&
    Number.isSafeInteger(value.matches) &&
    typeof value.hit === 'boolean' &&
    typeof value.hitState === 'string'
  );
}
