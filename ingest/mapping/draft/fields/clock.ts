import type { DraftColumn } from '../guess/draftColumns.js';
import { toHeader } from '../synonyms/header.js';

/** A column of times of day, and how they are read with the days of another column. */
export interface DraftClock {
  readonly column: DraftColumn;
  /** Patterns of day and time, one space between. */
  readonly formats: readonly string[];
  /** Removes the midnight behind every day. */
  readonly replace?: Readonly<Record<string, string>>;
}

/** Forms of a time of day, and their patterns. */
const forms = [
  [/^\d{2}:\d{2}:\d{2}$/, 'HH:mm:ss'],
  [/^\d{1,2}:\d{2}$/, 'H:mm'],
  [/^(?:[01]\d|2[0-3])[0-5]\d$/, 'HHmm'],
  [/^\d{1,2}:\d{2} ?[AP]M$/i, 'h:mm a'],
] as const;

const clockWords = /^(?:time|hour|uhrzeit|zeit|heure|tijd|hora|ora|godzina)$/;
const dayWords = /^(?:date|day|datum|tag|jour|fecha|dia|data|dzien)$/;

/** The times of day that belong to a column of days, `TIME OCC` to `DATE OCC`; null where there is none, or the days have times. */
export function findClock(day: DraftColumn, columns: readonly DraftColumn[]): DraftClock | null {
  const patterns = day.profile.datePatterns;
  const bare = patterns.map((pattern) => pattern.replaceAll(/'[^']*'/g, '').trim());
  if (bare.length === 0 || bare.some((pattern) => /[Hh]/.test(pattern) || !/d/.test(pattern))) return null;
  const own = others(day.name, dayWords);
  for (const column of columns) {
    const words = toHeader(column.name).split(' ');
    if (!words.some((word) => clockWords.test(word)) || others(column.name, clockWords) !== own) continue;
    const texts = column.profile.samples;
    const form = forms.find(([matches]) => texts.filter((text) => matches.test(text)).length >= texts.length * 0.9);
    if (!form || texts.length === 0 || column.profile.empty > 0) continue;
    const literals = [
      ...new Set(patterns.flatMap((pattern) => [...pattern.matchAll(/'([^']*)'/g)].map(([, text]) => text ?? ''))),
    ];
    return {
      column,
      formats: bare.map((pattern) => `${pattern} ${form[1]}`),
      ...(literals.length > 0 ? { replace: Object.fromEntries(literals.map((text) => [toExpression(text), ''])) } : {}),
    };
  }
  return null;
}

/** A header without the word for day or time: `occ` of `DATE OCC`. */
function others(name: string, but: RegExp): string {
  return toHeader(name)
    .split(' ')
    .filter((word) => !but.test(word))
    .join(' ');
}

function toExpression(text: string): string {
  return text.trim().replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&');
}
