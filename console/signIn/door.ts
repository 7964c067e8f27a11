import type { TokenSource } from '../../client/index.js';

/** A purpose that an officer may state. */
export interface Purpose {
  readonly purpose: string;
  readonly meaning?: string | null;
  readonly caseReferenceRequired: boolean;
  readonly justificationRequired: boolean;
}

/** Who is signed in. */
export interface Officer {
  readonly agency: string | null;
  readonly role: string;
  readonly subject: string;
  readonly token: TokenSource;
  readonly purposes: readonly Purpose[];
  /** The form of a case reference of this agency. */
  readonly caseExample?: string;
}

/** A role that an agency has at sign-in by link. */
export interface OfferedRole {
  readonly role: string;
  readonly purposes: readonly Purpose[];
  readonly caseExample?: string;
}

/** An agency of the demonstration. */
export interface OfferedAgency {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly OfferedRole[];
}

/** Sign-in by the link that `npm start` prints. */
export interface LinkDoor {
  readonly kind: 'link';
  readonly agencies: readonly OfferedAgency[];
  enter(choice: { readonly agency: string; readonly role: string }): Promise<Officer>;
}

interface Exchanged {
  readonly code: string;
  readonly agencies: readonly OfferedAgency[];
  readonly token?: string;
  readonly expiresAt?: string;
}

/** Why nobody is signed in. */
export class SignInError extends Error {
  override readonly name = 'SignInError';

  constructor(readonly code: string) {
    super(code);
  }
}

/** Exchanges the code of a link. */
export async function openByLink(first: string, fetch = globalThis.fetch): Promise<LinkDoor> {
  let code = first;
  const exchange = async (choice: { readonly agency?: string; readonly role?: string }): Promise<Exchanged> => {
    const response = await fetch('/console/sign-in', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, cache: 'no-store' },
      body: JSON.stringify({ code, ...choice }),
    }).catch(() => undefined);
    if (!response) throw new SignInError('NOT_REACHED');
    if (response.status === 429) throw new SignInError('TOO_MANY');
    if (!response.ok) throw new SignInError('CODE_REFUSED');
    const exchanged = (await response.json()) as Exchanged;
    code = exchanged.code;
    return exchanged;
  };
  const { agencies } = await exchange({});
  return {
    kind: 'link',
    agencies,
    enter: async (choice) => {
      let token = (await exchange(choice)).token ?? '';
      const offered = agencies.find(({ id }) => id === choice.agency)?.roles.find(({ role }) => role === choice.role);
      const renew = async () => {
        token = (await exchange(choice)).token ?? '';
        return token;
      };
      return {
        ...{ ...choice, subject: '', purposes: offered?.purposes ?? [] },
        ...(offered?.caseExample === undefined ? {} : { caseExample: offered.caseExample }),
        token: ({ renew: isRenewed }) => (isRenewed ? renew() : token),
      };
    },
  };
}
