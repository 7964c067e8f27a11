/** Why nobody is signed in. `texts/shell.ts` has the words of each. */
export type SignInErrorCode =
  /** The link was used, is too old, or was never shown. */
  | 'CODE_REFUSED'
  /** The page was not opened as the link says. */
  | 'ELSEWHERE'
  /** The policy has no such role of that agency any more. */
  | 'NOT_OFFERED'
  | 'TOO_MANY'
  /** The log cannot be written, so nothing was given; trying again works once it can. */
  | 'NOT_LOGGED'
  | 'NOT_REACHED'
  /** What came is no answer to that. */
  | 'NOT_AN_ANSWER'
  | 'ISSUER_NOT_REACHED'
  /** The issuer lacks something that a sign-in here needs; `reason` names it. */
  | 'ISSUER_UNFIT'
  /** The issuer refused; `reason` is its code. */
  | 'ISSUER_REFUSED'
  /** What came back was not begun in this tab, or comes from another issuer. */
  | 'RETURN_UNKNOWN'
  /** The issuer's access token is none that docs/TOKENS.md describes. */
  | 'TOKEN_UNREADABLE'
  /** The graph does not accept it. */
  | 'TOKEN_REFUSED'
  /** The officer may state no purpose. */
  | 'NO_PURPOSE'
  /** The graph refused the first question; `reason` is its code. */
  | 'GRAPH_REFUSED'
  /** The token ended, and there is no other without signing in again. */
  | 'ENDED';

/** Ends a sign-in. Its message holds no token, no code of a link, and nothing that another party wrote. */
export class SignInError extends Error {
  override readonly name = 'SignInError';

  constructor(
    readonly code: SignInErrorCode,
    /** A code or name of what was wrong: letters, digits and `_` `.` `-`. */
    readonly reason?: string,
  ) {
    super(reason === undefined ? code : `${code} ${reason}`);
  }
}

/** A code that another party states, as it may be shown; undefined for any other text. */
export function shownCode(stated: unknown): string | undefined {
  return typeof stated === 'string' && /^[\w.-]{1,60}$/.test(stated) ? stated : undefined;
}
