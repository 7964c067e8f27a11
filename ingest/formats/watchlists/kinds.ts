/** Words that firms, authorities and institutes have in their names, and natural persons hardly ever. */
const organizationWords = new RegExp(
  `(?<![\\p{L}\\d])(?:${[
    'inc|incorporated|ltd|ltda|limited|llc|l\\.l\\.c\\.?|llp|corp|corporation|co|company|companies|gmbh|ag|a\\.g\\.',
    's\\.?a\\.?r\\.?l|s\\.a\\.|s\\.l\\.|s\\.r\\.l\\.|s\\.p\\.a\\.|b\\.v\\.|n\\.v\\.|ab|oy|aps|plc|[poz]?jsc|ooo|zao|oao|pte|pty|pvt',
    'sdn|bhd|fzco?|fze|dmcc|anstalt|establishment|group|holdings?|international|internacional|trading|trade|general',
    'industr(?:y|ies|ial)|airlines?|airways|air|aviation|aero\\p{L}*|freight|cargo|shipping|maritime|logistics',
    'transport(?:s|ation|es)?|technolog(?:y|ies)|tech|technik|electronics?|microwave|systems?|services?|solutions?',
    'enterprises?|engineering|computers?|software|metals?|bank|institute|university|college|academy|cent(?:er|re)',
    'factory|bureau|agency|ministry|regiment|brigade|research|laborator(?:y|ies)|foundation|organi[sz]ation',
    'association|committee|equipment|products?|suppl(?:y|ies)|manufacturing|machinery|consulting|contracting',
    'construction|invest(?:ments?)?|finance|capital|management|marketing|import|export|vertriebs|d/b/a|dba',
  ].join('|')})(?![\\p{L}\\d])`,
  'iu',
);

const domain = /\.(?:net|com|org)\b/i;

/** Two to six words of letters, as persons are named. */
const wordsOfLetters = /^\p{L}[\p{L}.'’-]*(?:,? \p{L}[\p{L}.'’-]*){1,5}$/u;

/** An abbreviation among words that are written otherwise: `GE Plan`. */
const abbreviation = /(?<![\p{L}.])\p{Lu}{2,}(?![\p{L}.])/u;

/**
 * Whether a name is that of a firm, for lists that do not say whether an entry is a person: it is where a word says so,
 * and otherwise what most of the list's entries are, on a list of firms only if the name does not look like a person's.
 *
 * @remarks An assumption: a record made by it carries the flag `SUBJECT_KIND_ASSUMED`.
 */
export function assumeKind(name: string, most: 'person' | 'organization'): 'person' | 'organization' {
  const text = name.trim().replaceAll(/\s+/g, ' ');
  if (organizationWords.test(text) || domain.test(text) || /\d|&/.test(text)) return 'organization';
  if (most === 'person') return 'person';
  const shouts = text === text.toUpperCase();
  return wordsOfLetters.test(text) && (shouts || !abbreviation.test(text)) ? 'person' : 'organization';
}
