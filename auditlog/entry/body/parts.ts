/** Records of one type that an answer disclosed alike; never their values. */
export interface DisclosedGroup {
  readonly type: string;
  readonly originator: string | null;
  readonly categories: readonly string[];
  /** True if the answer said only that they exist, and whom to ask. */
  readonly hit?: boolean;
  /** True if it was shown only that they are there. */
  readonly presence?: boolean;
  /** True if they were asked for by id or number, and nothing was told of them. */
  readonly asked?: boolean;
  /** Public ids, each once. */
  readonly ids: readonly string[];
}

/** What an answer withheld, at one path. */
export interface EntryWithheld {
  readonly path: string;
  readonly category: string;
  readonly effect: string;
  readonly reason: string;
  /** The precise rule, e.g. `cap.clearance`. */
  readonly rule: string;
  readonly count: number;
}

/** How a source answered. */
export interface EntrySource {
  readonly name: string;
  readonly result: 'OK' | 'ERROR' | 'TIMEOUT' | 'UNAVAILABLE';
  readonly durationMs: number;
  readonly manifest: 'present' | 'absent';
}

/** The dates of birth that an agency's officers tried for one name in a day. */
export interface Enumeration {
  /** The name, as a keyed token, hex. */
  readonly name: string;
  /** Number of dates. */
  readonly dates: number;
  readonly askers: readonly string[];
}

/** What was taken along as a file, so far; never a value. */
export interface Exported {
  readonly format: string;
  /** Of an EXPORT_PART: its place in the file, from 0. */
  readonly part?: number;
  /** Of an OUTCOME or ABORTED: the parts that left, the first ones of the file. */
  readonly parts?: number;
  /** Records at the root: of the part, or of all parts that left. */
  readonly rows?: number;
  /** Of an OUTCOME: SHA-256 of the file, up to its trailer; hex. */
  readonly sha256?: string;
}

/** What was decided in one request, and under which envelopes: enough to decide it again. */
export interface Decided {
  /** The viewer's, as the token states it; the header has the viewer's other facts. */
  readonly clearance: string;
  /** Categories that the operation filters, sorts or counts by, which the viewer must be able to get in full; absent: none. */
  readonly filters?: readonly string[];
  /** Categories that it looks up by, of which the viewer must be able to get a HIT. */
  readonly lookUps?: readonly string[];
  /** Categories pruned before a source was asked, since no record could give them; and by which rule. */
  readonly pruned?: readonly (readonly [category: string, rule: string])[];
  /** Ids of joint operations without which less would have been granted. */
  readonly grants?: readonly string[];
  readonly groups: readonly DecidedGroup[];
}

/**
 * Equal decisions under several envelopes. Each decision is about the categories of a field together: their names joined by
 * spaces, the field's own first.
 */
export interface DecidedGroup {
  /** Digests of the envelopes, base64url; absent if no record decided, but the most that any record could grant. */
  readonly under?: readonly string[];
  /** True if the link's person is protected. */
  readonly protected?: true;
  /** True if no source says what the linked person is to the case, and the asker may see them as the record's originator. */
  readonly untold?: true;
  /** True if the records had expired at that time. */
  readonly expired?: true;
  /** True if the records were found to be those of the person who asks what is held of them: POLICY.md. */
  readonly ofAsked?: true;
  /** What may be known of the records; absent if they are VISIBLE. */
  readonly standing?: 'HIT' | 'INVISIBLE';
  /** What was FULL. */
  readonly full: readonly string[];
  /** What was less, and by which rule. */
  readonly below?: readonly Lesser[];
}

/** Categories that were less than FULL, and by which rule. */
export type Lesser = readonly [guards: string, effect: string, rule: string];
