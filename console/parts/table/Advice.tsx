import { type InLanguages, wordsIn } from './matchRows.js';

/** What the matcher says to a question of one part of a name, in the reader's language; nothing where it says nothing. */
export function Advice({ of }: { readonly of: InLanguages | null | undefined }) {
  const said = wordsIn(of, navigator.languages);
  if (!said) return null;
  return (
    <p className="notice quiet-notice advice" lang={said.lang}>
      {said.text}
    </p>
  );
}
