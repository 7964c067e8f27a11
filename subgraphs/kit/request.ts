import type { RequestFacts } from '../../policy/types.js';

/**
 * Who asks one source, as the gateway verified it: passed by reference in one process, as a signed assertion over HTTP.
 * Every right of the call depends on it.
 */
export interface SourceRequest {
  readonly facts: RequestFacts;
  readonly requestId: string;
  /** Version of the policy that the gateway decided by; a source with another version refuses. */
  readonly policyVersion: string;
  readonly intent: 'READ';
  /** The one source that the request is for. */
  readonly audience: string;
  /** Whether the viewer asks which objects each line of the withheld report is about. */
  readonly withheldDetail?: 'cells' | undefined;
  /** For a search of the log: what owners call the entities it asks for, by the name that the client stated. */
  readonly entityPseudonyms?: EntityPseudonyms | undefined;
}

/** Names of the same record, by one of them: see `RecordName` in the SDL. */
export type EntityPseudonyms = Readonly<Record<string, readonly string[]>>;
