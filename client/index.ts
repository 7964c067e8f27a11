/* What front-ends import as `@portcullis/client`. */
export {
  type Advice,
  type AnswerError,
  type Answered,
  answerOf,
  isAskersFault,
  missingSources,
  type Receipt,
  type SourceState,
} from './answer.js';
export type { Question } from './asking/question.js';
export type { TokenSource } from './asking/tokens.js';
export { type CellPath, type CellState, cellState, type WithheldBecause } from './cellState.js';
export { ClientError, type ClientErrorCode, Refusal } from './clientError.js';
export { type Clients, type ClientsOptions, createClients } from './clients.js';
export type { Statement, Viewer } from './viewer.js';
export type { Asking, FileRequest, ViewerClient } from './viewerClient.js';
export { type Answer, readWithheld, type WithheldCells, type WithheldLine } from './withheld.js';
