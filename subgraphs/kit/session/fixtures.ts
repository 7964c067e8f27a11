import type { Policy } from '../../../policy/policy.js';
import type { RequestFacts } from '../../../policy/types.js';
import type { AccessMap } from '../../../schema/access.js';
import type { PersonLink } from '../../../schema/records/description/personLink.js';
import type { LimitKeys } from '../../../storage/limits/limitKeys.js';
import type { SourceDatabase } from '../../../storage/types.js';
import type { CompiledCache } from '../asked/compiledCache.js';
import type { Limits } from '../limits/limits.js';
import type { ProtectedLinkStatements } from '../provenance/protectedLinks.js';
import type { VersionStatements } from '../provenance/provenanceRepository.js';
import type { Shapes } from '../shape.js';
import type { ReadKeyLists } from './envelopeKeys.js';
import type { Envelopes } from './envelopes.js';
import type { compileRecordNames } from './recordNames.js';

/** Keys that a source needs, 32 bytes each. `link` makes references; the sources share `probe`, and `cursor` too. */
export interface SourceKeys {
  readonly link: Uint8Array;
  readonly probe: Uint8Array;
  readonly cursor: Uint8Array;
}

/** What a source makes at start and its requests share: nothing of a viewer. */
export interface SourceFixtures {
  readonly records: readonly string[];
  readonly policy: Policy;
  readonly database: SourceDatabase;
  readonly keys: SourceKeys;
  readonly access: AccessMap;
  readonly shapes: Shapes;
  /** Categories that occur in the source's SDL. */
  readonly categories: ReadonlySet<string>;
  readonly limits: Limits;
  readonly limitKeys: LimitKeys;
  /** Key of the handles that replace record keys; null where only our gateway reads the answers. */
  readonly handleKey: Uint8Array | null;
  /** Null where no record keeps its provenance. */
  readonly versions: VersionStatements | null;
  /** Null where there are no records. */
  readonly names: ReturnType<typeof compileRecordNames>;
  readonly links: ProtectedLinkStatements;
  /** Record types that are themselves links to persons: a look at their personal categories is a look at the link too. */
  readonly recordLinks: ReadonlyMap<string, PersonLink>;
  readonly compiled: CompiledCache;
  /** Null where the source has no tables of records. */
  readonly envelopes: Envelopes | null;
  /** The same. */
  readonly keyLists: ((facts: RequestFacts) => ReadKeyLists) | null;
}
