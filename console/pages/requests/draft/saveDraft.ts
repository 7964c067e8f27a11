import { type Draft, writeDraft } from '../../../../subject/index.js';
import { downloadFile } from '../../../parts/download.js';
import { requestTexts } from '../../../texts/requests.js';

/** Hands the draft to the officer as a file. */
export function saveDraft(draft: Draft): void {
  const file = new Blob([writeDraft(draft)], { type: 'application/json' });
  downloadFile(requestTexts.draft.file(draft.answer.id), file);
}
