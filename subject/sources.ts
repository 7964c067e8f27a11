/** What a letter calls each source that answers about a person, in the order of a letter. */
const named = {
  persons: { en: 'Register of persons', fr: 'Fichier des personnes' },
  seizures: { en: 'Register of seizures', fr: 'Fichier des saisies' },
  incidents: { en: 'Register of incidents', fr: 'Fichier des incidents' },
  cargo: { en: 'Register of goods', fr: 'Fichier des marchandises' },
} as const;

/** A source that answers about a person. */
export type SubjectSource = keyof typeof named;

/** Those sources, in the order of a letter. */
export const subjectSources = Object.keys(named) as readonly SubjectSource[];

/** Makes a value for each of them. */
export function forEachSource<Value>(make: (source: SubjectSource) => Value): Readonly<Record<SubjectSource, Value>> {
  return Object.fromEntries(subjectSources.map((source) => [source, make(source)])) as Record<SubjectSource, Value>;
}

/** What a letter calls each, in one language. */
export function sourceWords(language: 'en' | 'fr'): Readonly<Record<SubjectSource, string>> {
  return forEachSource((source) => named[source][language]);
}
