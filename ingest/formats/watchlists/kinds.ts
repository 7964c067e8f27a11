/** Words in names of firms, authorities and institutes, hardly ever in those of natural persons. */
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

/** Two to six words of letters, like a person's name. */
const wordsOfLetters = /^\p{L}[\p{L}.'’-]*(?:,? \p{L}[\p{L}.'’-]*){1,5}$/u;

/** An abbreviation among other words: `GE Plan`. */
const abbreviation = /(?<![\p{L}.])\p{Lu}{2,}(?![\p{L}.])/u;

/**
 * Assumes the kind of an entry by its name, for lists that do not state it: an organization where a word says so, else the
 * kind of most entries; on a list of mostly organizations, a name that looks like a person's is one.
 *
 * @remarks Such a record needs the flag `SUBJECT_KIND_ASSUMED`.
 */
export function assumeKind(name: string, most: 'person' | 'organization'): 'person' | 'organization' {
  const text = name.trim().replaceAll(/\s+/g, ' ');
  if (organizationWords.test(text) || domain.test(text) || /\d|&/.test(text)) return 'organization';
  if (most === 'person') return 'person';
  const shouts = text === text.toUpperCase();
  return wordsOfLetters.test(text) && (shouts || !abbreviation.test(text)) ? 'person' : 'organization';
}
