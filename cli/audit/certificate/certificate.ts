import type { CertifiedSearch, Searcher, SearchTerms } from '../../../auditlog/searched.js';
import type { Receipt } from '../../../auditlog/types.js';

/** A certificate as in its file. The entry of its receipt certifies all of it, or what the rest follows from. */
export interface Certificate {
  readonly statement: string;
  readonly certifies: boolean;
  /** The question, with its kind and the sender's key. */
  readonly asked: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly state: string;
  readonly cutOff: number | null;
  readonly hitState: string;
  readonly at: string;
  readonly viewer: Omit<Searcher, 'at' | 'policyVersion' | 'agencyKind'> & { readonly kind: string };
  readonly policyVersion: string;
  readonly matcherVersion: number;
  readonly lists: SearchTerms['lists'];
  /** What was compared: nothing of a category below FULL. */
  readonly compared: SearchTerms['compared'];
  /** Place among the questions of its kind in the answer, from 0. */
  readonly place: number;
  /** Salt of the digest of all this in the entry. */
  readonly salt: string;
  readonly receipt: Receipt;
}

/** The statement that follows from the other members, and whether the certificate certifies anything. */
export function statementOf({
  state,
  hitState,
  lists,
  viewer,
}: Pick<Certificate, 'state' | 'hitState' | 'lists' | 'viewer'>): {
  readonly statement: string;
  readonly certifies: boolean;
} {
  const lacking = lackingIn(state, hitState, lists);
  if (lacking !== null) return { statement: `This certifies nothing: ${lacking}.`, certifies: false };
  const { kind, role, purpose } = viewer;
  const search = `a search of what a viewer of the kind ${kind} in the role ${role} may see for ${purpose}`;
  const found = hitState === 'ASKED' ? 'found neither a match nor a hit' : 'found no match, and looked for no hit';
  return {
    statement: `This certifies that ${search} ${found}; it does not certify that there is none.`,
    certifies: true,
  };
}

function lackingIn(state: unknown, hitState: unknown, lists: unknown): string | null {
  if (state !== 'OK') return `the search ended as ${String(state)}`;
  if (hitState !== 'ASKED' && hitState !== 'NOT_ASKED') return `hits were ${String(hitState)}`;
  return Array.isArray(lists) && lists.length === 0 ? 'no list is loaded' : null;
}

/** The search of which the entry of the receipt must hold a digest. */
export function certifiedBy(certificate: Certificate): CertifiedSearch {
  const { asked, state, cutOff, hitState, at, viewer, policyVersion, matcherVersion, lists, compared, place } =
    certificate;
  const { kind, ...question } = asked;
  const { kind: agencyKind, ...who } = viewer;
  const found = { state, cutOff, matches: 0, hit: false, hitState };
  return { kind, place, question, ...found, matcherVersion, lists, compared, at, agencyKind, ...who, policyVersion };
}

/** The text of a certificate's file. */
export function toText(certificate: object): string {
  return `${JSON.stringify(certificate, null, 2)}\n`;
}
