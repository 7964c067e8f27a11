/** Records of one kind that an answer disclosed alike. Never their values. */
export interface DisclosedGroup {
  readonly type: string;
  readonly originator: string | null;
  readonly categories: readonly string[];
  /** True where the answer to a look-up was that they exist, and whom to ask. */
  readonly hit?: boolean;
  /** True where nothing of them was shown but that they are there. */
  readonly presence?: boolean;
  /** True where they were asked for, by id or by number, and nothing was told of them. */
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

/** Dates of birth of one name that the officers of an agency tried in a day. */
export interface Enumeration {
  /** The name, as a keyed token, hex. */
  readonly name: string;
  /** How many of them. */
  readonly dates: number;
  /** Who tried. */
  readonly askers: readonly string[];
}

/** What was decided of one request, and under what: enough to decide it again. */
export interface Decided {
  /** Of the viewer, as the token states it; what else decides of one stands in the header. */
  readonly clearance: string;
  /** What the operation filters, sorts or counts by, which the viewer must be able to get in full; absent: by nothing. */
  readonly filters?: readonly string[];
  /** What it looks up by, which the viewer must be able to know of. */
  readonly lookUps?: readonly string[];
  /** Categories that were taken out before a source was asked, since no record could give any of it; and by which rule. */
  readonly pruned?: readonly (readonly [category: string, rule: string])[];
  /** Joint operations without which less would have been let through: their ids. */
  readonly grants?: readonly string[];
  readonly groups: readonly DecidedGroup[];
}

/**
 * Decisions that came out alike under several envelopes. What is decided is what categories let through together, by their
 * names with a space between: those of a field, its own first.
 */
export interface DecidedGroup {
  /** Digests of the envelopes, base64url; absent where no record decided, but what any could let through at most. */
  readonly under?: readonly string[];
  /** True where somebody protected stands at the end of the link that was decided on. */
  readonly protected?: true;
  /** True where somebody stands there of whom nobody tells, and whom the originator, who asks, is shown. */
  readonly untold?: true;
  /** True where the records had expired when it was asked. */
  readonly expired?: true;
  /** What may be known of the records; absent where they are VISIBLE. */
  readonly standing?: 'HIT' | 'INVISIBLE';
  /** What was FULL. */
  readonly full: readonly string[];
  /** What was less, and by which rule. */
  readonly below?: readonly Lesser[];
}

/** Categories that let less than everything through, and the rule by which. */
export type Lesser = readonly [guards: string, effect: string, rule: string];
