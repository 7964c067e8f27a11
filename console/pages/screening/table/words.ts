import { ClientError } from '../../../../client/index.js';
import { partTexts } from '../../../texts/parts.js';
import { screeningTexts as texts } from '../../../texts/screening.js';
import { isMistake } from '../lines/readLines.js';
import type { WorkRow } from './rows.js';

/** What came of a line, in a few words; never "nobody" where not all was searched. */
export function resultWords({ line, outcome, found }: WorkRow): string {
  const { read } = line;
  if (isMistake(read)) return texts.notRead(mistakeWords(read));
  if (outcome?.state === 'failed') return failureWords(outcome.error);
  if (!found) return texts.outcomes[outcome?.state === 'asking' ? 'asking' : 'waiting'];
  const { candidates, hits, worth } = found;
  const parts = [
    ...(hits.length > 0 ? [texts.hits(hits.length)] : []),
    ...(candidates.length > 0
      ? [read.kind === 'number' ? texts.records(candidates.length) : texts.candidates(candidates.length)]
      : []),
  ];
  if (parts.length === 0) return texts.worths[worth];
  return worth === 'whole' ? parts.join(', ') : `${parts.join(', ')}; ${texts.worths[worth]}`;
}

/** Why a line was not read, and where. */
export function mistakeWords({ reason, at }: { readonly reason: string; readonly at?: string }): string {
  const why = texts.mistakes[reason] ?? reason;
  return at === undefined ? why : `${texts.at[at] ?? at}: ${why}`;
}

function failureWords(error: unknown): string {
  const code = error instanceof ClientError ? error.code : 'INTERNAL';
  return texts.failed(partTexts.failures[code] ?? (error instanceof Error ? error.message : code));
}
