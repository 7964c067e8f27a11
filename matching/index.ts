// The room's public interface.
export { cardSentence, onePartSentence } from './card/cardSentence.js';
export type { InEachLanguage, RankedName } from './card/cardWords.js';
export { type AskedClause, askedClauses } from './keys/askedClauses.js';
export { maxKeys, nameKeys } from './keys/nameKeys.js';
export { storedPairKey } from './keys/pairKeys.js';
export { type TriedPair, triedPairs } from './keys/triedPairs.js';
export { askedPairKeys, wordPairKeys } from './keys/wordPairKeys.js';
export {
  type AnalysedName,
  matcherVersion,
  type NamedKind,
  type NameToken,
  type TokenRole,
} from './names/analysedName.js';
export { analyseName } from './names/analysis/analyseName.js';
export { compareNames, lookFrom } from './names/comparison/compareNames.js';
export { cutOff, type NameCard, type NameScore, type NameState } from './names/comparison/scoreAlignment.js';
export { type AskedWord, contentWords, hasWords, wholeName } from './names/contentWords.js';
export { hasLegalForm } from './names/legalForm.js';
export { analyseRecord } from './records/analyseRecord.js';
export { compareRecords, type RecordScore, type RecordState } from './records/compareRecords.js';
export type { AnalysedRecord, ComparedRecord, Datum, Evidence, NumberedThing } from './records/record.js';
export { shipNameRarity } from './records/vessels.js';
export { ofacScore } from './regulators/ofacScore.js';
export { phraseKey } from './scripts/phraseKey.js';
export { romanise } from './scripts/romanise.js';
export { isAbjad, type Script, scriptOf } from './scripts/scriptOf.js';
export { consonantsOf, skeletonOf } from './scripts/skeleton.js';
export type { Table } from './tables/readTable.js';
export {
  commonness,
  honorifics,
  nameForms,
  nicknames,
  ordinals,
  organisationForms,
  organisationWords,
  places,
} from './tables/tables.js';
