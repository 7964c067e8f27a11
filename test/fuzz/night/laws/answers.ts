import type { ErrorCode } from '../../../../schema/errors.js';
import type { Asked } from '../load/ask.js';
import type { Night, Trouble } from '../night.js';

/** How long after a trouble's end an answer may still suffer from it, ms: another worker may take a moment longer. */
const graceMs = 5000;

/** Ends of connections, as a killed or ended server leaves them. */
const cut: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'CUT', 'EPIPE', 'TypeError']);

/**
 * What of the answers is wrong: a refusal that the question did not earn, outside of every trouble; or inside of one, anything but an
 * end of the connection or a code that says that something is not to be had.
 */
export function faultsOfAnswers(asked: readonly Asked[], troubles: readonly Trouble[]): readonly string[] {
  return asked.flatMap((each) => {
    const { code, refusedBy, agency, question, status, begun, ended, requestId } = each;
    if (refusedBy.length === 0 && code === 'OK' && status === 200) return [];
    if (refusedBy.includes(code) || (code === 'OK' && each.question === 'export')) return [];
    const during = troubles.filter(({ from, to }) => begun <= to + graceMs && ended >= from);
    // A worker that has a successor begins no file: it would outlast the policy that decided it.
    const isNotBegun = question === 'export' && code === 'SHUTTING_DOWN';
    const isExpected = ({ codes }: Trouble): boolean =>
      codes ? codes.includes(code) || (isNotBegun && codes.includes('CUT')) : cut.has(code) || unavailable.has(code);
    if (during.some(isExpected)) return [];
    const when = during.map(({ name }) => name).join(', ');
    const said = `${agency} asked ${question} at ${new Date(begun).toISOString()}, answered after ${ended - begun} ms`;
    return [`${when ? `during ${when}, ` : ''}${said}: ${status} ${code} ${requestId}`];
  });
}

/** Codes that say that something is not to be had now. */
const unavailable: ReadonlySet<string> = new Set<ErrorCode>([
  'AUDIT_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'DOCUMENTS_UNAVAILABLE',
  'EXPORT_UNDER_WAY',
  'LIMITS_UNAVAILABLE',
  'SHUTTING_DOWN',
  'SOURCE_OVERLOADED',
  'SOURCE_TIMEOUT',
  'SOURCE_UNAVAILABLE',
]);

/** How many answers of each code there were. */
export function tallyOf({ asked }: Pick<Night, 'asked'>): Readonly<Record<string, number>> {
  const tally: Record<string, number> = {};
  for (const { code } of asked) tally[code] = (tally[code] ?? 0) + 1;
  return tally;
}
