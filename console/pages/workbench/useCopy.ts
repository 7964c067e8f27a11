import { useState } from 'react';
import { workbenchTexts as texts } from '../../texts/workbench.js';

/** Copies texts, and says whether it went. */
export function useCopy() {
  const [said, say] = useState('');
  const copy = (text: string, done: string = texts.copied) =>
    navigator.clipboard.writeText(text).then(
      () => say(done),
      () => say(texts.notCopied),
    );
  return { said, copy };
}
