import type { HeldReceipt } from '../../../audit/checkProofText.js';

/** What somebody pasted to have it checked. */
export interface Pasted {
  readonly receipts: readonly HeldReceipt[];
  /** A `.tlog-proof`; null: the log is asked for it. */
  readonly proofText: string | null;
}

/** At most so many receipts are checked at once: each proof is asked for by itself. */
export const MOST_RECEIPTS = 20;

/**
 * Reads receipts and a proof out of a text: an answer or its `extensions.audit` as JSON, lines of the page "Your view", a log, a number
 * and a leaf hash, or a `.tlog-proof` behind any of these. Null for anything else.
 */
export function readPasted(text: string): Pasted | null {
  const at = text.indexOf('c2sp.org/tlog-proof@');
  const front = at === -1 ? text : text.slice(0, at);
  const receipts = receiptOfJson(front) ?? receiptsOfLines(front);
  const proofText = at === -1 ? null : endedByLine(text.slice(at));
  return receipts.length === 0 && proofText === null ? null : { receipts: receipts.slice(0, MOST_RECEIPTS), proofText };
}

/** Why: what is copied from a page often lacks the last line feed, which a proof has to have. */
function endedByLine(text: string): string {
  return `${text.replaceAll('\r\n', '\n').replace(/\n+$/, '')}\n`;
}

function receiptOfJson(text: string): readonly HeldReceipt[] | null {
  try {
    const value: unknown = JSON.parse(text);
    const inner = member(member(value, 'extensions'), 'audit') ?? member(value, 'audit') ?? value;
    const [log, index, leafHash] = ['log', 'index', 'leafHash'].map((name) => member(inner, name));
    const receipt = receiptOf(String(log), String(index), String(leafHash));
    return receipt && [receipt];
  } catch {
    return null;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function receiptsOfLines(text: string): readonly HeldReceipt[] {
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const at = words.findIndex((word) => HASH.test(word));
    return at < 2 ? [] : (receiptOf(words[at - 2] ?? '', words[at - 1] ?? '', words[at] ?? '') ?? []);
  });
}

function receiptOf(log: string, index: string, leafHash: string): HeldReceipt | null {
  const isOne = /^[A-Za-z0-9._-]{1,64}$/.test(log) && /^(?:0|[1-9]\d{0,14})$/.test(index) && HASH.test(leafHash);
  return isOne ? { log, index: Number(index), leafHash: leafHash.toLowerCase() } : null;
}

const HASH = /^[0-9a-f]{64}$/i;
