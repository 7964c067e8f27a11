import type { Receipt } from '../../../../auditlog/types.js';
import { errorRegistry } from '../../../../schema/errors.js';
import type { Night } from '../night.js';
import type { Officer } from './ask.js';

/** What an answer is, by its own words. */
export interface Judged {
  /** `OK`, a code of the registry, or how the connection ended. */
  readonly code: string;
  readonly requestId: string;
  readonly receipts: readonly Receipt[];
  /** Public ids of the persons that it shows. */
  readonly persons: readonly string[];
}

/** An answer as it came. */
export interface Came {
  readonly officer: Officer;
  /** 0: none came. */
  readonly status: number;
  readonly text: string;
  readonly begun: number;
  readonly isExport: boolean;
}

/** Holds one answer to the laws that need nothing but itself: it shows nothing that it may not, it has a receipt, its code is known. */
export function judge(night: Night, came: Came): Judged {
  const { officer, status, text, begun } = came;
  for (const fault of night.words.faultsOf(text, officer.agency, begun)) night.find('policy', fault);
  const persons = [...new Set(text.match(/person_[a-z0-9]{24}/g) ?? [])];
  if (status === 0) return { code: text, requestId: '', receipts: [], persons };
  const judged = came.isExport && status === 200 ? judgeExport(text) : judgeAnswer(text);
  const { code, receipts, hasData } = judged;
  if (code !== 'OK' && code !== 'CUT' && !(code in errorRegistry)) {
    night.find('errors', `status ${status} with an unknown code ${code}: ${text.slice(0, 300)}`);
  }
  if (hasData && receipts.length === 0) night.find('log', `${officer.agency} has an answer without a receipt`);
  return { code, requestId: judged.requestId, receipts, persons };
}

interface Read {
  readonly code: string;
  readonly requestId: string;
  readonly receipts: readonly Receipt[];
  readonly hasData: boolean;
}

interface Body {
  readonly data?: object | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly requestId?: string; readonly audit?: Receipt };
}

function judgeAnswer(text: string): Read {
  const body = parsed(text) as Body | null;
  if (!body) return { code: 'NO_JSON', requestId: '', receipts: [], hasData: false };
  const { data, errors = [], extensions = {} } = body;
  const receipts = extensions.audit ? [extensions.audit] : [];
  const codes = errors.map((error) => error.extensions?.code ?? 'NO_CODE');
  return { code: codes[0] ?? 'OK', requestId: extensions.requestId ?? '', receipts, hasData: Boolean(data) };
}

/** Of an export: a receipt for each page; cut where its trailer is missing. */
function judgeExport(text: string): Read {
  const lines = text.split('\n').map((line) => parsed(line) as Line | null);
  const receipts = lines.flatMap((line) => line?.page?.receipt ?? []);
  const isWhole = lines.some((line) => line?.trailer);
  return {
    code: isWhole ? 'OK' : 'CUT',
    requestId: lines[0]?.header?.export ?? '',
    receipts,
    hasData: lines.some((line) => line?.record),
  };
}

interface Line {
  readonly header?: { readonly export: string };
  readonly page?: { readonly receipt: Receipt };
  readonly record?: object;
  readonly trailer?: object;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
