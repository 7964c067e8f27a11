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
  /** At least one. */
  readonly purposes: readonly Purpose[];
  /** The form of a case reference of this agency. */
  readonly caseExample?: string;
  /** Forgets the tokens, and ends the session at the issuer, where there is one. */
  leave(): Promise<void>;
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
  /** @throws SignInError */
  enter(choice: { readonly agency: string; readonly role: string }): Promise<Officer>;
}
