import type { Night } from '../night.js';
import { type Judged, judge } from './judge.js';

/** Somebody who asks. */
export interface Officer {
  readonly agency: string;
  readonly role: string;
  readonly subject: string;
  readonly clearance: string;
  readonly purpose: string;
  readonly caseReference: string;
}

/** What is asked, and which refusals are its answer. */
export interface Question {
  readonly name: string;
  readonly body: object;
  /** `/graphql` where absent. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Codes with which it must be refused; none: it must be answered. */
  readonly refusedBy?: readonly string[];
}

/** What became of a question. */
export interface Asked extends Judged {
  readonly agency: string;
  readonly question: string;
  readonly refusedBy: readonly string[];
  readonly begun: number;
  readonly ended: number;
  readonly status: number;
}

/** Longer than any of the server's limits, so that a silence is the server's. */
const patienceMs = 90_000;

/** Asks once; the text of the answer is not kept. */
export async function ask(
  night: Night,
  officer: Officer,
  question: Question,
): Promise<Asked & { readonly text: string }> {
  const begun = Date.now();
  const { status, text } = await post(night, officer, question);
  const judged = judge(night, { officer, status, text, begun, isExport: question.path === '/export' });
  const asked = {
    ...{ agency: officer.agency, question: question.name, refusedBy: question.refusedBy ?? [] },
    ...{ begun, ended: Date.now(), status, ...judged },
  };
  night.asked.push(asked);
  return { ...asked, text };
}

async function post({ issuer, house }: Night, officer: Officer, { body, path = '/graphql', headers = {} }: Question) {
  let [status, text] = [0, ''];
  try {
    const response = await fetch(new URL(path, house.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await issuer.mint(officer)}`,
        'query-purpose': officer.purpose,
        'case-reference': officer.caseReference,
        ...headers,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    status = response.status;
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += part;
    return { status, text };
  } catch (error) {
    // What came of a file that was cut is read as any other; of an answer, nothing is.
    if (status === 200 && path === '/export') return { status, text };
    const cause = (error as { cause?: { code?: string } }).cause;
    return { status: 0, text: String(cause?.code ?? (error as Error).name) };
  }
}
