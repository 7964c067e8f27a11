import type { IngestResult } from '../../ingest/run/result.js';
import { isInternal, isPortcullisError } from '../../schema/errors.js';
import { explain } from '../explain.js';
import { aboutRun } from '../failure.js';
import { describeResult } from '../ingest/ingestReport.js';

/** What became of a delivery. */
export type Ending =
  | { readonly outcome: 'DONE'; readonly result: IngestResult }
  | { readonly outcome: 'FAILED'; readonly error: DeliveryError };

/** Why a delivery could not be ingested. */
export interface DeliveryError {
  /** Of the registry, docs/ERRORS.md. */
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** The run that was rolled back, where there was one, and why. */
  readonly run?: unknown;
  readonly reasons?: unknown;
}

/** A delivery's error for its report. A foreign error is not quoted: it may hold a record's value. */
export function toDeliveryError(error: unknown): DeliveryError {
  if (!isPortcullisError(error) || isInternal(error.code)) {
    return {
      code: 'INTERNAL',
      message: 'Something went wrong here.',
      hint: 'See the log of the watcher; ingest the delivery by hand to see it again.',
    };
  }
  const { code, message, extensions } = error;
  return { code, message, hint: String(extensions.hint ?? ''), ...aboutRun(error) };
}

/** The report of a delivery: JSON for machines, lines for people. */
export function toReport(delivery: string, ending: Ending): { readonly json: string; readonly text: string } {
  const json = ending.outcome === 'DONE' ? ending.result : { delivery, error: ending.error };
  return { json: `${JSON.stringify(json, null, 2)}\n`, text: `${describeEnding(delivery, ending).join('\n')}\n` };
}

/** What became of a delivery, in words. */
export function describeEnding(delivery: string, ending: Ending): string[] {
  if (ending.outcome === 'DONE') return [`${delivery}: done`, ...describeResult(ending.result)];
  const { code, message, hint, run } = ending.error;
  return [
    `${delivery}: failed, ${code}`,
    explain({ message, hint }),
    ...(typeof run === 'string' ? [`Why: portcullis quarantine --run ${run}`] : []),
  ];
}
