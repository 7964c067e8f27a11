import { hash } from 'node:crypto';
import { readPackageFile } from '../../schema/files.js';
import { passesByItself } from '../../storage/pool/databaseErrors.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import { type Answer, type Asking, ask, noAnswer } from '../demo/ask.js';
import { type AskedLine, isFound, type LineAnswer, toLineAnswers, toVariables } from './batch.js';
import { type Matching, writeCertificates } from './certificate.js';
import type { Screening } from './screening.js';

/**
 * The answers to some lines, in their order, and the certificates of those without a match or hit. Where the gateway refuses a line, the
 * others of its batch are asked without it.
 */
export async function askLines(lines: readonly AskedLine[], screening: Screening): Promise<LineAnswer[]> {
  if (lines.length === 0) return [];
  try {
    const answer = await askPatiently(screening, toVariables(lines, screening));
    const answers = toLineAnswers(lines, answer);
    const { certificates } = screening;
    return certificates === undefined ? answers : await certify({ lines, answers, answer }, screening, certificates);
  } catch (error) {
    const code = codeOf(error);
    const isOfLine = code === 'BAD_USER_INPUT' || code === 'FILTER_NOT_PERMITTED';
    if (!isOfLine && (!tooMuch.has(code) || lines.length === 1)) throw error;
    if (lines.length === 1)
      return lines.map(({ line, ref }) => ({ line, ref, error: { field: 'line', reason: code } }));
    const half = lines.length >> 1;
    const first = await askLines(lines.slice(0, half), screening);
    return [...first, ...(await askLines(lines.slice(half), screening))];
  }
}

/**
 * Writes the certificates of the lines without a match or hit. These lines are asked again by themselves, so that the log has an entry that
 * discloses nothing; the first one names what was disclosed for others. What is found the second time counts.
 */
async function certify(
  asked: {
    readonly lines: readonly AskedLine[];
    readonly answers: readonly LineAnswer[];
    readonly answer: Answer<Asking>;
  },
  screening: Screening,
  certificates: string,
): Promise<LineAnswer[]> {
  const found = new Map<number, LineAnswer>();
  let { lines, answers, answer } = asked;
  for (;;) {
    for (const each of answers) if (isFound(each)) found.set(each.line, each);
    const without = lines.filter(({ line }) => !found.has(line));
    if (without.length === lines.length || without.length === 0) {
      await writeCertificates(certificates, answers, answer.data.matching as Matching);
      const last = new Map(answers.map((each) => [each.line, each]));
      return asked.answers.map((each) => found.get(each.line) ?? last.get(each.line) ?? each);
    }
    lines = without;
    answer = await askPatiently(screening, toVariables(lines, screening));
    answers = toLineAnswers(lines, answer);
  }
}

/** Codes of batches that are too large for the gateway. */
const tooMuch: ReadonlySet<string> = new Set(['OPERATION_TOO_COSTLY', 'OPERATION_TOO_LARGE', 'BODY_TOO_LARGE']);

/** Codes of answers of a gateway, or of a proxy in front of it, that is down or busy. */
const transient: ReadonlySet<string> = new Set([
  ...['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT', 'AUDIT_UNAVAILABLE', 'DOCUMENTS_UNAVAILABLE', 'RATE_LIMITED'],
  ...['DEADLINE_EXCEEDED', 'SHUTTING_DOWN', noAnswer, 'HTTP 502', 'HTTP 503', 'HTTP 504'],
]);

/** Whether it helps to ask again, or to mint a token again. */
function passes(error: unknown): boolean {
  return transient.has(codeOf(error)) || passesByItself(error);
}

async function askPatiently(
  { url, token, asker, registered, waiting }: Screening,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answer<Asking>> {
  const text = readPackageFile('cli', 'screen', 'screening.graphql');
  const query = registered ? { documentId: `sha256:${hash('sha256', text)}` } : text;
  return await waitOut(async () => await ask(url, await token(), asker, query, variables), waiting, passes);
}

function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}
