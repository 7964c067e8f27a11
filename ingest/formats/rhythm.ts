/** Days between two editions of a publisher, as a rule. */
export const rhythms = { daily: 1, weekly: 7, monthly: 31, halfYearly: 184, yearly: 366 } as const;

/** How often a publisher issues a new edition. */
export type Rhythm = keyof typeof rhythms;

/** That a publisher has ended a list. */
export interface EndedList {
  /** Day of its last edition, or of its end, `YYYY-MM-DD`. */
  readonly on: string;
  /** Name of the format that reads the list that replaced it. */
  readonly replacedBy: string;
}
