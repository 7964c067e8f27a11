import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt } from '../../auditlog/types.js';
import { badUserInput } from '../../schema/errors.js';
import { type Answer, type Asking, ask } from '../demo/ask.js';

/** A data-protection officer, or a supervisor, at a running gateway. */
export interface Officer {
  /** GraphQL endpoint. */
  readonly url: string;
  /** File with a token: nobody becomes an officer by a shell. */
  readonly token: string;
  readonly caseReference: string;
}

/**
 * Asks the gateway about a person's request.
 *
 * @throws BAD_USER_INPUT for a URL or token file that cannot be used; Error in one line with the gateway's `code` and hint
 */
export async function askAsOfficer(
  { url, token, caseReference }: Officer,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answer<Asking>> {
  if (!URL.canParse(url)) throw badUserInput('--url is no URL.', 'Write it as https://graph.example.org/graphql.');
  const asking = { agency: 'The officer', purpose: 'DATA_SUBJECT_REQUEST', caseReference };
  return await ask(url, await readToken(token), asking, query, variables);
}

/** The token of a file. @throws BAD_USER_INPUT where it cannot be read */
async function readToken(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw badUserInput(`${file} cannot be read.`, { hint: 'Name a file with the token of an officer.', cause });
  });
  return text.trim();
}

/** Longest wait for a head that covers an entry and is cosigned, ms, and between two looks. */
const patience = { waitMs: 15_000, pauseMs: 500 };

/** The proof of an entry (C2SP tlog-proof), once a signed head covers it; null where none came in time. */
export async function fetchProof({ url, token }: Officer, { log, index }: Receipt): Promise<string | null> {
  const at = `${url.replace(/\/graphql\/?$/, '')}/log/${encodeURIComponent(log)}/proof/${index}.tlog-proof`;
  const authorization = `Bearer ${await readToken(token)}`;
  for (let waited = 0; waited < patience.waitMs; waited += patience.pauseMs) {
    const response = await fetch(at, { headers: { authorization } }).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (response?.ok && text) return text;
    await pause(patience.pauseMs);
  }
  return null;
}
