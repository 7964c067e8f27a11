import { viewTexts } from '../../texts/view.js';

/** An effect as a mark that print in black and white keeps. */
export function EffectMark({ of }: { readonly of: string }) {
  return <span className={`effect effect-${of.toLowerCase()}`}>{viewTexts.access.effects[of] ?? of}</span>;
}
