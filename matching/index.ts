// What others may use of the room.
export { type AnalysedName, matcherVersion, type NamedKind, type NameToken } from './names/analysedName.js';
export { analyseName } from './names/analyseName.js';
