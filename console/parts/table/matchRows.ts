/** One comparison, as any `...Match` of the graph has it. */
export interface MatchEvidence {
  readonly datum?: string | null;
  readonly says?: string | null;
  readonly how?: string | null;
  readonly words?: string | null;
  readonly bits?: number | null;
}

/** A sentence in each language that it has. */
export type InLanguages = Readonly<Partial<Record<'en' | 'fr', string | null>>>;

/** What a score is made of, and the sentence that says it. */
export interface MatchParts {
  readonly sentence?: InLanguages | null;
  readonly agreements?: readonly MatchEvidence[] | null;
  readonly omissions?: readonly MatchEvidence[] | null;
  readonly contradictions?: readonly MatchEvidence[] | null;
  readonly silent?: readonly string[] | null;
  readonly settledBy?: string | null;
}

/** A row of the card. */
export interface MatchRow {
  readonly datum: string;
  readonly says: 'AGREES' | 'NEAR' | 'DISAGREES' | 'ABSENT';
  readonly how: string | null;
  readonly words: string | null;
  readonly bits: number | null;
}

/** A sentence in the reader's language, where it has that, else in English; undefined where there is none. */
export function wordsIn(
  sentence: InLanguages | null | undefined,
  languages: readonly string[],
): { readonly lang: 'en' | 'fr'; readonly text: string } | undefined {
  const lang = languages[0]?.startsWith('fr') && sentence?.fr ? 'fr' : 'en';
  const text = sentence?.[lang];
  return text ? { lang, text } : undefined;
}

/**
 * The rows of a card: contradictions, which a reader must not miss, then agreements, and words left out.
 *
 * @returns undefined where nothing of it was answered
 */
export function matchRows(parts: MatchParts): readonly MatchRow[] | undefined {
  const { agreements, omissions, contradictions, silent } = parts;
  if (!agreements && !omissions && !contradictions && !silent) return undefined;
  return [...rowsOf(contradictions, 'DISAGREES'), ...rowsOf(agreements, 'AGREES'), ...rowsOf(omissions, 'ABSENT')];
}

/** @param says what they say where the answer does not */
function rowsOf(evidence: readonly MatchEvidence[] | null | undefined, says: MatchRow['says']): MatchRow[] {
  return (evidence ?? []).map(({ datum, says: said, how, words, bits }) => ({
    datum: datum ?? '',
    says: (said as MatchRow['says'] | null | undefined) ?? says,
    how: how ?? null,
    words: words ?? null,
    bits: bits ?? null,
  }));
}
