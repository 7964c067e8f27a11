import { readToken } from '../../client/viewer.js';
import type { LinkDoor, OfferedAgency, OfferedRole, Purpose } from './door.js';
import { SignInError, type SignInErrorCode } from './signInError.js';

interface Choice {
  readonly agency: string;
  readonly role: string;
}

/** What the server answers to a right code. */
interface Exchanged {
  /** Good for the next exchange. */
  readonly code: string;
  readonly agencies: readonly {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly {
      readonly role: string;
      readonly purposes: readonly Purpose[];
      readonly caseReferenceExample: string;
    }[];
  }[];
  readonly token?: string;
}

const refusals: Readonly<Record<string, SignInErrorCode>> = {
  SIGN_IN_CODE_REFUSED: 'CODE_REFUSED',
  SIGN_IN_ELSEWHERE: 'ELSEWHERE',
  SIGN_IN_NOT_OFFERED: 'NOT_OFFERED',
  RATE_LIMITED: 'TOO_MANY',
  AUDIT_UNAVAILABLE: 'NOT_LOGGED',
};

/**
 * Exchanges the code of a link. Each exchange gives the code of the next, which is held in memory alone, as is the token: a page
 * that is loaded again needs another link.
 *
 * @throws SignInError
 */
export async function openByLink(first: string, fetch = globalThis.fetch): Promise<LinkDoor> {
  let code = first;
  let isOpen = false;
  let turn: Promise<unknown> = Promise.resolve();
  const exchange = async (choice?: Choice): Promise<Exchanged> => {
    // Why in turn: each needs the code that the one before it gave.
    const mine = turn.then(async () => {
      const answer = await post({ code, ...choice }, fetch);
      code = answer.code;
      isOpen = true;
      return answer;
    });
    turn = mine.catch(() => undefined);
    return await mine.catch((error: SignInError) => {
      // A code that the page alone had is gone with a server that was stopped, or at its end.
      throw isOpen && error.code === 'CODE_REFUSED' ? new SignInError('ENDED') : error;
    });
  };
  const agencies = (await exchange()).agencies.map(toOffered);
  return {
    kind: 'link',
    agencies,
    enter: async (choice) => {
      let token: string | undefined = tokenOf(await exchange(choice));
      const offered = agencies.find(({ id }) => id === choice.agency)?.roles.find(({ role }) => role === choice.role);
      return {
        ...{ purposes: [], ...offered, ...choice, subject: readToken(token).subject },
        token: async ({ renew }) => {
          if (token === undefined) throw new SignInError('ENDED');
          if (!renew) return token;
          const next = tokenOf(await exchange(choice));
          // Who left meanwhile stays out.
          if (token === undefined) throw new SignInError('ENDED');
          token = next;
          return token;
        },
        leave: async () => {
          token = undefined;
        },
      };
    },
  };
}

/*
 * Why not `mode: 'same-origin'`: with it, and without a referrer, browsers send `Origin: null`, which the server refuses.
 */
async function post(body: object, fetch: typeof globalThis.fetch): Promise<Exchanged> {
  const response = await fetch('/console/sign-in', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    ...{ redirect: 'error', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' },
  }).catch(() => undefined);
  if (!response) throw new SignInError('NOT_REACHED');
  const answer: unknown = await response.json().catch(() => undefined);
  const { code, agencies, errors } = Object(answer) as Partial<Exchanged> & { readonly errors?: readonly unknown[] };
  if (response.ok && typeof code === 'string' && Array.isArray(agencies)) return answer as Exchanged;
  const refused = Object(Object(errors?.[0]).extensions).code as unknown;
  throw new SignInError((typeof refused === 'string' && refusals[refused]) || 'NOT_AN_ANSWER');
}

function tokenOf({ token }: Exchanged): string {
  if (token === undefined) throw new SignInError('NOT_AN_ANSWER');
  return token;
}

function toOffered({ id, name, roles }: Exchanged['agencies'][number]): OfferedAgency {
  return {
    id,
    name,
    roles: roles.map(
      ({ role, purposes, caseReferenceExample: caseExample }): OfferedRole => ({ role, purposes, caseExample }),
    ),
  };
}
