import { explain } from '../explain.js';

/** How bad it is: something does not work or is not safe, it will not for long, or all is well. */
export type Severity = 'FAULT' | 'WARNING' | 'OK';

/** What one check found in one place. */
export interface Finding {
  readonly severity: Severity;
  /** A path, a setting, a login, a log, a feed, a URL without its query. */
  readonly place: string;
  readonly message: string;
  /** What to type or to do; null where there is nothing to do. */
  readonly todo: string | null;
}

/** Something does not work, or is not safe. */
export function fault(place: string, message: string, todo: string): Finding {
  return { severity: 'FAULT', place, message, todo };
}

/** Something will not work for long, or is not as usual. */
export function warning(place: string, message: string, todo: string): Finding {
  return { severity: 'WARNING', place, message, todo };
}

/** All is well, with the figures that say so. */
export function fine(place: string, message: string): Finding {
  return { severity: 'OK', place, message, todo: null };
}

/** An error as a fault. Its line holds no connection string, SQL or value; the hint of an error of ours is what to do. */
export function failed(place: string, error: unknown, todo = ''): Finding {
  const { hint } = (error ?? {}) as { readonly hint?: unknown };
  const line = explain(error);
  if (typeof hint !== 'string') return fault(place, line, todo);
  return fault(place, line.replace(hint, '').trim(), hint);
}
