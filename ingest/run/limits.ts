/** What an operator allows a delivery. */
export interface Limits {
  /** The files are the whole list: what they do not name is withdrawn. */
  readonly whole?: boolean;
  /** Withdraws what is gone even though some records could not be read. */
  readonly withdrawAnyway?: boolean;
  /** Lets records loosen their stored envelopes. */
  readonly mayLoosen?: boolean;
  /** Takes the run back where more of the records than this go into quarantine; 0 to 100. */
  readonly maxBadPercent?: number;
}

/** Records before a run may be taken back early: among fewer, one defect is too many percent. */
const enoughToJudge = 1000;

/** Whether so much of the first records cannot be read that the rest need not be. */
export function isTooBadSoFar(quarantined: number, read: number, limits: Limits): boolean {
  return read >= enoughToJudge && isTooBad(quarantined, read, limits);
}

/** Whether more of a delivery cannot be read than its operator allows. */
export function isTooBad(quarantined: number, read: number, { maxBadPercent }: Limits): boolean {
  return maxBadPercent !== undefined && read > 0 && (100 * quarantined) / read > maxBadPercent;
}
