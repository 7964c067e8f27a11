// The room's public interface.
export type { SubjectAnswer, SubjectResponse, WholeAnswer } from './answer.js';
export { type Comparison, compare } from './comparing/compare.js';
export { type DecidedDraft, decideDraft } from './deciding/decideDraft.js';
export { type AskedSubject, identifications, subjectDocument } from './document.js';
export { type Contradiction, contradictionsIn } from './draft/contradictions.js';
export { type DraftOptions, makeDraft } from './draft/makeDraft.js';
export { readDraft, writeDraft } from './draft/readDraft.js';
export { type Draft, type Language, languages } from './draft/shape.js';
export { type LeftOut, leftOutInputs, type SubjectLeftOutInput, writeLeftOut } from './leftOut.js';
export { type LetterFiles, letterFiles } from './letter/files.js';
export { type OtherForm, statedForm } from './letter/html.js';
export type { LetterModel } from './letter/model.js';
export { joinPages, nextVariables, type PageVariables } from './pages.js';
export type { SubjectSource } from './sources.js';
export { subjectSources } from './sources.js';
